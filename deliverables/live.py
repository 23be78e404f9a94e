"""What changed since? Present, past and news of a deliverable, read from rows and journal. Never writes."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from capacities.accounts.models import shown_name

from .costbenefit.lines import BALANCE, balance_of
from .grid.layout import ROW, draw
from .models import Deliverable


@dataclass(slots=True)
class SeenNote:
    """A note to be drawn, as it stands or as it stood at a revision; reads like a Note and costs a third of one."""

    id: UUID
    kind: str
    address: str
    text: str
    author: str  # the name to show, as str(Note.author) gives it
    updated_at: datetime
    version: int
    struck: bool
    conflict_of: UUID | None = None
    fields: dict = field(default_factory=dict)


def drawn_now(deliverable, sheet=None):
    """A sheet, the first unless another is named, with its notes of the present. One query."""
    sheet = sheet or deliverable.sheet
    alone = len(deliverable.grid.sheets) == 1
    return draw(sheet, notes_now(deliverable.notes if alone else deliverable.notes.filter(_at(sheet.id))))


def sheets_now(deliverable):
    """Sheet id → that sheet with its notes of the present. One query."""
    return _all_drawn(deliverable.grid, notes_now(deliverable.notes))


def sheets_at(snapshot):
    """Sheet id → that sheet as it was frozen, with the grid version of that day. One query."""
    return _all_drawn(snapshot.grid_version.grid, notes_at(snapshot.deliverable, snapshot.revision))


def _all_drawn(grid, notes):
    return {sheet.id: draw(sheet, notes) for sheet in grid.sheets}


def notes_now(notes):
    """The notes of a queryset as they stand, in the order in which they were first written. One query."""
    columns = ("id", "kind", "address", "text", "updated_at", "version", "struck", "conflict_of", "fields")
    rows = notes.in_order().values_list("author__name", "author__email", *columns)
    return [
        SeenNote(id, kind, address, text, shown_name(name, email), at, version, struck, conflict_of, fields)
        for name, email, id, kind, address, text, at, version, struck, conflict_of, fields in rows
    ]


def balance_now(deliverable):
    """What the sheets of a cost-benefit grid say now. One query."""
    return balance_of(sheets_now(deliverable), deliverable.begun)


def figures_of(deliverable, sheet):
    """Note id → its line in the figures, for the sheet of a grid that has any; empty for the others."""
    if deliverable.grid.results != "cost-benefit" or sheet.id != BALANCE:
        return {}
    return {line.id: line for line in balance_now(deliverable).lines}


def _at(address):
    """What stands at an address or within it: a cell with its questions, a sheet with all its cells."""
    return Q(address=address) | Q(address__startswith=f"{address}.")


def drawn_cell(deliverable, address):
    """The sheet with the notes of one cell only, and that cell; (sheet, None) when it has no place. One query."""
    sheet = deliverable.sheet_at(address)
    drawn = draw(sheet, notes_now(deliverable.notes.filter(_at(address) | Q(kind=ROW, address=sheet.id))))
    return drawn, drawn.cells.get(address)


def made_from(deliverable, address):
    """Note id → (address, title) of each action sheet made from it, for the notes of a cell. One query."""
    found = {}
    made = Deliverable.objects.filter(source__deliverable=deliverable, source__address=address).current()
    for sheet in made.order_by("created_at"):
        found.setdefault(sheet.source_id, []).append((sheet.get_absolute_url(), sheet.title))
    return found


def cell_at(deliverable, address, revision):
    """A cell as it stood at `revision`; None when it had no place then."""
    return draw(deliverable.sheet_at(address), notes_at(deliverable, revision)).cells.get(address)


def last_change_at(deliverable, address):
    """The newest change of a cell, its notes, answers and state; None when nothing was ever written there."""
    return deliverable.changes.filter(_at(address)).select_related("author").order_by("-revision").first()


def notes_at(deliverable, revision):
    """The notes as they stood at `revision`, in the order in which they were first written. One query."""
    first, last = {}, {}
    changes = deliverable.changes.filter(revision__lte=revision).select_related("author").order_by("revision")
    for change in changes:
        first.setdefault(change.note_id, change)
        last[change.note_id] = change
    return [
        SeenNote(
            id=c.note_id, kind=c.note_kind, address=c.address, text=c.text, author=str(first[pk].author),
            updated_at=c.at, version=c.version, struck=c.struck, conflict_of=c.conflict_of, fields=c.fields,
        )
        for pk, c in last.items()
    ]  # fmt: skip


def changes_since(deliverable, revision, limit=500):
    """The journal after `revision`, oldest first: what a browser or a script that has seen `revision` does not know."""
    return deliverable.changes.since(revision).select_related("author")[:limit]


def history_of(deliverable, address):
    """The journal of a cell, newest first: its notes, its answers and its state, each with the text it replaced."""
    changes = deliverable.changes.filter(_at(address)).select_related("author").order_by("revision")
    before, told = {}, []
    for change in changes:
        told.append((change, before.get(change.note_id)))
        before[change.note_id] = change
    return told[::-1]
