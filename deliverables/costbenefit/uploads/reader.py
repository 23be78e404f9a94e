"""Rows of cells → lines ready to be written, with every error at once."""

import re
from dataclasses import replace

from openpyxl.utils import get_column_letter as column_letter

from capacities.figures import number
from capacities.text import clean, typo

from ...grid.amounts import Unreadable
from ...grid.values import NUMBERS, shown
from ..lines import KINDS
from ..table import ID, LABEL, NATURE, PLACE, SIDE, STAKEHOLDER, cells, columns, key, names
from ..workbook.helpers import HELPERS
from .answer import Fault, Prepared, Refused
from .rows import EMPTY, HEAD_WITHIN, MAX_LINES, NECESSARY, TOO_LONG, headings
from .words import Words


class Reader:
    """Reads the rows of a table into `found`, an Understanding: what each line says, and what it changes in `balance`."""

    def __init__(self, found, sheet, balance, new_id):
        self.found, self.sheet = found, sheet
        self.columns = {column.id: column for column in columns(sheet)}
        self.words = Words(self.columns, balance, new_id)
        self.names = names(balance)
        self.present = {line.id: line for line in balance.lines}
        self.where = {}  # column id → its place in the row
        self.seen = {}  # identifier → number of its line

    def read(self, rows):
        start = self._find_headings(rows)
        if start is None:
            return
        lines = [(n, row) for n, row in rows[start + 1 :] if any(self._at(row, id).text.strip() for id in self.where)]
        if len(lines) > MAX_LINES:
            raise Refused(TOO_LONG)
        self.found.told.append(("Décimales", self._decimals(lines)))
        self.found.told.append(("Lignes lues", number(len(lines))))
        for n, row in lines:
            self._line(n, row)
        self.found.stakeholders += self.words.added
        self.found.remarks += map(typo, self.words.doubts)
        self._remark(lines)

    def _find_headings(self, rows):
        known = headings(self.sheet)
        scores = [sum(key(cell.text) in known for cell in row) for _, row in rows[:HEAD_WITHIN]]
        if not scores or max(scores) < 2:
            wanted = ", ".join(f"« {PLACE[id]} »" for id in NECESSARY)
            raise Refused(f"Les titres des colonnes n’ont pas été trouvés. Il faut au moins {wanted}.")
        start = scores.index(max(scores))
        ours = {key(typo(heading)) for heading, _ in HELPERS.values()}
        number_of_head, head = rows[start]
        for at, cell in enumerate(head):
            id = known.get(key(cell.text))
            if id is None:
                if cell.text.strip() and key(cell.text) not in ours:
                    self.found.remarks.append(
                        typo(f"La colonne « {clean(cell.text)[:80]} » n’est pas connue : elle est ignorée.")
                    )
            elif id in self.where:
                self._fault(f"Deux colonnes s’appellent « {self.columns[id].label} ».", number_of_head, id, cell)
            else:
                self.where[id] = at
        absent = [PLACE[id] for id in NECESSARY if id not in self.where]
        if absent:
            told = ", ".join(f"« {label} »" for label in absent)
            self._fault(f"Il manque une colonne nécessaire : {told}." if len(absent) == 1 else
                        f"Il manque des colonnes nécessaires : {told}.", number_of_head)  # fmt: skip
            return None
        return start

    def _at(self, row, id):
        at = self.where.get(id)
        return row[at] if at is not None and at < len(row) else EMPTY

    def _decimals(self, lines):
        """How decimals are written, in words. Where points part decimals, a comma may group thousands."""
        ids = [id for id in self.where if self.columns[id].field and self.columns[id].field.type in NUMBERS]
        told = [cell for _, row in lines for id in ids if (cell := self._at(row, id)).text]
        if any(cell.exact is not None for cell in told):
            return "celles du classeur"
        comma = any(re.search(r"\d,\d", cell.text) for cell in told)
        self.words.dotted = any(re.search(r"\d\.(\d{1,2}|\d{4,})(?!\d)", cell.text) for cell in told)
        if comma and self.words.dotted:
            return "virgule et point"
        return "point" if self.words.dotted else "virgule" if comma else "aucune"

    def _line(self, n, row):
        before, faults = self._existing(n, row), len(self.found.faults)
        present = dict(zip(self.columns, cells(before, self.columns.values(), self.names), strict=True)) if before else {}
        said = {}
        for id in self.where:
            if id == ID:
                continue
            cell = self._at(row, id)
            if before and clean(cell.text) in _untouched(clean(present[id])):
                continue  # as it was given out: the present word holds, whatever it is
            try:
                said[id] = self.words.read(id, cell, before)
            except Unreadable as refusal:
                self._fault(str(refusal), n, id, cell)
        if faults == len(self.found.faults):
            self._prepare(n, before, said, present)

    def _existing(self, n, row):
        """The present line that a row names, None for a new one."""
        id = self._at(row, ID).text.strip().lower()
        if id and id in self.seen:
            self._fault(f"Cet identifiant est déjà celui de la ligne {self.seen[id]}.", n, ID, self._at(row, ID))
        elif id:
            self.seen[id] = n
        return self.present.get(id)

    def _prepare(self, n, before, said, present):
        side, nature = KINDS[before.column] if before else (None, None)
        side, nature = said.get(SIDE, side), said.get(NATURE, nature)
        column = next((id for id, kind in KINDS.items() if kind == (side, nature)), None)
        if column is None:
            self._fault(
                "Seuls les coûts peuvent être cachés : un bénéfice est un investissement ou un fonctionnement.", n, NATURE
            )
            return
        row, text = said.get(STAKEHOLDER, before and before.row), said.get(LABEL, before and before.text)
        fields = dict(before.fields) if before else {}
        fields |= {id: word for id, word in said.items() if id not in PLACE}
        fields = {id: word for id, word in fields.items() if word}
        line = Prepared(n, before.id if before else "", row, column, text, fields)
        if before:
            moved = (row, column) != (before.row, before.column)
            line = replace(line, moved=moved, changes=tuple(self._changes(line, before, present)))
        self.found.lines.append(line)

    def _changes(self, line, before, present):
        """(column, before, after), as people read them, for what a prepared line says otherwise than the present one."""
        after = cells(line, self.columns.values(), self.words.labels)
        words = {STAKEHOLDER: (before.row, line.row), LABEL: (before.text, line.text)}
        for column, text in zip(self.columns.values(), after, strict=True):
            was, now = words.get(column.id, (present[column.id], text))
            if column.field:
                was, now = before.fields.get(column.id, ""), line.fields.get(column.id, "")
            if was != now and column.field:
                yield column.label, *(shown(column.field, word, self.words.labels) for word in (was, now))
            elif was != now:
                yield column.label, present[column.id], text

    def _remark(self, lines):
        remarks, found = self.found.remarks, self.found
        known = {id for id in self.seen if id in self.present}
        strangers, left = len(self.seen) - len(known), len(self.present) - len(known)
        if ID not in self.where:
            remarks.append(typo("Sans la colonne « Identifiant », toutes les lignes sont ajoutées comme nouvelles."))
        if strangers:
            remarks.append(typo(f"{_count(strangers, 'identifiant inconnu', 'identifiants inconnus')} dans ce livrable : "
                                "ces lignes sont ajoutées comme nouvelles."))  # fmt: skip
        if left and ID in self.where:
            remarks.append(typo(f"{_count(left, 'ligne du livrable absente', 'lignes du livrable absentes')} du fichier : "
                                "rien n’est retiré."))  # fmt: skip
        if not lines and not found.faults:
            remarks.append("Ce tableau n’a aucune ligne.")

    def _fault(self, message, line=None, id="", cell=EMPTY):
        column = self.columns[id].label if id else ""
        letter = column_letter(self.where[id] + 1) if id in self.where else ""
        message = typo(message[:1].upper() + message[1:])
        self.found.faults.append(Fault(message, line, column, letter, clean(cell.text)[:80]))


def _untouched(text):
    """How a cell that nobody touched may come back: as it went out, with the apostrophe that a spreadsheet shows, or through
    Windows-1252, where the signs it lacks become « ? », a minus sign a hyphen, a narrow space an ordinary one."""
    found = {text, f"'{text}"}
    for minus in "−-":
        for space in "\u202f ":
            near = text.replace("−", minus).replace("\u202f", space)
            found.add(near.encode("cp1252", "replace").decode("cp1252"))
    return found


def _count(many, one, several):
    return f"{number(many)} {one if many == 1 else several}"
