"""The lines of a balance as a table of French columns: what spreadsheets take out, and recognise when it comes back."""

import csv
import io
import re
from dataclasses import dataclass

from capacities.text import plain

from ..appraisal.effects import Nature, Side
from ..grid.schema import Field
from ..grid.values import NUMBERS, PLAIN, shown

SIDES = {Side.BENEFIT: "Bénéfice", Side.COST: "Coût"}
NATURES = {Nature.INVESTMENT: "Investissement", Nature.RUNNING: "Fonctionnement", Nature.HIDDEN: "Caché"}

ID, STAKEHOLDER, SIDE, NATURE, LABEL = "identifiant", "partie-prenante", "sens", "nature", "libelle"
PLACE = {
    ID: "Identifiant",
    STAKEHOLDER: "Partie prenante",
    SIDE: "Bénéfice ou coût",
    NATURE: "Investissement, fonctionnement ou caché",
    LABEL: "Libellé",
}


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is None for the columns that say where a line stands and what it is called."""

    id: str
    label: str
    field: Field | None = None


def columns(sheet):
    """The columns of the table: place and text of a line, then every field of the sheet, in the grid's order."""
    return [Column(id, label) for id, label in PLACE.items()] + [Column(f.id, f.label, f) for f in sheet.fields]


def names(balance):
    """Row id → the name that the table uses for it. Two rows of the same name are told apart by a number, since a
    spreadsheet knows a stakeholder by its name alone."""
    found, taken = {}, set()
    for row, label in balance.labels.items():
        name, times = label, 1
        while key(name) in taken:
            times += 1
            name = f"{label} ({times})"
        taken.add(key(name))
        found[row] = name
    return found


def key(text):
    """The form in which names and headings are compared: without case, accents, hyphens or typographic spaces."""
    return plain(text.replace("−", "-")) or text.strip()


def cells(line, columns, names):
    """What the table says of a line, as texts in the order of `columns`: numbers bare with a decimal comma, so that a
    French spreadsheet reads them as numbers, percentages with their sign, choices and rows by name."""
    place = {
        ID: line.id,
        STAKEHOLDER: names[line.row],
        SIDE: SIDES[line.side],
        NATURE: NATURES[line.nature],
        LABEL: line.text,
    }
    return [
        said(column.field, line.fields.get(column.id, ""), names) if column.field else place[column.id] for column in columns
    ]


def said(field, value, names):
    if field.type in NUMBERS and PLAIN.fullmatch(value):
        return f"{value} %" if field.type == "percent" else value
    return shown(field, value, names)


def csv_text(balance, sheet):
    """The table as CSV for a French spreadsheet: semicolons, decimal commas, CRLF; the byte order mark tells Excel that
    this is UTF-8. Lines not yet measured are in it too."""
    head, told = columns(sheet), names(balance)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.label for column in head)
    for line in balance.lines:
        row = zip(head, cells(line, head, told), strict=True)
        writer.writerow(text if _is_number(column.field, text) else defused(text) for column, text in row)
    return "\ufeff" + out.getvalue()


def _is_number(field, text):
    return field is not None and field.type in NUMBERS and PLAIN.fullmatch(text.removesuffix(" %")) is not None


# What OWASP (CSV Injection) lists as beginning a formula, full-width forms included, after any apostrophes.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def defused(text):
    """`text` with an apostrophe before what a spreadsheet would take for a formula: « =A1 » becomes « '=A1 ». A text that
    already begins so gets one more, so that `fused` always gives back what was written."""
    return f"'{text}" if _FORMULA.match(text) else text


def fused(text):
    """`text` without the apostrophe that `defused` put before it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
