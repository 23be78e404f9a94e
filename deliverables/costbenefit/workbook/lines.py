"""« Lignes »: every line of the balance in cells that can be changed, then what is computed of it."""

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter as letter

from capacities.text import typo

from ...grid.values import NUMBERS
from .. import table
from ..table import ID, LABEL, NATURE, SIDE, STAKEHOLDER
from .book import ASSUMPTIONS, FIRST, HEAD, LINES, ROW, SPARE_LINES, defined, listed
from .entries import as_number, bounded, entry, only
from .helpers import HELPERS, IN, helpers
from .text import quoted

_WIDTHS = {ID: 10, STAKEHOLDER: 20, SIDE: 11, NATURE: 16, LABEL: 42}
_FIELD_WIDTHS = {"text": 24, "choice": 26, "row": 20}


def write(book):
    sheet = book.sheets[LINES]
    book.title(
        LINES, "Lignes", "Une ligne par effet. Les cases à fond coloré se changent ; les colonnes de droite se calculent."
    )
    for n, column in enumerate(book.columns, 1):
        book.put(LINES, f"{letter(n)}{HEAD}", column.label, "head")
        type = column.field.type if column.field else "place"
        sheet.column_dimensions[letter(n)].width = _WIDTHS.get(column.id) or _FIELD_WIDTHS.get(type, 13)
    for id, (heading, width) in HELPERS.items():
        book.put(LINES, f"{book.at[id]}{HEAD}", typo(heading), "help")
        sheet.column_dimensions[book.at[id]].width = width
        book.name(f"ligne_{defined(id)}", LINES, book.area(id))
    for id in (NATURE, "scenario"):
        book.name(f"ligne_{id}", LINES, book.area(id))
    sheet.row_dimensions[HEAD].height = 45
    formulas = {id: book.template(formula) for id, formula in helpers(book).items()}
    for row, line in enumerate([*book.balance.lines, *[None] * SPARE_LINES], FIRST):
        _entries(book, row, line)
        for id, formula in formulas.items():
            book.compute(LINES, f"{book.at[id]}{row}", formula.replace(ROW, str(row)), "computed")
    _validate(book)
    sheet.freeze_panes = f"F{FIRST}"
    sheet.auto_filter.ref = f"A{HEAD}:{letter(len(book.at))}{book.last}"
    sheet.print_title_rows, sheet.print_title_cols = f"{HEAD}:{HEAD}", f"{book.at[LABEL]}:{book.at[LABEL]}"
    sheet.print_area = f"A1:{book.at[book.columns[-1].id]}{book.written}"
    sheet.page_setup.fitToWidth = 3  # the fields of a line would be too small on one


def _entries(book, row, line):
    """What people wrote of a line, or the free cells of a spare one."""
    told = table.cells(line, book.columns, book.names) if line else [""] * len(book.columns)
    for column, text in zip(book.columns, told, strict=True):
        ref, field = f"{book.at[column.id]}{row}", column.field
        word = line.fields.get(column.id, "") if line and field else ""
        if word and (field.type in NUMBERS or field.type == "year"):
            book.put(LINES, ref, as_number(field, word), entry(field))
        else:
            book.put(LINES, ref, text, "faint" if column.id == ID else entry(field) if field else "entry text")
    book.fit(
        LINES, row, [(book.at[column.id], text) for column, text in zip(book.columns, told, strict=True) if column.id != ID]
    )


def _validate(book):
    sheet = book.sheets[LINES]
    fields = book.sheet.fields
    for id in (SIDE, NATURE, *(f.id for f in fields if f.type == "choice")):
        only(book.area(id), sheet, formula=f"={listed(id)}", message="Choisissez dans la liste.")
    for id in (STAKEHOLDER, *(f.id for f in fields if f.type == "row")):
        only(book.area(id), sheet, formula="=parties", message=f"Ajoutez d’abord ce nom dans « {ASSUMPTIONS} ».")
    for field in fields:
        if field.type not in ("text", "choice", "row"):
            bounded(book.area(field.id), sheet, field)
    quiet = Font(italic=True, color=book.colour("muted"))
    out = FormulaRule(formula=[f"${book.at['statut']}{FIRST}<>{quoted(IN)}"], font=quiet)
    sheet.conditional_formatting.add(book.area("statut"), out)
