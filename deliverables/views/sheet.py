"""The sheet: seen whole, or one cell at a time."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from capacities.access import require
from capacities.expired import give_back
from capacities.pdf import digest_of

from .. import rules
from ..actions import Refused, write
from ..forms import as_number, as_uuid, gestures
from ..grid.progress import progress, progress_of
from ..live import cell_at, drawn_now, figures_of, last_change_at, made_from, sheets_now
from .fetch import visible
from .fragments import HERE, jinja
from .results import beside

DRAWN_BY = {layout: f"_{'sheet' if layout == 'matrix' else layout}.jinja" for layout in ("matrix", "board", "parameters")}
FILTERS = {
    "": "Tout",
    "manque": "Ce qui manque",
    "vigilance": "Points de vigilance",
    "force": "Forces",
    "instruire": "À instruire",
}


def is_phone(request):
    """Browsers of phones say so in one word; nothing else is read from them."""
    return "Mobi" in request.headers.get("User-Agent", "")


@require_safe
def sheet(request, pk):
    """The whole sheet, and beside it the cell that `?case=` names."""
    deliverable = visible(request, pk)
    if is_phone(request) and not request.GET:
        return redirect("deliverables:steps", pk)
    address = request.GET.get("case", "")
    return sheet_page(request, deliverable, sheet_of(deliverable, address or request.GET.get("feuille", "")), address)


def sheet_of(deliverable, address):
    """The sheet in which an address lies, the first one for none. 404 when the grid has no such sheet."""
    sheet = deliverable.sheet_at(address) if address else deliverable.sheet
    if sheet is None:
        raise Http404("Cette feuille n’existe pas dans ce livrable.")
    return sheet


def address_of(deliverable, sheet):
    """Where a sheet is read whole, on phones too."""
    first = sheet is deliverable.sheet
    return f"{deliverable.get_absolute_url()}?{'vue=matrice' if first else f'feuille={sheet.id}'}"


def sheet_page(request, deliverable, sheet, address="", *, typed=None, errors=(), field_errors=None, status=200):
    may_write = rules.can_write(request.user, deliverable)
    base = deliverable.get_absolute_url()
    template = DRAWN_BY[sheet.layout]
    # Never stale: revision and template are in the key. Drawn once per change, for readers and writers apart.
    drawing = digest_of([HERE / template, HERE / "_note.jinja"])[:16]
    kind = f"sheet:{drawing}:{deliverable.grid_version_id}:{sheet.id}:{may_write:d}"
    key = f"{kind}:{deliverable.pk}:{deliverable.epoch}:{deliverable.revision}"
    kept = cache.get(key)
    drawn = None
    if kept is None or address:
        drawn = drawn_now(deliverable, sheet)
    if kept is None:
        told = figures_of(deliverable, sheet)
        body = jinja(
            f"deliverables/{template}",
            {
                "drawn": drawn,
                "base": base,
                "may_write": may_write,
                "told": told,
                "grid": deliverable.grid,
                "begun": deliverable.begun,
            },
        )
        kept = (body, progress(drawn), drawn.note_count, drawn.next_missing(), len(drawn.stray))
        cache.set(key, kept, 3600)
    body, done, note_count, next_missing, stray_count = kept
    panel = ""
    if address:
        panel = panel_of(request, deliverable, drawn, address, may_write, typed=typed, errors=errors, field_errors=field_errors)
    return render(
        request,
        "deliverables/sheet.html",
        {
            "deliverable": deliverable, "usecase": deliverable.usecase, "body": mark_safe(body), "panel": panel,
            "sheet": sheet, "whole": address_of(deliverable, sheet), "beside": beside(deliverable, sheet),
            "progress": done, "note_count": note_count, "next_missing": next_missing, "stray_count": stray_count,
            "filters": FILTERS, "filter": request.GET.get("filtre", "") if request.GET.get("filtre") in FILTERS else "",
            "may_write": may_write, "may_manage": rules.can_manage(request.user, deliverable), "tab": sheet.id,
            "operation": uuid.uuid4(), "address": address, "row_error": "" if address else " ".join(errors),
            "row_typed": typed or {},
        },
        status=status,
    )  # fmt: skip


def panel_of(request, deliverable, drawn, address, may_write, *, view="sheet", typed=None, errors=(), field_errors=None):
    """The open cell as a fragment. 404 when the sheet has no such cell."""
    cell = drawn.cells.get(address)
    if cell is None:
        raise Http404("Cette case n’existe pas dans ce livrable.")
    base = deliverable.get_absolute_url()
    cell_url = reverse("deliverables:cell", args=[deliverable.pk, address])
    _, following = drawn.neighbours(address)
    page = base if view == "sheet" else reverse("deliverables:steps", args=[deliverable.pk])
    return jinja(
        "deliverables/_panel.jinja",
        {
            "drawn": drawn, "cell": cell, "grid": deliverable.grid, "may_write": may_write, "view": view,
            "alive": {note.id for note in cell.notes}, "cell_url": cell_url, "csrf_token": get_token(request),
            "operation": uuid.uuid4(), "typed": typed or {}, "errors": errors, "field_errors": field_errors or {},
            "told": figures_of(deliverable, drawn.sheet), "made": made_from(deliverable, cell.address),
            "editing": as_uuid((typed or request.GET).get("corriger" if typed else "note")) if may_write else None,
            "revision": (typed or {}).get("vu") or deliverable.revision,
            "last_change": last_change_at(deliverable, address),
            "close_url": address_of(deliverable, drawn.sheet) if view == "sheet" else "",
            "history_url": reverse("deliverables:history", args=[deliverable.pk, address]),
            "next_url": f"{page}?case={following}#case" if following else "",
            "next_get": reverse("deliverables:cell", args=[deliverable.pk, following]) if following and view == "sheet" else "",
        },
    )  # fmt: skip


@login_not_required  # so that a form posted after the session has expired gives its text back instead of losing it
@require_http_methods(["GET", "HEAD", "POST"])
def cell(request, pk, address):
    """One cell: its fragment for the page beside the matrix, a whole page otherwise; POST writes what the form says."""
    if not request.user.is_authenticated:
        return expired(request, pk, address)
    deliverable = visible(request, pk)
    if request.method == "POST":
        return write_cell(request, deliverable, address)
    if not request.htmx:
        return sheet_page(request, deliverable, sheet_of(deliverable, address), address)
    view = "steps" if request.GET.get("vue") == "steps" else "sheet"
    may_write = rules.can_write(request.user, deliverable)
    drawn = drawn_now(deliverable, sheet_of(deliverable, address))
    return HttpResponse(panel_of(request, deliverable, drawn, address, may_write, view=view))


def expired(request, pk, address):
    """The session is over: sign in again, and find what was being sent on the page."""
    back = f"{reverse('deliverables:sheet', args=[pk])}?case={address}"
    if request.method != "POST":
        return redirect_to_login(back)
    typed = ("texte", "correction", "t-", "n-", "c-")
    # Of the answers, those that were typed: values of parameters, not the choices that the page held already.
    written = [
        text
        for name, text in request.POST.items()
        if text.strip() and (name.startswith(typed) or (name.startswith("q-") and any(map(str.isdigit, text))))
    ]
    return give_back(request, written, back)


def write_cell(request, deliverable, address):
    require(rules.can_write(request.user, deliverable))
    sheet = sheet_of(deliverable, address)
    drawn = drawn_now(deliverable, sheet)
    cell = drawn.cells.get(address)
    if cell is None:
        raise Http404("Cette case n’existe pas dans ce livrable.")
    seen = as_number(request.POST["vu"]) if request.POST.get("vu") else deliverable.revision
    shown = cell if seen >= deliverable.revision else cell_at(deliverable, address, seen) or cell
    typed, errors, field_errors = request.POST.copy(), [], {}
    for names, operation in gestures(request.POST, drawn, cell, shown):
        try:
            write(deliverable, operation, by=request.user)
        except Refused as refused:
            errors.append(str(refused))
            at = next((name for name in names if name == refused.field or name.endswith(f"-{refused.field}")), "")
            field_errors[names[0] if refused.field == "value" else at] = str(refused)
        else:  # what is stored leaves the form, so that sending it again does not write it twice
            for name in names:
                typed.pop(name, None)
    steps = request.POST.get("vue") == "steps"
    if errors:
        shown_again = {"typed": typed, "errors": errors, "field_errors": field_errors, "status": 422}
        if steps:
            return steps_page(request, deliverable, address, **shown_again)
        return sheet_page(request, deliverable, sheet, address, **shown_again)
    page = reverse("deliverables:steps", args=[deliverable.pk]) if steps else deliverable.get_absolute_url()
    return redirect(f"{page}?case={address}#case")


@require_safe
def steps(request, pk):
    """The same cells one by one: the default on a phone."""
    deliverable = visible(request, pk)
    return steps_page(request, deliverable, request.GET.get("case", ""))


def steps_page(request, deliverable, address, *, typed=None, errors=(), field_errors=None, status=200):
    sheets = [drawn for drawn in sheets_now(deliverable).values() if drawn.sheet.tracked]
    order = [cell for drawn in sheets for cell in drawn.cells]
    address = address or next(filter(None, (drawn.next_missing() for drawn in sheets)), order[0])
    here = next((drawn for drawn in sheets if address in drawn.cells), None)
    if here is None:
        raise Http404("Cette case n’existe pas dans ce livrable.")
    may_write = rules.can_write(request.user, deliverable)
    panel = panel_of(
        request, deliverable, here, address, may_write, view="steps", typed=typed, errors=errors, field_errors=field_errors
    )
    at = order.index(address)
    following = order[at + 1] if at + 1 < len(order) else None
    later = sheets[sheets.index(here) + 1 :] + sheets[: sheets.index(here)]
    missing = here.next_missing(address) or next(filter(None, (drawn.next_missing() for drawn in later)), None)
    return render(
        request,
        "deliverables/steps.html",
        {
            "deliverable": deliverable, "usecase": deliverable.usecase, "panel": panel, "sheets": sheets,
            "address": address, "position": at + 1, "count": len(order), "previous": order[at - 1] if at else None,
            "following": following, "missing": missing, "progress": progress_of(sheets),
            "may_write": may_write, "may_manage": rules.can_manage(request.user, deliverable), "tab": "steps",
            "stray_count": sum(len(drawn.stray) for drawn in sheets), "beside": beside(deliverable, here.sheet),
        },
        status=status,
    )  # fmt: skip
