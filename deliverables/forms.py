"""What may be typed about a deliverable, and how mistakes are told."""

import uuid

from django import forms

from .actions import MAX_ROW_LABEL, Operation
from .grid.layout import ANSWER, NOTE, ROW, STATE
from .models import Deliverable, Snapshot


class TitleForm(forms.ModelForm):
    class Meta:
        model = Deliverable
        fields = ["title"]
        help_texts = {"title": "Tel qu’il paraîtra sur la couverture du PDF."}


class FreezeForm(forms.ModelForm):
    class Meta:
        model = Snapshot
        fields = ["name"]
        labels = {"name": "Nom de cette version"}
        help_texts = {"name": "Par exemple : présentée au comité de pilotage du 12 mars."}


class RowForm(forms.Form):
    """The name of a row that people add to a sheet."""

    nom = forms.CharField(label="Nom", max_length=MAX_ROW_LABEL)


def as_uuid(text):
    """The UUID that a hidden field carries, or None when somebody tampered with it."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None


def gestures(data, drawn, cell):
    """Everything that a posted cell form asks for, as (name of the field at fault, Operation) pairs.

    Whatever button was pressed, all that was typed counts: nothing a person wrote is dropped because she pressed
    another button. Operations take their UUIDs from the form's own, so that sending it twice writes once."""
    sending = as_uuid(data.get("envoi")) or uuid.uuid4()

    def operation(part, kind, address=cell.address, **content):
        return Operation(id=uuid.uuid5(sending, part), kind=kind, address=address, **content)

    notes = {str(note.id): note for note in [*cell.notes, *cell.struck]}
    fields = [field.id for field in drawn.sheet.fields]
    if data.get("texte", "").strip():
        chosen = {name: data.get(f"n-{name}", "") for name in fields}
        yield "texte", operation("note", NOTE, note=uuid.uuid5(sending, "new"), text=data["texte"], fields=chosen)
    if (note := notes.get(data.get("corriger"))) and data.get("geste") == "corriger":
        chosen = {name: data.get(f"c-{name}", "") for name in fields}
        base = int(data["base"]) if data.get("base", "").isdigit() else 0
        yield (
            "correction",
            operation("correction", NOTE, note=note.id, base=base, text=data.get("correction", ""), fields=chosen),
        )
    if note := notes.get(data.get("garder")):
        yield "garder", operation("keep", NOTE, note=note.id, base=note.version, text=note.text, fields=note.fields)
    for gesture, name in (("strike", "barrer"), ("restore", "retablir")):
        if note := notes.get(data.get(name)):
            yield name, operation(f"{gesture}{note.id}", NOTE, note=note.id, gesture=gesture, base=note.version)
    for asked in cell.asked:
        choice, why = data.get(f"q-{asked.question.id}"), data.get(f"t-{asked.question.id}")
        if choice is None and why is None:
            continue
        known = asked.answer.text if asked.answer else ""
        choice, why = choice or "", (why or "").replace("\r\n", "\n").strip()
        if (choice, why) != (asked.choice, known):
            address = f"{cell.address}.{asked.question.id}"
            yield (
                f"t-{asked.question.id}",
                operation(asked.question.id, ANSWER, address, text=why, fields={"choice": choice}),
            )
    if "etat" in data and data["etat"] != cell.said_state:
        yield "etat", operation("state", STATE, text=data["etat"])


def row_gesture(data, sheet, *, note=None, gesture="write"):
    """Add a row to `sheet`, or rename, strike or restore the one that `note` names."""
    sending = as_uuid(data.get("envoi")) or uuid.uuid4()
    return Operation(
        id=uuid.uuid5(sending, gesture), kind=ROW, address=sheet.id, note=note.id if note else uuid.uuid5(sending, "row"),
        gesture=gesture, base=note.version if note else 0, text=data.get("nom", "") if gesture == "write" else "",
    )  # fmt: skip
