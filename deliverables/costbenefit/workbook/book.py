"""The book that every sheet writes in: its cells, the names that formulas refer to, rows and columns that sheets share."""

import re
from copy import copy
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter
from openpyxl.workbook.defined_name import DefinedName

from capacities.text import typo

from ...appraisal.effects import MAX_HORIZON
from .. import table
from .helpers import HELPERS
from .looks import lay_out, styles
from .text import stored

README, ASSUMPTIONS, LINES, FLOWS = "Lisez-moi", "Hypothèses", "Lignes", "Flux"
RESULTS, SENSITIVITY, BESIDE, LISTS = "Résultats", "Sensibilité", "Non chiffré", "Listes"
SPARE_LINES, SPARE_STAKEHOLDERS = 10, 5  # rows left free under the tables, with their formulas
HEAD, FIRST = 5, 6  # rows of the headings and of the first line, the same on « Lignes » and « Flux »
YEAR_ONE = 5  # column of year 0 on « Flux »
YEARS = MAX_HORIZON + 1
ROW = "\x00"  # stands for the number of the row in a formula that every line repeats

# Parts of formulas, over the named columns of « Lignes » and « Flux ».
REAL = "(ligne_vers=0)"  # transfers cancel in the total
WORTH = "ligne_poids*ligne_va"  # present value of each line in the scenario


@dataclass(frozen=True, slots=True)
class About:
    """What the first sheet says of the file. `tokens` are the portal's colours, name → « #rrggbb »."""

    title: str
    usecase: str
    date: object  # a date
    licence: str
    tokens: dict
    status: str = ""
    url: str = ""


class Book:
    """Sheets that refer to one another through defined names and through the rows and columns kept here."""

    def __init__(self, balance, sheet, about):
        self.balance, self.sheet, self.about = balance, sheet, about
        self.columns, self.names = table.columns(sheet), table.names(balance)
        self.at = {id: letter(n) for n, id in enumerate([*(column.id for column in self.columns), *HELPERS], 1)}
        self.last = FIRST + len(balance.lines) + SPARE_LINES - 1
        self.written = FIRST + max(1, len(balance.lines)) - 1  # row of the last line that people wrote: others are not printed
        self.parties = []  # references to the names of stakeholders, once « Hypothèses » is written
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.styles, self.sheets = {}, {}  # by name: asked for every cell, where openpyxl would search
        for name, style in styles(self.colour).items():
            self.book.add_named_style(style)
            self.styles[name] = style.as_tuple()
        for name in (README, ASSUMPTIONS, LINES, FLOWS, RESULTS, SENSITIVITY, BESIDE, LISTS):
            self.sheets[name] = self.book.create_sheet(name)
            lay_out(self.sheets[name], about.title, self.colour("accent" if name == ASSUMPTIONS else "brand"))

    def colour(self, token):
        return self.about.tokens[token].lstrip("#").upper()

    def put(self, sheet, ref, value, style="text"):
        """Write `value` in `sheet` at `ref`. A string beginning with = is stored as text; formulas go through `compute`."""
        cell = self.sheets[sheet][ref]
        cell.value = value = (stored(value) or None) if isinstance(value, str) else value
        cell._style = copy(self.styles[style])  # what `cell.style = name` does, ten times faster
        if isinstance(value, str):
            cell.data_type = "s"
            if value[0] in "=+-@'":
                cell.quotePrefix = True

    def compute(self, sheet, ref, formula, style="euros"):
        cell = self.sheets[sheet][ref]
        cell.value = f"={formula}"
        cell._style = copy(self.styles[style])

    def row(self, sheet, row, values, style="text", start=1):
        for n, value in enumerate(values, start):
            self.put(sheet, f"{letter(n)}{row}", value, style)

    def heads(self, sheet, row, labels, start=1):
        self.row(sheet, row, labels, "head", start)
        self.sheets[sheet].row_dimensions[row].height = 32

    def title(self, sheet, text, hint):
        self.put(sheet, "A1", typo(text), "title")
        self.put(sheet, "A2", typo(hint), "hint")
        self.sheets[sheet].row_dimensions[1].height = 30

    def widths(self, sheet, widths):
        for n, width in enumerate(widths, 1):
            self.sheets[sheet].column_dimensions[letter(n)].width = width

    def fit(self, sheet, row, told):
        """Give the row the height that its texts need: `told` are (column letter, text). LibreOffice does not by itself."""
        dimensions = self.sheets[sheet].column_dimensions
        needed = max(
            (sum(1 + len(part) * 1.1 // dimensions[at].width for part in text.split("\n")) for at, text in told), default=1
        )
        self.sheets[sheet].row_dimensions[row].height = min(400, 14 * needed + 1)  # 409 points is the most there is

    def name(self, name, sheet, area):
        absolute = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", area)
        self.book.defined_names[name] = DefinedName(name, attr_text=f"'{sheet}'!{absolute}")

    def area(self, id):
        """The cells of a column of « Lignes », free ones included."""
        return f"{self.at[id]}{FIRST}:{self.at[id]}{self.last}"

    def template(self, formula):
        """`formula` with each [column id] put as a reference to that column in the row of the line."""
        return re.sub(r"\[([\w-]+)\]", lambda found: f"${self.at[found[1]]}{ROW}", formula)


def listed(id):
    """The defined name of a closed list."""
    return "liste_" + defined(id)


def defined(id):
    """The defined name of a hypothesis: `annee-zero` → annee_zero."""
    return id.replace("-", "_")


def fold(dimensions, keys):
    """Fold away, in the outline of the sheet, the years after the horizon: they are computed all the same."""
    for key in keys:
        dimensions[key].outlineLevel, dimensions[key].hidden = 1, True
