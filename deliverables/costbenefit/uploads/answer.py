"""What is said of a file: the lines that it prepares, the stakeholders it adds, and everything to correct."""

from dataclasses import dataclass, field
from uuid import UUID

from ..lines import KINDS


class Refused(ValueError):
    """The file cannot be read at all. The message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to correct. `line` is the number of the row as a spreadsheet shows it, None for the whole file; `letter`
    that of its column; `value` what was found there."""

    message: str
    line: int | None = None
    column: str = ""
    letter: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class NewStakeholder:
    """A row to add: `id` is that of the note that will name it, `row` the row id that follows from it."""

    id: UUID
    row: str
    label: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A line ready to be written: place, text and canonical fields (those that say something). `id` is that of the line it
    corrects, "" for a new one; `changes` are (column, before, after) as people read them."""

    number: int
    id: str
    row: str
    column: str
    text: str
    fields: dict
    moved: bool = False  # to another cell of the balance
    changes: tuple = ()

    @property
    def side(self):
        return KINDS[self.column][0]

    @property
    def nature(self):
        return KINDS[self.column][1]

    @property
    def state(self):
        return "new" if not self.id else "changed" if self.changes else "unchanged"


@dataclass
class Understanding:
    """`told` says how the file was read, as (what, how); `remarks` are sentences that forbid nothing, `faults` those that
    forbid to import."""

    told: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Prepared] = field(default_factory=list)
    stakeholders: list[NewStakeholder] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def in_state(self, state):
        return [line for line in self.lines if line.state == state]

    @property
    def nothing_to_change(self):
        return not self.faults and len(self.in_state("unchanged")) == len(self.lines)

    @property
    def importable(self):
        return not self.faults and not self.nothing_to_change
