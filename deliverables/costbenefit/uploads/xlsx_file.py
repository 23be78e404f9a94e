"""XLSX, whose parsing is bounded before it begins: an archive may unpack to anything."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook

from capacities.text import clean

from ..table import key
from ..workbook.book import LINES
from ..workbook.text import restored
from .answer import Refused
from .rows import EMPTY, HEAD_WITHIN, MAX_COLUMNS, NECESSARY, Cell, bounded, headings, recognised

MAX_UNPACKED = 100 * 2**20
MAX_PARTS = 500  # files inside an XLSX
MAX_TAGS, MAX_ROW_TAGS = 1_500_000, 200_000  # in one of them, and in one row of a sheet
MAX_SHEETS = 30
MAX_ROWS = 100_000  # of a sheet, blank ones included


def read(data, sheet):
    try:
        _guard(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return _best_sheet(book, sheet)
        finally:
            book.close()
    except Refused:
        raise
    except Exception as error:  # a damaged or hostile archive fails anywhere in zipfile, the XML parser or openpyxl
        raise Refused("Ce classeur est abîmé, ou n’est pas un vrai fichier XLSX. Enregistrez-le à nouveau.") from error


def _guard(data):
    """Refuse an archive whose parsing would cost more than a table of MAX_LINES lines ever does."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("Ce fichier est protégé par un mot de passe. Enregistrez-le sans protection.")
        inside = {part.filename for part in parts}
        if "content.xml" in inside:
            raise Refused("C’est un classeur OpenDocument (.ods). Enregistrez-le en .xlsx ou en CSV.")
        if "xl/workbook.xml" not in inside:
            raise Refused("Ce fichier compressé n’est pas un classeur XLSX.")
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Refused("Ce classeur est démesuré une fois décompressé.")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    _guard_tags(stream)


_ENDS = re.compile(rb"</(?:\w+:)?(?:row|si)>")


def _guard_tags(stream):
    """openpyxl keeps one row, or one shared text, in memory at a time: none may be huge. Comments and document types, which
    no spreadsheet writes, are refused: they could hide where a row ends."""
    tags, in_row = 0, 0
    while chunk := stream.read(2**16):
        if b"<!" in chunk:
            raise Refused("Ce classeur contient du code XML inattendu.")
        here = chunk.count(b"<")
        tags, in_row = tags + here, here if _ENDS.search(chunk) else in_row + here
        if tags > MAX_TAGS or in_row > MAX_ROW_TAGS:
            raise Refused("Ce classeur est démesuré une fois décompressé.")


def _best_sheet(book, sheet):
    """The rows of « Lignes », else of the sheet whose headings are best recognised."""
    known, best = set(headings(sheet)), (0, [], "")
    if not book.worksheets:
        raise Refused("Ce classeur n’a aucune feuille de calcul.")
    wanted = sorted(book.worksheets[:MAX_SHEETS], key=lambda one: key(one.title) != key(LINES))
    for one in wanted:
        head = [[text_of(cell.value) for cell in row] for row in _iterated(one, HEAD_WITHIN)]
        score = recognised(head, known)
        if score > best[0] or not best[2]:
            best = (score, one, one.title)
        if score >= len(NECESSARY) and key(one.title) == key(LINES):
            break
    _, one, title = best
    rows = bounded(enumerate(_iterated(one, MAX_ROWS), 1), lambda cell: cell.value not in (None, ""))
    return [(n, [_cell(cell) for cell in row]) for n, row in rows], [("Format", "classeur XLSX"), ("Feuille lue", clean(title))]


def _iterated(one, rows):
    return one.iter_rows(max_row=rows, max_col=MAX_COLUMNS + 1)


def _cell(cell):
    value = cell.value
    if value is None:
        return EMPTY
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = Decimal(f"{value:.15g}") if abs(value) < 10**15 else None  # the digits that a spreadsheet itself keeps
        return Cell(text_of(value), exact, "%" in (cell.number_format or ""))
    return Cell(text_of(value))


def text_of(value):
    """What a cell of a spreadsheet says, as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):  # a datetime is one too
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        return f"{Decimal(f'{value:.15g}'):f}".replace(".", ",") if abs(value) < 10**15 else str(value)
    return restored(str(value))
