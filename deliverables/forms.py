"""What may be typed about a deliverable, and how mistakes are told."""

import json
import uuid

from django import forms

from capacities.text import clean

from .actions import MAX_ROW_LABEL, Operation
from .grid import values
from .grid.layout import ANSWER, NOTE, ROW, STATE
from .models import Deliverable, Snapshot


def said(text):
    """A name that still says something once cleaned of what cannot be shown."""
    text = clean(text)
    if not text:
        raise forms.ValidationError("Donnez un nom, avec des lettres ou des chiffres.")
    return text


class TitleForm(forms.ModelForm):
    class Meta:
        model = Deliverable
        fields = ["title"]
        help_texts = {"title": "Tel qu’il paraîtra sur la couverture du PDF."}

    def clean_title(self):
        return said(self.cleaned_data["title"])


class FreezeForm(forms.ModelForm):
    class Meta:
        model = Snapshot
        fields = ["name"]
        labels = {"name": "Nom de cette version"}
        help_texts = {"name": "Par exemple : présentée au comité de pilotage du 12 mars."}

    def clean_name(self):
        return said(self.cleaned_data["name"])


class RowForm(forms.Form):
    """The name of a row that people add to a sheet."""

    nom = forms.CharField(label="Nom", max_length=MAX_ROW_LABEL)

    def __init__(self, *args, sheet, named_by, **options):
        super().__init__(*args, initial={"nom": named_by.text}, **options)
        for field in sheet.row_fields:
            choices = [("", "à préciser"), *((choice.id, choice.label) for choice in field.choices)]
            self.fields[f"champ-{field.id}"] = forms.ChoiceField(
                label=field.label, choices=choices, required=False, initial=named_by.fields.get(field.id, "")
            )


def as_uuid(text):
    """The UUID that a hidden field carries, or None when somebody tampered with it."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None


def as_number(text):
    """The version or revision that a hidden field carries; 0 when somebody tampered with it."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 16 else 0


def understood(asked, rows=()):
    """What people typed in fields: (name → canonical word, name → what is wrong with it). `asked` maps names to (Field,
    typed); `rows` are the ids that a field of type row may name."""
    kept, errors = {}, {}
    for name, (field, typed) in asked.items():
        try:
            kept[name] = values.read(field, clean(typed), rows)
        except values.Unreadable as error:
            errors[name] = str(error)
    return kept, errors


def gestures(data, drawn, cell, shown):
    """Everything that a posted cell form asks for, as (names of the inputs that say it, Operation) pairs.

    Whatever button was pressed, all that was typed counts: nothing a person wrote is dropped because she pressed
    another button. `shown` is the cell as the form showed it: an answer left as it was shown is no gesture, even when
    somebody else gave another one since. Operations take their UUIDs from the form's own and from what they say:
    sending the form twice writes once, and another text typed in it after going back is another gesture."""
    sending = as_uuid(data.get("envoi")) or uuid.uuid4()

    def operation(part, kind, address=cell.address, *, note=None, text="", fields=None, **content):
        id = uuid.uuid5(sending, json.dumps([part, text, fields]))
        return Operation(
            id=id, kind=kind, address=address, note=note or uuid.uuid5(id, "note"), text=text, fields=fields or {}, **content
        )  # fmt: skip

    def chosen(prefix):
        return {field.id: data.get(f"{prefix}-{field.id}", "") for field in drawn.sheet.fields}

    def inputs(prefix, *names):
        return (*names, *(f"{prefix}-{field.id}" for field in drawn.sheet.fields))

    notes = {str(note.id): note for note in [*cell.notes, *cell.struck]}
    if data.get("texte", "").strip():
        yield inputs("n", "texte"), operation("note", NOTE, text=data["texte"], fields=chosen("n"))
    if (note := notes.get(data.get("corriger"))) and (data.get("geste") == "corriger" or _corrects(data, shown, note)):
        content = {"text": data.get("correction", ""), "fields": chosen("c"), "base": as_number(data.get("base"))}
        yield inputs("c", "corriger", "correction", "base"), operation(f"correction{note.id}", NOTE, note=note.id, **content)
    if (note := notes.get(data.get("garder"))) and note.conflict_of:
        content = {"text": note.text, "fields": note.fields, "base": note.version}
        yield ("garder",), operation(f"keep{note.id}", NOTE, note=note.id, **content)
    for gesture, name, already in (("strike", "barrer", True), ("restore", "retablir", False)):
        if (note := notes.get(data.get(name))) and note.struck != already:
            part = f"{gesture}{note.id}.{note.version}"
            yield (name,), operation(part, NOTE, note=note.id, gesture=gesture, base=note.version)
    seen = {asked.question.id: asked for asked in shown.asked}
    for asked in cell.asked:
        names = f"q-{asked.question.id}", f"t-{asked.question.id}"
        given, why = data.get(names[0]), data.get(names[1])
        if given is None and why is None:
            continue
        said = (_canonical(asked.question.input, given or ""), (why or "").replace("\r\n", "\n").strip())
        if said not in (_said(asked), _said(seen.get(asked.question.id, asked))):
            address = f"{cell.address}.{asked.question.id}"
            fields = {"value" if asked.question.input else "choice": said[0]}
            yield names, operation(asked.question.id, ANSWER, address, text=said[1], fields=fields)
    if "etat" in data and data["etat"] not in (cell.said_state, shown.said_state):
        yield ("etat",), operation("state", STATE, text=data["etat"])


def _said(asked):
    return asked.said, asked.answer.text if asked.answer else ""


def _canonical(field, typed):
    """What was typed in the canonical form in which answers are kept; as it is when it cannot be read, to be refused."""
    try:
        return values.read(field, clean(typed)) if field else typed
    except values.Unreadable:
        return typed


def _corrects(data, shown, note):
    """Whether the correction open in the form says something else than the note did when the form was drawn."""
    text = data.get("correction", "").replace("\r\n", "\n").strip()
    return bool(text) and text not in {other.text for other in [note, *shown.notes, *shown.struck] if other.id == note.id}


def row_gesture(data, sheet, *, note=None, gesture="write"):
    """Add a row to `sheet`, or rename, strike or restore the one that `note` names."""
    sending = as_uuid(data.get("envoi")) or uuid.uuid4()
    name = data.get("nom", "") if gesture == "write" else ""
    fields = {field.id: data.get(f"champ-{field.id}", "") for field in sheet.row_fields} if gesture == "write" else {}
    id = uuid.uuid5(sending, json.dumps([gesture, name, fields]))
    return Operation(
        id=id, kind=ROW, address=sheet.id, note=note.id if note else uuid.uuid5(id, "row"), gesture=gesture,
        base=note.version if note else 0, text=name, fields=fields,
    )  # fmt: skip
