"""The history of a cell: who, when, before and after, and back again."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from capacities.access import require

from .. import rules
from ..actions import Operation, Refused, write
from ..forms import as_uuid
from ..grid.address import UnknownAddress, locate
from ..grid.layout import ANSWER, ROW, STATE, STATES
from ..grid.values import shown, told
from ..live import history_of
from .fetch import visible
from .manage import page_context

GESTURES = {ANSWER: "réponse donnée", STATE: "état donné"}
OF_ROWS = {"written": "ajoutée", "corrected": "renommée", "struck": "retirée", "restored": "remise"}
LABELS = {ANSWER: "Réponse", STATE: "État", ROW: "Nom"}


@require_safe
def history(request, pk, address):
    deliverable = visible(request, pk)
    try:
        place = locate(deliverable.grid, address)
    except UnknownAddress as error:
        raise Http404(str(error)) from error
    journal = history_of(deliverable, address)
    if place.own_row_note and not deliverable.notes.filter(pk=place.own_row_note).exists():
        raise Http404("Cette ligne n’existe pas dans ce livrable.")
    context = page_context(request, deliverable, place.sheet) | {
        "address": address,
        "place": labels(deliverable, place),
        "entries": entries(deliverable.grid.sheet_by_id[place.sheet], journal),
        "operation": uuid.uuid4(),
    }
    return render(request, "deliverables/history.html", context)


def entries(sheet, journal):
    """Each change in words: what was done, to which question, before and after; `past` when it is no longer what stands."""
    lines, standing = [], {}
    for change, before in journal:
        stands = standing.get(change.note_id)
        question = sheet.question_by_id.get(change.address.split(".")[-1]) if change.note_kind == ANSWER else None
        lines.append(
            {
                "change": change,
                "gesture": gesture(sheet, change),
                "label": LABELS.get(change.note_kind, "Texte"),
                "question": question.text if question else "",
                "before": saying(sheet, before) if before else None,
                "after": saying(sheet, change),
                "past": stands is not None and (stands.struck or saying(sheet, stands) != saying(sheet, change)),
            }
        )
        standing.setdefault(change.note_id, change)
    return lines


def gesture(sheet, change):
    if change.note_kind == ROW and change.kind in OF_ROWS:
        return f"{sheet.row_word} {OF_ROWS[change.kind]}"
    return GESTURES.get(change.note_kind) or f"note {change.get_kind_display()}"


def saying(sheet, change):
    """What a note said at a change, its fields and answers in words."""
    if change.note_kind == STATE:
        return STATES.get(change.text, "selon ce qui est écrit")
    if change.note_kind == ANSWER:
        return " : ".join(part for part in (answered(sheet, change) or "pas de réponse", change.text) if part)
    known = sheet.row_fields if change.note_kind == ROW else sheet.fields
    marks = ", ".join(told(known, change.fields))
    return f"{change.text} ({marks})" if marks else change.text


def answered(sheet, change):
    """The choice or the typed value of an answer, in words; "" for none."""
    question = sheet.question_by_id.get(change.address.split(".")[-1])
    if question and question.input:
        return shown(question.input, change.fields.get("value", ""))
    choice = sheet.answer_by_id.get(change.fields.get("choice", ""))
    return choice.label if choice else ""


def labels(deliverable, place):
    """Row and column as people read them; an own row by the name it has now."""
    sheet = deliverable.grid.sheet_by_id[place.sheet]
    column = sheet.column_by_id[place.column].label if place.column else ""
    if place.own_row_note:
        note = deliverable.notes.filter(pk=place.own_row_note).first()
        return note.text if note else "", column
    return (sheet.row_by_id[place.row].label if place.row else sheet.title), column


@require_POST
def restore(request, pk, change):
    """Write again what a note said at an earlier change, as a new change: history only grows."""
    deliverable = visible(request, pk)
    require(rules.can_write(request.user, deliverable))
    past = get_object_or_404(deliverable.changes, pk=change)
    note = get_object_or_404(deliverable.notes, pk=past.note_id)
    # The same gesture whether the note is struck or not, so that pressing twice asks the same thing twice.
    gesture = "write" if note.kind in (ANSWER, STATE) else "restore"
    operation = Operation(
        id=uuid.uuid5(as_uuid(request.POST.get("envoi")) or uuid.uuid4(), str(past.pk)), kind=note.kind, note=note.pk,
        address=note.address, gesture=gesture, base=note.version, text=past.text, fields=past.fields,
    )  # fmt: skip
    cell = ".".join(note.address.split(".")[:3])
    try:
        write(deliverable, operation, by=request.user)
        messages.success(request, "Le texte choisi est rétabli. L’ancien reste dans l’historique.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("deliverables:history", args=[pk, cell]))
