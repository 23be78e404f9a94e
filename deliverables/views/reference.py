"""Grids to read and pick from. Everything asked stands in the address, which can be sent to somebody; nothing is stored."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from capacities.text import clean

from .. import documents
from ..files import disposition
from ..grid import citations, reference
from ..models import GridVersion
from .exports import Unreadable, delivered, refused

LONGEST_SEARCH = 120  # characters
CITED_AS = {
    "ris": (citations.ris, "application/x-research-info-systems"),
    "bib": (citations.bibtex, "application/x-bibtex"),
}


@dataclass(frozen=True)
class Asked:
    """What an address asks of a sheet. Words that the sheet does not know are forgotten."""

    sheet: object
    parameters: object

    @cached_property
    def words(self):
        return clean(self.parameters.get("q", ""))[:LONGEST_SEARCH].strip()

    @cached_property
    def wanted(self):
        """Column id → the choices filtered by."""
        filters = {column.id: [choice.id for choice in column.choices] for column in self.sheet.columns if column.choices}
        asked = {id: [word for word in known if word in self.parameters.getlist(id)] for id, known in filters.items()}
        return {id: words for id, words in asked.items() if words}

    @cached_property
    def picked(self):
        """The rows of the shortlist, in the order in which they were picked."""
        ids = dict.fromkeys(self.parameters.getlist("fiche"))
        return [self.sheet.row_by_id[id] for id in ids if id in self.sheet.row_by_id]

    @cached_property
    def answers(self):
        """Question id of the guide → answer id."""
        known = {question.id: [answer.id for answer in question.answers] for question in self.sheet.guide}
        return {id: self.parameters[id] for id, answers in known.items() if self.parameters.get(id) in answers}

    @cached_property
    def _searched(self):
        return ({"q": self.words} if self.words else {}) | self.wanted

    @cached_property
    def filters(self):
        """The part of the address that says which rows are shown."""
        return urlencode(self._searched, doseq=True)

    @cached_property
    def said(self):
        """The search in words: (what is asked, what is wanted of it) pairs."""
        filters = [(self.sheet.column_by_id[id], words) for id, words in self.wanted.items()]
        told = [(column.label, ", ".join(column.label_of(word) for word in words)) for column, words in filters]
        return [("Recherche", f"«\u00a0{self.words}\u00a0»"), *told] if self.words else told

    @cached_property
    def query(self):
        """The whole address, without what says nothing: the same question has one address."""
        return urlencode(self._searched | {"fiche": [row.id for row in self.picked]} | self.answers, doseq=True)


def asked_of(request, slug, *, needs):
    """(version, sheet, asked) for a grid whose reference sheet has `needs`, or 404."""
    version = get_object_or_404(GridVersion.objects.latest_of_each(), slug=slug)
    sheet = version.grid.reference
    if sheet is None or not getattr(sheet, needs):
        raise Http404("Ce modèle n’a pas cette page.")
    return version, sheet, Asked(sheet, request.GET)


def drawn(request, template, version, asked, **context):
    """The page, at the one address of what is asked: a form sends its empty fields too."""
    if dict(request.GET.lists()) != dict(QueryDict(asked.query).lists()):
        return redirect(request.path + (f"?{asked.query}" if asked.query else ""))
    context |= {"version": version, "grid": version.grid, "sheet": asked.sheet, "asked": asked}
    return render(request, f"deliverables/{template}.html", context)


def listing(request, version):
    """Search, filter, and pick the rows to compare."""
    sheet = version.grid.reference
    asked = Asked(sheet, request.GET)
    rows = reference.matching(sheet, asked.words, asked.wanted)
    return drawn(
        request, "reference", version, asked,
        cards=[reference.card(sheet, row, brief=True) for row in rows],
        facets=reference.facets(sheet, asked.words, asked.wanted),
        kept=[row for row in asked.picked if row not in rows],
    )  # fmt: skip


@login_not_required
@require_safe
def guide(request, slug):
    """A few questions; the rows come in an order that is said, with every reason."""
    version, sheet, asked = asked_of(request, slug, needs="guide")
    groups = reference.advised(sheet, asked.answers) if asked.answers else []
    return drawn(request, "reference_guide", version, asked, groups=groups)


@login_not_required
@require_safe
def compare(request, slug):
    """Two to four rows side by side."""
    version, sheet, asked = asked_of(request, slug, needs="shortlist")
    least, most = reference.SHORTLIST
    rows = asked.picked[:most]
    table = reference.side_by_side(sheet, rows) if len(rows) >= least else []
    cards = [reference.card(sheet, row) for row in rows]
    return drawn(request, "reference_compare", version, asked, cards=cards, table=table, too_many=len(asked.picked) > most)


@login_not_required
@require_safe
def entry(request, slug, row):
    """All that is known of one row, at an address that lasts."""
    version, sheet, asked = asked_of(request, slug, needs="entries")
    if row not in sheet.row_by_id:
        raise Http404("Cette fiche n’existe pas.")
    return drawn(request, "reference_entry", version, asked, card=reference.card(sheet, sheet.row_by_id[row]))


@login_not_required
@require_safe
def document(request, slug):
    """The PDF: the shortlist side by side, as its page compares it; else what the filters leave, everything without any."""
    version, sheet, asked = asked_of(request, slug, needs="entries")
    least, most = reference.SHORTLIST
    compared = sheet.shortlist and len(asked.picked) >= least
    rows = asked.picked[:most] if compared else reference.matching(sheet, asked.words, asked.wanted)
    if not rows:
        words = "Rien ne répond à cette recherche\u00a0: il n’y a pas de document à en tirer. Retirez un filtre."
        return refused(request, Unreadable(words), 404)
    paper = documents.reference(version, rows, compared=compared, searched=() if compared else asked.said)
    return delivered(request, paper, None, "public, no-cache")


@login_not_required
@require_safe
def cite(request, slug, kind):
    """What is shown, or the rows picked, for a reference manager."""
    version, sheet, asked = asked_of(request, slug, needs="cited")
    rows = asked.picked or reference.matching(sheet, asked.words, asked.wanted)
    notices = reference.notices(sheet, rows, lambda row: link_to(request, slug, row))
    write, content_type = CITED_AS[kind]
    answer = HttpResponse(write(notices).encode(), content_type=f"{content_type}; charset=utf-8")
    answer["Content-Disposition"] = disposition(f"{version.grid.short_title} CAPACities", kind)
    return answer


def link_to(request, slug, row):
    return request.build_absolute_uri(reverse("deliverables:reference-entry", args=[slug, row.id]))
