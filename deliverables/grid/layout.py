"""Grid + notes → one shape that page, PDF, spreadsheet and API all draw."""

from dataclasses import dataclass, field
from functools import cached_property

from .address import Address, own_row_id
from .schema import Row

# States of a cell. The first two follow from what is in it, the others are said by somebody.
TODO, STARTED, DONE, OUT = "a-faire", "en-cours", "fait", "non-concerne"
STATES = {TODO: "à faire", STARTED: "en cours", DONE: "fait", OUT: "non concerné"}
SAID_STATES = (DONE, OUT)

DOTS = "gommettes"  # the field by which people weigh a note
NOTE, ROW, ANSWER, STATE = "note", "row", "answer", "state"  # kinds of notes
LOOKUP_LATER = "ne-sait-pas"  # the answer that asks for an inquiry


def weighed(notes):
    """The notes that people gave most dots first, the others as they were written."""
    return sorted(notes, key=lambda note: -int(note.fields.get(DOTS, 0)))


@dataclass(slots=True)
class Asked:
    """A question of a cell and the note that answers it, or None."""

    question: object
    answer: object = None

    @property
    def choice(self):
        return self.answer.fields.get("choice", "") if self.answer else ""

    @property
    def said(self):
        """What was answered: a choice or a typed value; "" while nobody has."""
        return self.answer.fields.get("value" if self.question.input else "choice", "") if self.answer else ""

    @property
    def value(self):
        """The canonical value that holds: the one said here, or the grid's default."""
        return self.said or self.question.default

    @property
    def local(self):
        """Whether people here said something else than what the grid proposes."""
        return bool(self.said) and self.said != self.question.default

    @property
    def mark(self):
        """What that is called beside the value."""
        if not self.local:
            return ""
        return "modifié localement" if self.question.default else "renseigné par l’équipe"


@dataclass
class Cell:
    address: str
    row: object
    column: object
    notes: list = field(default_factory=list)
    struck: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    said_state: str = ""

    @cached_property
    def answered(self):
        return sum(1 for asked in self.asked if asked.said)

    @cached_property
    def state(self):
        if self.said_state:
            return self.said_state
        return STARTED if self.notes or self.answered else TODO

    @property
    def state_label(self):
        return STATES[self.state]

    @cached_property
    def missing(self):
        """Whether something is still expected here: nobody said it done or out, or a question waits for an inquiry."""
        return self.state in (TODO, STARTED) or (self.state == DONE and self.to_look_up > 0)

    @cached_property
    def to_look_up(self):
        return sum(1 for asked in self.asked if asked.choice == LOOKUP_LATER)

    @cached_property
    def heat(self):
        """How much has been written, 0 to 4: drawn as bars, always beside the number itself."""
        count = len(self.notes)
        return 0 if not count else 1 if count == 1 else 2 if count <= 3 else 3 if count <= 6 else 4

    def marked(self, mark):
        return sum(1 for note in self.notes if note.fields.get("signe") == mark)


@dataclass
class Line:
    """A row as drawn. `note` is the note that names it when people added it, None for a row of the grid."""

    row: object
    cells: list
    note: object = None


@dataclass
class Drawn:
    """One sheet with everything in its place; `stray` holds what has no place any more, still readable."""

    sheet: object
    lines: list
    stray: list
    struck_rows: list

    @cached_property
    def cells(self):
        return {cell.address: cell for line in self.lines for cell in line.cells}

    @cached_property
    def row_labels(self):
        """Row id → name, own rows included."""
        return {line.row.id: line.row.label for line in self.lines}

    @cached_property
    def note_count(self):
        return sum(len(cell.notes) for cell in self.cells.values())

    def neighbours(self, address):
        """The addresses before and after `address` in reading order, None at the ends."""
        order = list(self.cells)
        at = order.index(address)
        return order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None

    def next_missing(self, address=None):
        """The first cell after `address` that still expects something, going round; None when all is said."""
        if not self.sheet.tracked:
            return None
        order = list(self.cells)
        start = order.index(address) + 1 if address in self.cells else 0
        return next((a for a in order[start:] + order[:start] if self.cells[a].missing), None)


def draw(sheet, notes):
    """Put `notes` (objects with id, kind, address, text, fields, struck, in the order people wrote them) in their places.
    A struck own row keeps its notes among the strays; an answer to a question the sheet no longer asks is a stray too."""
    notes = [note for note in notes if note.address == sheet.id or note.address.startswith(sheet.id + ".")]
    own = [note for note in notes if note.kind == ROW]
    rows = [(row, None) for row in sheet.rows]
    rows += [
        (Row.model_construct(id=own_row_id(n.id), label=n.text, precision="", colour="slate"), n) for n in own if not n.struck
    ]
    lines = []
    for row, named_by in rows:
        cells = []
        for column in sheet.columns:
            questions = sheet.questions_at.get((row.id, column.id), ())
            cells.append(Cell(f"{sheet.id}.{row.id}.{column.id}", row, column, asked=[Asked(q) for q in questions]))
        lines.append(Line(row, cells, named_by))
    places = {cell.address: cell for line in lines for cell in line.cells}
    stray = []
    for note in notes:
        if note.kind == ROW:
            continue
        if note.kind == ANSWER:
            address = Address.parse(note.address)
            cell = places.get(str(address.cell))
            asked = next((a for a in cell.asked if a.question.id == address.question), None) if cell else None
            if asked:
                asked.answer = None if note.struck else note
            elif not note.struck:
                stray.append(note)
            continue
        cell = places.get(note.address)
        if note.kind == STATE:
            if cell and not note.struck and note.text in SAID_STATES:
                cell.said_state = note.text
        elif cell is None:
            if not note.struck:
                stray.append(note)
        elif note.struck:
            cell.struck.append(note)
        else:
            cell.notes.append(note)
    return Drawn(sheet, lines, stray, [note for note in own if note.struck])
