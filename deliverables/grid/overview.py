"""What a grid without scores amounts to: what is still empty, what was answered, notes gathered by the marks they carry."""

from dataclasses import dataclass

from .layout import TODO


@dataclass(frozen=True, slots=True)
class Gathered:
    """The notes that carry one choice of a field, each with its cell."""

    choice: object
    marked: list


@dataclass(frozen=True, slots=True)
class Overview:
    """Of one sheet: cells where nothing is written, questions with the answer given to each (None without one), and for
    each field that the sheet shows, its notes by choice."""

    sheet: object
    cells: int
    empty: list
    answers: list
    fields: list


def overview(drawn):
    sheet = drawn.sheet
    cells = drawn.cells.values()
    answers = [(cell, asked, sheet.answer_by_id.get(asked.choice)) for cell in cells for asked in cell.asked if sheet.answers]
    fields = [(field, _gathered(cells, field)) for field in sheet.fields if field.shown and field.choices]
    return Overview(sheet, len(cells), [cell for cell in cells if cell.state == TODO], answers, fields)


def _gathered(cells, field):
    return [
        Gathered(choice, [(cell, note) for cell in cells for note in cell.notes if note.fields.get(field.id) == choice.id])
        for choice in field.choices
    ]
