"""Places in a grid: `matrice` (its list of own rows), `matrice.ecologique.conception` (a cell),
`matrice.ecologique.conception.eco-c1` (a question of that cell)."""

import re
from dataclasses import dataclass
from uuid import UUID

from .schema import OWN_ROW

MAX_LENGTH = 160
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UnknownAddress(LookupError):
    """The grid has no such place. Its message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Address:
    sheet: str
    row: str = ""
    column: str = ""
    question: str = ""

    @classmethod
    def parse(cls, text):
        parts = text.split(".") if len(text) <= MAX_LENGTH else []
        if len(parts) not in (1, 3, 4) or not all(_WORD.fullmatch(part) for part in parts):
            raise UnknownAddress("Cette case n’existe pas dans ce livrable.")
        return cls(*parts)

    def __str__(self):
        return ".".join(part for part in (self.sheet, self.row, self.column, self.question) if part)

    @property
    def cell(self):
        return Address(self.sheet, self.row, self.column)

    @property
    def own_row_note(self):
        """The UUID of the note that names this own row; None for a row of the grid."""
        if not self.row.startswith(OWN_ROW):
            return None
        try:
            note = UUID(self.row.removeprefix(OWN_ROW))
        except ValueError as error:
            raise UnknownAddress("Cette ligne n’existe pas dans ce livrable.") from error
        if own_row_id(note) != self.row:  # a UUID has several spellings, an address one
            raise UnknownAddress("Cette ligne n’existe pas dans ce livrable.")
        return note


def own_row_id(note_id):
    """The row id of the own row that the note `note_id` names."""
    return OWN_ROW + UUID(str(note_id)).hex


def locate(grid, text):
    """The Address that `text` names in `grid`, own rows taken on trust. Raises UnknownAddress."""
    address = Address.parse(text)
    sheet = grid.sheet_by_id.get(address.sheet)
    if sheet is None:
        raise UnknownAddress("Cette case n’existe pas dans ce livrable.")
    if not address.row:
        return address
    own = address.own_row_note is not None
    known_row = address.row in sheet.row_by_id or (own and sheet.extensible)
    if not known_row or address.column not in sheet.column_by_id:
        raise UnknownAddress("Cette case n’existe pas dans ce livrable.")
    if address.question:
        question = sheet.question_by_id.get(address.question)
        if question is None or (question.row, question.column) != (address.row, address.column):
            raise UnknownAddress("Cette question n’existe pas dans cette case.")
    return address
