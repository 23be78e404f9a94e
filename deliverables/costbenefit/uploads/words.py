"""A cell → the canonical word that the grid keeps, or why it cannot be read."""

import re
from decimal import Decimal
from difflib import get_close_matches

from capacities.figures import number
from capacities.text import clean, visible

from ...grid.address import own_row_id
from ...grid.amounts import Unreadable
from ...grid.values import GONE, NUMBERS, decimal, read
from ..table import LABEL, NATURE, NATURES, SIDE, SIDES, STAKEHOLDER, key, names
from .answer import NewStakeholder

MAX_CELL = 20_000  # signs
ALIKE = 0.85  # share of two names that is the same (difflib), from which they may be one
MAX_DOUBTED = 50  # new names compared with the present ones
MAX_TEXT, MAX_NAME = 4000, 120  # signs of a note and of a stakeholder's name, as the journal takes them


class Words:
    """Reads the cells of a table, whose `columns` are known by id. `dotted` says that points part decimals in it, so that a
    comma may group thousands; `added` are the stakeholders that nobody had named yet, `doubts` what to ask about their names,
    `labels` all of them by row id."""

    def __init__(self, columns, balance, new_id):
        self.columns, self.new_id = columns, new_id
        self.dotted, self.added, self.doubts = False, [], []
        self.labels = names(balance)
        self._present = {key(name).removesuffix("s"): name for name in self.labels.values()}
        self._row_of = {key(row): row for row in balance.labels} | {key(name): row for row, name in self.labels.items()}
        self._places = {STAKEHOLDER: self._stakeholder, SIDE: _side, NATURE: _nature, LABEL: _label}

    def read(self, id, cell, before):
        """The word of a cell of column `id`, whose line was `before` (None for a new one). Raises Unreadable."""
        if len(cell.text) > MAX_CELL:
            raise Unreadable(f"cette case compte plus de {number(MAX_CELL)} signes.")
        text, schema = clean(cell.text), self.columns[id].field
        if schema is None:
            return self._places[id](text)
        if schema.type == "choice":
            return _chosen(schema, text)
        if schema.type == "row":
            return self._row(text) if text else ""
        if schema.type == "year":
            return read(schema, _year(text))
        if schema.type in NUMBERS:
            return self._number(schema, cell, before.fields.get(id, "") if before else "")
        return read(schema, text)

    def _number(self, schema, cell, present):
        if cell.exact is None:
            typed = clean(cell.text)
            if self.dotted and re.fullmatch(r"[-−+]?\d{1,3},\d{3}", typed):
                whole, _, rest = typed.partition(",")
                raise Unreadable(f"{typed} : {whole}\u202f{rest} ou {whole},{rest.rstrip('0') or '0'} ? Écrivez l’un des deux.")
            return read(schema, typed)
        exact = cell.exact
        if schema.type == "percent":
            if cell.percent:
                exact *= 100
            elif 0 < abs(exact) < 1:
                small, big = number(exact), number(exact * 100)
                raise Unreadable(f"{small} : {small} % ou {big} % ? Donnez à cette case le format pourcentage.")
        if present and Decimal(f"{float(decimal(present)):.15g}") == exact:
            return present  # a spreadsheet keeps fifteen digits: the others have not been changed
        return read(schema, f"{exact:f}".replace(".", ","))

    def _stakeholder(self, text):
        if not visible(text):
            raise Unreadable("la partie prenante manque.")
        return self._row(text)

    def _row(self, text):
        """The row of that name, added when there is none."""
        name = " ".join(text.split())
        if len(name) > MAX_NAME:
            raise Unreadable(f"ce nom compte {number(len(name))} signes et la limite est de {MAX_NAME}.")
        if not visible(name):
            raise Unreadable("ce nom n’a aucun signe visible.")
        if key(name) == key(GONE):
            raise Unreadable(f"« {GONE} » n’est pas un nom. Écrivez celui d’une partie prenante, ou videz cette case.")
        if key(name) not in self._row_of:
            if near := self._near(name):
                self.doubts.append(f"« {name} » est une nouvelle partie prenante : vouliez-vous dire « {near} » ?")
            id = self.new_id()
            new = NewStakeholder(id, own_row_id(id), name)
            self.added.append(new)
            self._row_of[key(name)], self.labels[new.row] = new.row, name
        return self._row_of[key(name)]

    def _near(self, name):
        """The present stakeholder that a new name may well misspell, but for a final s or a letter or two; None if there is
        none, or once MAX_DOUBTED names have been added: comparing takes long."""
        if len(self.added) >= MAX_DOUBTED:
            return None
        singular = key(name).removesuffix("s")
        found = get_close_matches(singular, self._present, n=1, cutoff=ALIKE)
        return self._present[found[0]] if found else None


def _label(text):
    if not visible(text):
        raise Unreadable("le libellé manque.")
    if len(text) > MAX_TEXT:
        raise Unreadable(f"ce texte compte {number(len(text))} signes et la limite est de {number(MAX_TEXT)}.")
    return text


def _side(text):
    return _among(SIDES, text)


def _nature(text):
    return _among(NATURES, text)


def _among(words, text):
    """The member of `words` that `text` says, plural or not."""
    for member, word in words.items():
        if text and key(text).removesuffix("s") == key(word):
            return member
    raise Unreadable(f"« {text[:80]} » n’est pas compris. Écrivez {' ou '.join(words.values())}.")


def _chosen(schema, text):
    """The id of the choice that `text` names."""
    if not text:
        return ""
    for choice in schema.choices:
        if key(text) in (key(choice.label), key(choice.id)):
            return choice.id
    proposed = ", ".join(choice.label for choice in schema.choices)
    raise Unreadable(f"« {text[:80]} » n’est pas proposé. Choix possibles : {proposed}.")


def _year(text):
    """The year of a date, the text itself otherwise."""
    found = re.fullmatch(r"(?:\d{1,2}[/.-]\d{1,2}[/.-])(\d{4})|(\d{4})-\d{2}-\d{2}", text, re.ASCII)
    return found[1] or found[2] if found else text
