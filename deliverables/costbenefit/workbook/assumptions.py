"""« Hypothèses »: the parameters, the scenario and the stakeholders, that everything else refers to."""

from capacities.text import typo

from .. import lines
from .book import ASSUMPTIONS, SPARE_STAKEHOLDERS, defined, listed
from .entries import as_number, bounded, entry, only
from .text import quoted


def write(book):
    sheet, balance = book.sheets[ASSUMPTIONS], book.balance
    book.title(ASSUMPTIONS, "Hypothèses", "Les cases à fond coloré se changent : tout le classeur suit.")
    book.heads(ASSUMPTIONS, 4, ["Hypothèse", "Valeur", "Unité", "Prix de l’année", "Source", "Remarque", "Précision"])
    book.widths(ASSUMPTIONS, [40, 20, 22, 12, 26, 20, 62])
    settled = {"annee-zero": balance.first, "horizon": balance.horizon, "taux": balance.rate}
    row = 5
    for id, parameter in balance.parameters.items():
        question, value = parameter.asked.question, settled.get(id, parameter.value)
        book.put(ASSUMPTIONS, f"A{row}", typo(question.text), "strong")
        book.put(ASSUMPTIONS, f"B{row}", value, entry(question.input))
        book.put(ASSUMPTIONS, f"C{row}", question.input.unit)
        book.put(ASSUMPTIONS, f"D{row}", question.price_year, "year")
        book.put(ASSUMPTIONS, f"E{row}", typo("\u202f; ".join(question.sources)))
        book.compute(ASSUMPTIONS, f"F{row}", _edited(parameter, value, row), "text")
        book.put(ASSUMPTIONS, f"G{row}", typo(question.detail))
        book.fit(ASSUMPTIONS, row, [("A", question.text), ("G", question.detail)])
        bounded(f"B{row}", sheet, question.input)
        book.name(defined(id), ASSUMPTIONS, f"B{row}")
        row += 1
    book.put(ASSUMPTIONS, f"A{row}", "Scénario calculé", "strong")
    book.put(ASSUMPTIONS, f"B{row}", lines.SCENARIOS[lines.FULL], "entry text")
    turned = "Les lignes « sans le projet » sont retranchées : une dépense que l’on ferait de toute façon est une économie."
    book.put(ASSUMPTIONS, f"G{row}", typo(turned))
    book.fit(ASSUMPTIONS, row, [("G", turned)])
    only(f"B{row}", sheet, formula=f"={listed('scenarios')}", message="Choisissez un scénario de la liste.")
    book.name("scenario", ASSUMPTIONS, f"B{row}")
    _stakeholders(book, row + 2)
    sheet.freeze_panes = "A5"


def _edited(parameter, value, row):
    """Formula of the mark « modifié localement »: against the grid's default, else against what was exported."""
    question, mark = parameter.asked.question, quoted("modifié localement")
    if parameter.local and not question.default:
        return f'IF(B{row}="","",{mark})'
    reference = as_number(question.input, question.default) if question.default else value
    return f'IF(B{row}="","",{mark})' if reference is None else f'IF(ROUND(B{row}-{reference},9)=0,"",{mark})'


def _stakeholders(book, row):
    sheet = book.sheets[ASSUMPTIONS]
    book.put(ASSUMPTIONS, f"A{row}", "Parties prenantes", "section")
    book.heads(ASSUMPTIONS, row + 1, ["Nom", "Argent public", "Numéro", "Poids public"])
    first = row + 2
    book.parties = [f"'{ASSUMPTIONS}'!$A${first + n}" for n in range(len(book.balance.stakeholders) + SPARE_STAKEHOLDERS)]
    for n in range(len(book.parties)):
        known = book.balance.stakeholders[n] if n < len(book.balance.stakeholders) else None
        book.put(ASSUMPTIONS, f"A{first + n}", book.names[known.id] if known else "", "entry text")
        book.put(ASSUMPTIONS, f"B{first + n}", ("oui" if known.public else "non") if known else "", "entry text")
        book.put(ASSUMPTIONS, f"C{first + n}", n + 1, "number")
        book.compute(ASSUMPTIONS, f"D{first + n}", f'IF(B{first + n}="oui",1,0)', "number")
    last = first + len(book.parties) - 1
    only(f"B{first}:B{last}", sheet, formula=f"={listed('oui-non')}", message="oui ou non")
    for name, column in (("parties", "A"), ("parties_numero", "C"), ("parties_poids", "D")):
        book.name(name, ASSUMPTIONS, f"{column}{first}:{column}{last}")
