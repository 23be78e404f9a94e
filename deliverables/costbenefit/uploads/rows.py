"""Rows of cells, however they were filed: the limits of a table, and where its headings are recognised."""

from dataclasses import dataclass
from decimal import Decimal

from capacities.figures import number

from ..table import LABEL, NATURE, SIDE, STAKEHOLDER, columns, key
from .answer import Refused

MAX_LINES = 2000
MAX_COLUMNS = 100
HEAD_WITHIN = 20  # rows in which the headings are looked for
NECESSARY = (STAKEHOLDER, SIDE, NATURE, LABEL)
TOO_LONG = f"Ce tableau dépasse {number(MAX_LINES)} lignes, la limite d’un import. Coupez-le en plusieurs fichiers."


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` as read; `exact` the number of a spreadsheet's numeric cell, `percent` when it is shown as one."""

    text: str
    exact: Decimal | None = None
    percent: bool = False


EMPTY = Cell("")


def bounded(rows, says):
    """The rows in which some cell says something. Raises Refused when there are more than a table may have."""
    found = []
    for n, row in rows:
        if any(map(says, row)):
            found.append((n, row))
            if len(found) > HEAD_WITHIN + MAX_LINES:
                raise Refused(TOO_LONG)
            if any(map(says, row[MAX_COLUMNS:])):
                raise Refused(f"Ce tableau dépasse {MAX_COLUMNS} colonnes.")
    return found


def headings(sheet):
    """Heading, in the form in which they are compared → column id. The id itself is understood too."""
    found = {}
    for column in columns(sheet):
        for name in (column.label, column.label.partition("(")[0], column.id):
            found.setdefault(key(name), column.id)
    return found


def recognised(rows, known):
    return max((sum(key(text) in known for text in row) for row in rows), default=0)
