"""« Non chiffré »: effects that are in no figure, to be read beside the results."""

from openpyxl.utils import get_column_letter as letter

from capacities.text import typo

from .. import table
from ..table import LABEL, NATURE, SIDE, STAKEHOLDER
from .book import BESIDE, FIRST, LINES
from .helpers import IN
from .text import quoted, words


def write(book):
    """Effects without an amount: what they are, which way they weigh, and why no figure holds them."""
    sheet = book.sheets[BESIDE]
    book.title(BESIDE, "Ce qui n’est pas dans les chiffres", "À lire à côté des résultats : le chiffre seul ne dit pas tout.")
    wanted = [STAKEHOLDER, SIDE, NATURE, LABEL, "theme", "intensite", "source"]
    book.widths(BESIDE, [20, 12, 24, 52, 16, 22, 34, 48])
    heads = {column.id: column.label for column in book.columns}
    book.heads(BESIDE, 4, [*(heads[id] for id in wanted), typo("Pourquoi")])
    row_of = {line.id: row for row, line in enumerate(book.balance.lines, FIRST)}
    for row, line in enumerate(book.balance.unmeasured, 5):
        told = dict(zip((c.id for c in book.columns), table.cells(line, book.columns, book.names), strict=True))
        book.row(BESIDE, row, [told[id] for id in wanted])
        book.fit(BESIDE, row, [(letter(n), told[id]) for n, id in enumerate(wanted, 1)])
        status = f"{LINES}!{book.at['statut']}{row_of[line.id]}"
        book.compute(BESIDE, f"{letter(len(wanted) + 1)}{row}",
                     f"IF({status}={quoted(IN)},{words('désormais dans les chiffres')},{status})", "text")  # fmt: skip
    if not book.balance.unmeasured:
        book.put(BESIDE, "A5", typo("Toutes les lignes sont chiffrées."), "hint")
    sheet.freeze_panes, sheet.print_title_rows = "A5", "4:4"
