"""« Listes »: what the other sheets offer to choose from, and what each reference price is worth in the hypotheses."""

from openpyxl.utils import get_column_letter as letter

from capacities.text import typo

from .. import lines, table
from ..table import NATURE, SIDE
from .book import LISTS, defined, listed
from .root import root


def write(book):
    book.title(LISTS, "Listes", "Ce que les autres feuilles proposent, et la recherche du TRI. À ne pas modifier.")
    told = {SIDE: list(table.SIDES.values()), NATURE: list(table.NATURES.values()), "oui-non": ["oui", "non"]}
    told |= {f.id: [choice.label for choice in f.choices] for f in book.sheet.fields if f.type == "choice"}
    told["scenarios"] = list(lines.SCENARIOS.values())
    for n, (id, labels) in enumerate(told.items(), 1):
        book.put(LISTS, f"{letter(n)}4", id, "head")
        for row, label in enumerate(labels, 5):
            book.put(LISTS, f"{letter(n)}{row}", label)
        book.name(listed(id), LISTS, f"{letter(n)}5:{letter(n)}{4 + len(labels)}")
    book.widths(LISTS, [22] * len(told))
    _reference_prices(book, len(told) + 2)
    root(book, len(told) + 6)


def _reference_prices(book, column):
    name, value, missing = (letter(column + n) for n in range(3))
    book.heads(LISTS, 4, ["Prix de référence", "Valeur (€)", "S’il manque"], column)
    choices = book.sheet.field_by_id["prix"].choices
    for row, choice in enumerate(choices, 5):
        parameter = lines.PRICES[choice.id]
        text = book.balance.parameters[parameter].asked.question.text
        book.put(LISTS, f"{name}{row}", choice.label)
        book.compute(LISTS, f"{value}{row}", f'IF({defined(parameter)}="","",{defined(parameter)})', "number")
        book.put(LISTS, f"{missing}{row}", typo(lines.WITHOUT_PRICE.format(text)))
    for label, at in (("prix_nom", name), ("prix_valeur", value), ("prix_manque", missing)):
        book.name(label, LISTS, f"{at}5:{at}{4 + len(choices)}")
        book.sheets[LISTS].column_dimensions[at].width = 40
