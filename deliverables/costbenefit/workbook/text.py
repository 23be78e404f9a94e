"""Texts as a spreadsheet may hold them, in its cells and in its formulas."""

import re

from capacities.text import clean, typo


def stored(text):
    """`text` as a cell may hold it: characters that XML forbids are dropped, what Excel would read as an escape is kept."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", clean(text))


def restored(text):
    """What `stored` wrote, and what Excel writes for a carriage return."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", text.replace("_x000D_", ""))


def quoted(text):
    """`text` as a string inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def words(text):
    """A sentence of the portal, spaced as printers do, as a string inside a formula."""
    return quoted(typo(text))


def why(undefined):
    """Why a figure cannot be given, as a string inside a formula."""
    return words(undefined.why)


def first_true(*cases, otherwise):
    """Nested IFs: the answer of the first condition that holds."""
    return "".join(f"IF({condition},{answer}," for condition, answer in cases) + otherwise + ")" * len(cases)
