"""XLSX, whose parsing is bounded before it begins: an archive may unpack to anything."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

from openpyxl.reader.excel import ExcelReader

from capacities.text import clean

from ..table import key
from ..workbook.book import LINES
from ..workbook.text import restored
from .answer import Refused
from .rows import EMPTY, HEAD_WITHIN, MAX_COLUMNS, NECESSARY, Cell, bounded, headings, recognised

MAX_UNPACKED = 60 * 2**20
MAX_PARTS = 500  # files inside an XLSX
MAX_TAGS = 1_200_000  # in a workbook: half as much again as our own of MAX_LINES lines, saved by LibreOffice or not
MAX_ROW_MARKS = 100_000  # tags and attributes in one row of a sheet, or in one shared text
MAX_SHEETS = 30
MAX_ROWS = 100_000  # of a sheet, blank ones included


def read(data, sheet):
    try:
        book = _opened(_guarded(data))
        try:
            return _best_sheet(book, sheet)
        finally:
            book.close()
    except Refused:
        raise
    except Exception as error:  # a damaged or hostile archive fails anywhere in zipfile, the XML parser or openpyxl
        raise Refused("Ce classeur est abîmé, ou n’est pas un vrai fichier XLSX. Enregistrez-le à nouveau.") from error


def _guarded(data):
    """The archive with its XML parts alone, each of them bounded. openpyxl opens whatever part a relationship names: what was
    not counted is not handed over. Raises Refused when parsing would cost more than a table of MAX_LINES lines ever does."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(kept, "w") as bounded_archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("Ce fichier est protégé par un mot de passe. Enregistrez-le sans protection.")
        inside = {part.filename for part in parts}
        if "content.xml" in inside:
            raise Refused("C’est un classeur OpenDocument (.ods). Enregistrez-le en .xlsx ou en CSV.")
        if "xl/workbook.xml" not in inside:
            raise Refused("Ce fichier compressé n’est pas un classeur XLSX.")
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Refused(OVERSIZED)
        left = MAX_TAGS
        for name in sorted(inside):
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as part, bounded_archive.open(name, "w") as copy:
                    left -= _copied(part, copy, left)
    kept.seek(0)
    return kept


OVERSIZED = "Ce classeur est démesuré une fois décompressé."
_CHUNK = 2**16
_ENDS = re.compile(rb"</(?:\w+:)?(?:row|si)>")
_LONGEST_MARK = 16  # bytes that a mark looked for may straddle, from one chunk to the next


def _copied(part, copy, most):
    """Copy a part and return how many tags it has, at most `most`. openpyxl keeps one row, or one shared text, in memory at
    a time: none may be huge. Comments, document types and UTF-16, which no spreadsheet writes, are refused: they could hide
    where a row ends or what is to be counted."""
    tags, in_row, before = 0, 0, b""
    while chunk := part.read(_CHUNK):
        seen = before + chunk
        if b"<!" in seen or b"\0" in chunk:
            raise Refused("Ce classeur contient du code XML inattendu.")
        tags += chunk.count(b"<")
        here = chunk.count(b"<") + chunk.count(b"=")
        in_row = here if _ENDS.search(seen) else in_row + here
        if tags > most or in_row > MAX_ROW_MARKS:
            raise Refused(OVERSIZED)
        copy.write(chunk)
        before = seen[-_LONGEST_MARK:]
    return tags


def _opened(file):
    """The workbook, to be read row by row. openpyxl goes through every sheet once to open it, hence each part once at most."""
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    targets = [relationship.target for _, relationship in reader.parser.find_sheets()]
    if len(set(targets)) < len(targets):
        raise Refused("Ce classeur montre deux fois la même feuille. Enregistrez-le à nouveau depuis votre tableur.")
    reader.read()
    return reader.wb


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
