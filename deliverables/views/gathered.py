"""Action sheets: made from a note in one gesture, gathered on the board of their use case."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from capacities.access import require
from capacities.text import clean
from usecases.models import UseCase

from .. import actions, rules
from ..forms import as_uuid
from ..grid.gathering import by_state, cards, kept, questions_of
from ..grid.layout import ANSWER, NOTE
from ..models import Deliverable, GridVersion, Note
from .fetch import visible

SHEET = "fiche-action"
FILTERS = ("responsable", "theme", "destinataire")


@require_POST
def make(request, pk, note):
    """An action sheet that tells the problem of this note, and opens on what is to be done."""
    deliverable = visible(request, pk)
    require(rules.can_make(request.user, deliverable.usecase))
    source = get_object_or_404(deliverable.notes.filter(kind=NOTE, struck=False), pk=note)
    source.deliverable = deliverable
    version = get_object_or_404(GridVersion.objects.latest_of_each(), slug=SHEET)
    gesture = uuid.uuid5(as_uuid(request.POST.get("envoi")) or uuid.uuid4(), f"{source.pk}")
    try:
        made = actions.make_from(source, version, id=gesture, by=request.user)
    except actions.Refused as refused:
        messages.error(request, str(refused))
        return redirect(deliverable)
    messages.success(request, "La fiche-action est ouverte : dites comment résoudre ce problème, avec qui et par quels moyens.")
    return redirect(opened(made, 1))


def opened(deliverable, row):
    """The address of a sheet with one of its blocks open."""
    sheet = deliverable.sheet
    return f"{deliverable.get_absolute_url()}?case={sheet.id}.{sheet.rows[row].id}.{sheet.columns[0].id}#case"


@require_http_methods(["GET", "HEAD", "POST"])
def board(request, usecase):
    """Every action sheet of a use case by state, filtered; POST begins a new one."""
    usecase = get_object_or_404(UseCase.objects.visible_to(request.user), slug=usecase)
    require(rules.can_see_board(request.user, usecase))
    may_make = rules.can_make(request.user, usecase)
    error, status = "", 200
    if request.method == "POST":
        require(may_make)
        title = clean(request.POST.get("titre", ""))[: actions.MAX_MADE_TITLE]
        if title:
            version = get_object_or_404(GridVersion.objects.latest_of_each(), slug=SHEET)
            gesture = uuid.uuid5(as_uuid(request.POST.get("envoi")) or uuid.uuid4(), title)
            return redirect(opened(actions.begin_as(gesture, usecase, version, by=request.user, title=title), 0))
        error, status = "Donnez un titre à cette action, par exemple « Nettoyer la base des adresses ».", 422
    found = Deliverable.objects.filter(usecase=usecase).gathered().current()
    found = list(found.select_related("grid_version", "source__deliverable"))
    answers = Note.objects.filter(deliverable__in=found, kind=ANSWER).only("deliverable_id", "address", "fields", "struck")
    everything, today = cards(found, answers), timezone.localdate()
    wanted = {name: clean(request.GET.get(name, ""))[:400] for name in (*FILTERS, "retard")}
    told = kept(everything, wanted, today)
    grid = found[0].grid if found else None
    context = {
        "usecase": usecase,
        "columns": [(choice, [(card, card.late(today)) for card in column]) for choice, column in by_state(told, grid)]
        if grid
        else [],
        "filters": filters(everything, grid, wanted) if grid else [],
        "wanted": wanted,
        "filtered": any(wanted.values()),
        "shown": len(told),
        "total": len(everything),
        "late": sum(card.late(today) for card in everything),
        "may_make": may_make,
        "operation": uuid.uuid4(),
        "error": error,
        "typed": request.POST.get("titre", ""),
    }
    return render(request, "deliverables/actions.html", context, status=status)


def filters(everything, grid, wanted):
    """(name, label, [(canonical word, label, chosen)…]) for every question with at least two values in use."""
    questions, found = questions_of(grid), []
    for name in FILTERS:
        words = sorted({card.values.get(name) for card in everything if card.values.get(name)})
        if len(words) > 1 or wanted[name]:
            label_of = questions[name].input.label_of if questions[name].input.type == "choice" else str
            found.append((name, questions[name].input.label, [(word, label_of(word), word == wanted[name]) for word in words]))
    return found
