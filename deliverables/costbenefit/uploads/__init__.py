"""A spreadsheet or CSV file that comes back: what was understood in it, what it would change, and every error at once.

Nothing is written here and nothing is guessed: what can be read two ways is asked, as in `grid.amounts`. A file may be
hostile: sizes are bounded before anything is parsed, and whatever a file holds, `understood` answers in French.

From bytes to rows of cells (`csv_file`, `xlsx_file`), from cells to canonical words (`words`), from rows to lines
(`reader`)."""

from uuid import uuid4

from capacities.text import clean, typo

from . import csv_file, xlsx_file
from .answer import Fault, Refused, Understanding
from .reader import Reader
from .rows import MAX_LINES
from .xlsx_file import MAX_UNPACKED

__all__ = ["MAX_BYTES", "MAX_LINES", "MAX_UNPACKED", "Fault", "understood"]

MAX_BYTES = 5 * 2**20


def understood(data, filename, sheet, balance, *, new_id=uuid4):
    """What the file `data` says of `balance`, whose schema is `sheet`. Never raises: what is wrong is in the answer."""
    found = Understanding(told=[("Fichier", clean(filename)[:100])])
    try:
        rows, told = _rows(data, sheet)
        found.told += told
        Reader(found, sheet, balance, new_id).read(rows)
    except Refused as refusal:
        found.faults.append(Fault(typo(str(refusal))))
    return found


def _rows(data, sheet):
    """([(number of the row, its cells)] without the blank ones, how they were read). Raises Refused."""
    if not data:
        raise Refused("Ce fichier est vide.")
    if len(data) > MAX_BYTES:
        raise Refused(f"Ce fichier dépasse {MAX_BYTES // 2**20} Mo, la limite d’un import.")
    if data.startswith(b"PK"):
        return xlsx_file.read(data, sheet)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("C’est un ancien classeur .xls, ou un classeur protégé par un mot de passe. Enregistrez-le en .xlsx.")
    return csv_file.read(data, sheet)
