"""A table of lines that comes back: what was understood in it is shown, and written only when the person agrees.

Nothing waits on the server between the two: the page carries what was understood, signed for this person and this
deliverable. Pressing twice writes once, since every gesture takes its UUID from the upload's."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from capacities.access import require
from capacities.figures import number

from .. import rules
from ..actions import Operation, Refused, write_all
from ..costbenefit.lines import BALANCE, balance_of
from ..costbenefit.uploads import MAX_BYTES, MAX_LINES, Fault, understood
from ..grid.layout import NOTE, ROW
from ..grid.values import told
from ..live import sheets_now
from .fetch import visible
from .manage import page_context
from .sheet import address_of

MAX_AGE = 2 * 3600  # seconds between the preview and the agreement
MAX_SIGNED = 1_500_000  # signs: within what a form may post
TOLD_LINES, TOLD_FAULTS = 300, 500  # shown on the page; all count
AGREED = "accord"
NO_FILE = "Choisissez un fichier CSV ou XLSX."
TOO_BIG = f"Ce fichier dépasse {MAX_BYTES // 2**20} Mo, la limite d’un import. Coupez-le en plusieurs fichiers."
TOO_MUCH = "Ce fichier change trop de texte en une fois. Coupez-le en plusieurs fichiers."
EXPIRED = "Cet aperçu a plus de deux heures : le livrable a pu changer. Choisissez de nouveau le fichier."
FOREIGN = "Cet aperçu n’est pas le vôtre ou il est incomplet. Choisissez de nouveau le fichier."
STALE = "Ce livrable a changé de modèle ou a été restauré depuis cet aperçu. Choisissez de nouveau le fichier."


@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request, pk):
    deliverable = visible(request, pk)
    if deliverable.grid.results != "cost-benefit":
        raise Http404("Ce livrable n’a pas de lignes à importer.")
    require(rules.can_write(request.user, deliverable))
    if request.method != "POST":
        return asked(request, deliverable)
    return agreed(request, deliverable) if AGREED in request.POST else previewed(request, deliverable)


def asked(request, deliverable, error="", status=200):
    context = page_context(request, deliverable, "versions") | {
        "error": error,
        "max_lines": number(MAX_LINES),
        "max_size": f"{MAX_BYTES // 2**20} Mo",
        "whole": address_of(deliverable, deliverable.grid.sheet_by_id[BALANCE]),
    }
    return render(request, "deliverables/import.html", context, status=status)


def previewed(request, deliverable):
    """What was understood of the file, and every error at once; 422 when there is something to correct."""
    file = request.FILES.get("fichier")
    if file is None:
        return asked(request, deliverable, NO_FILE, 422)
    if file.size > MAX_BYTES:
        return asked(request, deliverable, TOO_BIG, 413)
    drawn, sheet = sheets_now(deliverable), deliverable.grid.sheet_by_id[BALANCE]
    balance = balance_of(drawn, deliverable.begun)
    found = understood(file.read(), file.name, sheet, balance)
    if found.importable:
        versions = {str(note.id): note.version for cell in drawn[BALANCE].cells.values() for note in cell.notes}
        signed = signing.dumps(kept(deliverable, found, versions), salt=salt(request, deliverable), compress=True)
        if len(signed) > MAX_SIGNED:
            found.faults.append(Fault(TOO_MUCH))
    labels = balance.labels | {new.row: new.label for new in found.stakeholders}
    lines = [shown(line, sheet, labels) for line in found.lines if line.state != "unchanged"]
    context = page_context(request, deliverable, "versions") | {
        "found": found,
        "counts": counted(found),
        "total": len(lines),
        "lines": lines[:TOLD_LINES],
        "more_lines": max(0, len(lines) - TOLD_LINES),
        "faults": found.faults[:TOLD_FAULTS],
        "more_faults": max(0, len(found.faults) - TOLD_FAULTS),
        "signed": signed if found.importable else "",
        "agreed": AGREED,
    }
    return render(request, "deliverables/import_preview.html", context, status=422 if found.faults else 200)


def counted(found):
    """« 2 lignes nouvelles, aucune changée, 3 inchangées »."""

    def told(state, noun, word):
        count = len(found.in_state(state))
        several = "s" if count > 1 else ""
        return f"{number(count) if count else 'aucune'} {noun and noun + several + ' '}{word}{several}"

    text = ", ".join((told("new", "ligne", "nouvelle"), told("changed", "", "changée"), told("unchanged", "", "inchangée")))
    return text[0].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the preview: where it stands, what it says, and what a correction changes."""

    number: int
    state: str
    row: str
    column: str
    text: str
    told: list
    changes: tuple


def shown(line, sheet, labels):
    carried = told(sheet.fields, line.fields, labels) if line.state == "new" else []
    column = sheet.column_by_id[line.column].label
    return Shown(line.number, line.state, labels[line.row], column, line.text, carried, line.changes)


def salt(request, deliverable):
    return f"import:{deliverable.pk}:{request.user.pk}"


def kept(deliverable, found, versions):
    """What the page carries until the person agrees: the lines to write, with the versions that they correct."""
    changed = [line for line in found.lines if line.state != "unchanged"]
    return {
        "upload": uuid.uuid4().hex,
        "epoch": str(deliverable.epoch),
        "rows": [(str(new.id), new.label) for new in found.stakeholders],
        "lines": [(line.id, versions.get(line.id, 0), line.row, line.column, line.text, line.fields) for line in changed],
    }


def operations(said):
    """The gestures that a kept understanding asks for: rows first, since lines may stand in them."""
    upload = uuid.UUID(said["upload"])
    for note, label in said["rows"]:
        yield Operation(id=uuid.uuid5(upload, f"row {note}"), kind=ROW, address=BALANCE, note=uuid.UUID(note), text=label)
    for n, (note, base, row, column, text, fields) in enumerate(said["lines"]):
        id = uuid.uuid5(upload, f"line {n}")
        yield Operation(
            id=id, kind=NOTE, address=f"{BALANCE}.{row}.{column}", note=uuid.UUID(note) if note else uuid.uuid5(id, "note"),
            base=base, text=text, fields=fields,
        )  # fmt: skip


def agreed(request, deliverable):
    try:
        said = signing.loads(request.POST[AGREED], salt=salt(request, deliverable), max_age=MAX_AGE)
    except signing.SignatureExpired:
        return asked(request, deliverable, EXPIRED, 422)
    except signing.BadSignature:
        return asked(request, deliverable, FOREIGN, 422)
    if said["epoch"] != str(deliverable.epoch):
        return asked(request, deliverable, STALE, 422)
    try:
        written = write_all(deliverable, list(operations(said)), by=request.user)
    except Refused as refused:
        return asked(request, deliverable, f"Rien n’a été importé. {refused}", 422)
    announce(request, written, len(said["lines"]))
    return redirect(address_of(deliverable, deliverable.grid.sheet_by_id[BALANCE]))


def announce(request, written, lines):
    conflicts = sum(one.conflict for one in written)
    if all(one.replayed for one in written):
        messages.info(request, "Ce fichier était déjà importé : rien n’a été écrit de plus.")
        return
    messages.success(request, f"{number(lines)} ligne{'s' if lines > 1 else ''} du fichier importée{'s' if lines > 1 else ''}.")
    if conflicts:
        several = "s" if conflicts > 1 else ""
        messages.warning(
            request,
            f"{number(conflicts)} ligne{several} avai{'ent' if conflicts > 1 else 't'} changé depuis l’aperçu : "
            "les deux textes sont gardés côte à côte, à vous de choisir.",
        )
