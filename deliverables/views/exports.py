"""Downloads: a deliverable for its members, as PDF or for a spreadsheet; a blank grid for all."""

from urllib.parse import quote

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from capacities.access import require
from capacities.pdf import RenderRefused

from .. import documents, files, rules
from ..models import GridVersion
from .fetch import visible


class Unreadable(ValueError):
    """The address asks for something that does not exist. The message is a French sentence."""


@require_safe
def export(request, pk):
    deliverable = visible(request, pk)
    require(rules.can_read(request.user, deliverable))
    try:
        paper, questions = asked_paper(request), asked_questions(request)
        snapshot = asked_snapshot(request, deliverable)
    except Unreadable as error:
        return refused(request, error, 400, deliverable)
    document = documents.filled(deliverable, paper=paper, snapshot=snapshot, questions=bool(questions))
    return delivered(request, document, deliverable, "private, no-cache")


@require_safe
def export_table(request, pk, kind):
    """The deliverable for a spreadsheet: `kind` is « csv » or « xlsx »."""
    deliverable = visible(request, pk)
    require(rules.can_read(request.user, deliverable))
    try:
        snapshot = asked_snapshot(request, deliverable)
    except Unreadable as error:
        return refused(request, error, 400, deliverable)
    url = request.build_absolute_uri(deliverable.get_absolute_url())
    return files.delivered(request, files.table(deliverable, kind, snapshot=snapshot, url=url))


@login_not_required
@require_safe
def blank(request, slug):
    grid_version = get_object_or_404(GridVersion.objects.latest_of_each(), slug=slug)
    if not grid_version.grid.fillable:
        raise Http404("Ce modèle se lit : il n’y a rien à y remplir.")
    try:
        document = documents.blank(grid_version, paper=asked_paper(request), questions=asked_questions(request))
    except Unreadable as error:
        return refused(request, error, 400)
    return delivered(request, document, None, "public, no-cache")


def delivered(request, document, deliverable, cache_control):
    """The PDF, or 304 when the browser already holds it: then nothing is drawn."""
    etag = f'"{document.key[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = file_of(document)
        except RenderRefused as error:
            return refused(request, error, error.status, deliverable)
    response["ETag"] = etag
    response["Cache-Control"] = cache_control
    # The file is compressed inside: GZipMiddleware, which goes by this header, would work for nothing.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return response


@csp_exempt()  # the PDF readers of some browsers obey the policy of pages, and would then show nothing
def file_of(document):
    """The PDF itself, to be read in the browser or kept under a name that says what it is."""
    response = HttpResponse(documents.pdf(document), content_type="application/pdf")
    name = f"filename=\"{document.file_name}\"; filename*=UTF-8''{quote(document.label)}.pdf"
    response["Content-Disposition"] = f"inline; {name}"
    return response


def refused(request, error, status, deliverable=None):
    context = {"reason": str(error), "deliverable": deliverable}
    response = render(request, "deliverables/pdf/refused.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def asked_paper(request):
    paper = request.GET.get("format", "a4").lower()
    if paper not in documents.PAPERS:
        raise Unreadable("Ce format n’existe pas. Les formats proposés sont A4 et A3.")
    return paper


def asked_questions(request):
    """True or False when the address says so, None to leave the choice to the document."""
    choice = request.GET.get("questions", "")
    if choice not in ("", "0", "1"):
        raise Unreadable("Les questions se demandent par 1 et se retirent par 0.")
    return None if choice == "" else choice == "1"


def asked_snapshot(request, deliverable):
    number = request.GET.get("version", "")
    if not number:
        return None
    if not number.isascii() or not number.isdigit() or len(number) > 5:
        raise Unreadable("Un numéro de version est un nombre entier, par exemple 2.")
    snapshot = deliverable.snapshots.select_related("grid_version", "deliverable").filter(number=number).first()
    if snapshot is None:
        raise Http404("Cette version n’existe pas.")
    return snapshot
