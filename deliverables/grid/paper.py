"""Cuts the rows of a sheet into pieces short enough for a page, so that each piece keeps its header and none is torn."""

import re
from dataclasses import dataclass, replace
from math import ceil

from .layout import DOTS, Line, weighed
from .values import told

SIGN = "signe"  # the field that marks a note as a point of vigilance or a strength
_EMPTY_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Room:
    """What a cell of a printed sheet holds: signs on one of its lines, lines in a row that stays whole, in a slice of a
    longer row, and on a page, for rows that cover several."""

    signs: int
    whole: int
    slice: int
    page: int

    def limits(self, tallest):
        """Lines in the first piece of a row whose tallest cell has `tallest`, and in the others."""
        if tallest > 1.5 * self.page:
            return self.page - _TITLE, self.page
        even = self.whole if tallest <= self.whole else tallest / ceil(tallest / self.slice) + _SLACK
        return even, even


ROOM = {"a4": Room(signs=27, whole=14, slice=12, page=34), "a3": Room(signs=31, whole=20, slice=14, page=40)}
BLOCKS = 3  # blocks of a board that stand side by side
# Signs on a line of a block, by how many stand side by side.
_BLOCK_SIGNS = {"a4": {1: 130, 2: 64, 3: 41}, "a3": {1: 150, 2: 74, 3: 48}}

_TITLE = 6  # lines that the title of the section takes from the page on which the first row begins
_SLACK = 2  # lines by which a piece may exceed its even share, so that a row of uneven notes is not cut once more


@dataclass(frozen=True, slots=True)
class Entry:
    """A note, or a part of a long one, as printed. `about` says in words what the note carries beside its text, `figure`
    what it amounts to, `dots` how many of them people gave it, `signs` which of those words have one drawn
    beside them: (word, sign)."""

    text: str
    sign: str = ""
    about: tuple[str, ...] = ()
    continued: bool = False
    figure: str = ""
    dots: int = 0
    signs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a row: for each cell, (the cell, the entries printed here)."""

    line: object
    cells: list
    continued: bool


def matrix_pieces(drawn, paper, figures=None):
    """The pieces of every line of a drawn matrix. `figures` maps ids of notes to (what they amount to, words about it);
    the fields that made the amount are then left to other tables."""
    fields = () if figures else drawn.sheet.fields
    return [piece for line in drawn.lines for piece in pieces(line, ROOM[paper], fields, figures)]


def board_tables(drawn, paper):
    """The blocks of a drawn board, at most `BLOCKS` side by side: (cells, pieces) of each table, most dots first."""
    found = []
    for at in range(0, len(drawn.lines), BLOCKS):
        lines = drawn.lines[at : at + BLOCKS]
        cells = [replace(line.cells[0], notes=weighed(line.cells[0].notes)) for line in lines]
        room = Room(signs=_BLOCK_SIGNS[paper][len(cells)], whole=24, slice=24, page=26)
        found.append((cells, pieces(Line(None, cells), room, drawn.sheet.fields)))
    return found


def pieces(line, room, fields, figures=None):
    """The pieces of one drawn line, at least one. `fields` are the sheet's, whose labels are printed with the notes."""
    columns = [_measured(cell, room, fields, figures or {}) for cell in line.cells]
    tallest = max(sum(height for _, height in column) for column in columns)
    shares = [_shares(column, *room.limits(tallest)) for column in columns]
    count = max([len(share) for share in shares] + [1])
    return [
        Piece(line, [(cell, share[i] if i < len(share) else []) for cell, share in zip(line.cells, shares, strict=True)], i > 0)
        for i in range(count)
    ]


def entries(notes, fields):
    """The notes of a list as printed, uncut."""
    return [Entry(note.text, note.fields.get(SIGN, ""), _about(note, fields, ()), signs=_signs(note, fields)) for note in notes]


def _measured(cell, room, fields, figures):
    """The entries of a cell, long notes cut, each with the lines it takes."""
    disputed = {note.conflict_of for note in cell.notes if note.conflict_of}
    found = []
    for note in cell.notes:
        about, sign = _about(note, fields, disputed), note.fields.get(SIGN, "")
        parts = _parts(note.text, room)
        for i, part in enumerate(parts):
            last = i == len(parts) - 1
            figure, words = figures.get(str(note.id), ("", ())) if last else ("", ())
            dots = 0 if i else int(note.fields.get(DOTS) or 0)
            signs = _signs(note, fields) if last else ()
            found.append(Entry(part, sign, (*words, *about) if last else (), i > 0, figure, dots, signs))
    return [(entry, _height(entry, room)) for entry in found]


def _about(note, fields, disputed):
    """In words: sign, what else it carries, and whether another version of the same note waits for a choice."""
    known = [field for field in sorted(fields, key=lambda field: field.id != SIGN) if field.id != DOTS and field.type != "row"]
    said = told(known, note.fields)
    if note.conflict_of or note.id in disputed:
        said.append("deux versions, à départager")
    return tuple(word for word in said if word)


def _signs(note, fields):
    values = [(field, note.fields.get(field.id)) for field in fields]
    return tuple((field.label_of(value), sign) for field, value in values if (sign := field.sign_of(value)))


def _parts(text, room):
    """`text` in parts of at most `room.whole` lines, cut between lines, else between words, else anywhere."""
    parts, lines, left = [], [], room.whole
    for line in _lines(text.strip(), room):
        height = max(1, ceil(len(line) / room.signs))
        if height > left and lines:
            parts.append("\n".join(lines))
            lines, left = [], room.whole
        lines.append(line)
        left -= height
    return [*parts, "\n".join(lines)]


def _lines(text, room):
    """The lines people wrote, empty ones never two in a row, those too long for one part cut."""
    longest = room.signs * room.whole
    for line in _EMPTY_LINES.sub("\n\n", text).split("\n"):
        while len(line) > longest:
            at = line.rfind(" ", longest // 2, longest)
            at = longest if at < 0 else at
            yield line[:at].rstrip()
            line = line[at:].lstrip()
        yield line


def _shares(measured, first, others):
    """The entries of a cell in lists that each fit in one piece: of at most `first` lines, then of `others`."""
    shares, used = [], 0
    for entry, height in measured:
        if not shares or used + height > (first if len(shares) == 1 else others):
            shares.append([])
            used = 0
        shares[-1].append(entry)
        used += height
    return shares


def _height(entry, room):
    """Lines that an entry takes, the space after it included."""
    text = "\n".join(part for part in (entry.text, entry.figure, " ".join(entry.about)) if part)
    return 0.4 + (entry.dots > 0) + sum(ceil(max(len(paragraph), 1) / room.signs) for paragraph in text.split("\n"))
