"""Reading a reference sheet: search and filters, rows ordered by a questionnaire with the reasons said, a shortlist."""

from dataclasses import dataclass, field
from typing import NamedTuple

from capacities.text import plain

SHORTLIST = (2, 4)  # how many rows are worth being read side by side


def matching(sheet, words="", wanted=None):
    """The rows that hold every one of `words`, accents and case aside, and one of the wanted choices of each column:
    `wanted` maps column id → choice ids. In the order of the sheet."""
    searched = plain(words).split()
    return [row for row in sheet.rows if _holds(sheet, row, searched) and _picks(sheet, row, wanted or {})]


def _holds(sheet, row, searched):
    text = told(sheet, row) if searched else ""
    return all(word in text for word in searched)


def _picks(sheet, row, wanted):
    cells = sheet.entries[row.id].cells
    return all(set(choices) & set(cells.get(column, ())) for column, choices in wanted.items() if choices)


def told(sheet, row):
    """All that a sheet says of a row, as one searchable text."""
    entry = sheet.entries[row.id]
    said = [row.label, row.precision, entry.unsure, *(source.name for source in entry.sources)]
    for id, texts in entry.cells.items():
        said += [sheet.column_by_id[id].label_of(text) for text in texts]
    if published := entry.publication:
        said += [published.byline, *published.people, *published.bodies, str(published.year or ""), published.url]
    return plain(" ".join(said))


@dataclass(frozen=True, slots=True)
class Facet:
    """A column one filters by. `choices` are (choice, how many rows it would leave), `picked` the chosen ids."""

    column: object
    choices: list
    picked: tuple


def facets(sheet, words="", wanted=None):
    """One Facet for each column with choices. A choice is counted with every other filter kept, so that none deceives."""
    wanted, found = wanted or {}, []
    for column in sheet.columns:
        if column.choices:
            others = {id: choices for id, choices in wanted.items() if id != column.id}
            counted = [(choice, len(matching(sheet, words, others | {column.id: [choice.id]}))) for choice in column.choices]
            found.append(Facet(column, counted, tuple(wanted.get(column.id, ()))))
    return found


@dataclass(slots=True)
class Advice:
    """A row and what the answers say of it. Each reason is a (question, reason) pair."""

    row: object
    reasons: list = field(default_factory=list)
    counters: list = field(default_factory=list)
    ruled_out: list = field(default_factory=list)

    @property
    def group(self):
        if self.ruled_out or (self.counters and not self.reasons):
            return "against"
        if self.counters:
            return "mixed"
        return "fits" if self.reasons else "silent"


# In the order of reading. A row's group follows from what was said of it; no mark is added up anywhere.
GROUPS = {
    "fits": "Vos réponses vont dans leur sens",
    "mixed": "Des raisons pour, des raisons contre",
    "silent": "Vos réponses n’en disent rien",
    "against": "Vos réponses les écartent ou vont contre elles",
}
_SIDES = {"for": "reasons", "against": "counters", "rules-out": "ruled_out"}


def advised(sheet, answers):
    """What `answers` (question id → answer id) say: (title, advices) for each group that holds a row. Inside a group, first
    the rows that nothing rules out, then those with most reasons for, then fewest against, then the order of the sheet."""
    advice = {row.id: Advice(row) for row in sheet.rows}
    for question in sheet.guide:
        given = next((answer for answer in question.answers if answer.id == answers.get(question.id)), None)
        for weight in given.weights if given else ():
            for row in weight.rows:
                getattr(advice[row], _SIDES[weight.side]).append((question, weight.reason))
    ordered = sorted(advice.values(), key=lambda a: (len(a.ruled_out), -len(a.reasons), len(a.counters)))
    groups = [(title, [a for a in ordered if a.group == group]) for group, title in GROUPS.items()]
    return [(title, advices) for title, advices in groups if advices]


def side_by_side(sheet, rows):
    """(column, [the texts of each row]) for every column of which one of `rows` says something."""
    table = []
    for column in sheet.columns:
        texts = [said(sheet, row, column) for row in rows]
        if any(texts):
            table.append((column, texts))
    return table


def said(sheet, row, column):
    """The texts of a cell, words spelled out."""
    return [column.label_of(text) for text in sheet.entries[row.id].cells.get(column.id, ())]


def mark(entry):
    """What is said of an entry that nobody has wholly checked; "" when it was."""
    if entry.evidence == "verified":
        return ""
    if entry.unsure or any(source.evidence == "verified" for source in entry.sources):
        return "vérifié en partie"
    return "à relire" if entry.publication else "à vérifier"


@dataclass(frozen=True, slots=True)
class Card:
    """A row to read: `cells` are (column, texts), those of its short card or all of them."""

    row: object
    entry: object
    cells: list

    @property
    def mark(self):
        return mark(self.entry)

    @property
    def firm(self):
        return [(column, texts) for column, texts in self.cells if column.evidence != "inferred"]

    @property
    def proposed(self):
        """What the portal infers, to be read as such."""
        return [(column, texts) for column, texts in self.cells if column.evidence == "inferred"]


def card(sheet, row, *, brief=False):
    columns = [column for column in sheet.columns if column.brief or not brief]
    cells = [(column, said(sheet, row, column)) for column in columns]
    return Card(row, sheet.entries[row.id], [(column, texts) for column, texts in cells if texts])


class Notice(NamedTuple):
    """A publication as reference managers want it; `link` is the address of its page here."""

    id: str
    title: str
    publication: object
    abstract: str
    keywords: list
    link: str


def notices(sheet, rows, link_of):
    """The Notice of each of `rows` that is a publication. `link_of(row)` gives the address of its page."""
    return [
        Notice(
            row.id,
            row.label,
            sheet.entries[row.id].publication,
            " ".join(_cited(sheet, row, "abstract")),
            _cited(sheet, row, "keywords"),
            link_of(row),
        )
        for row in rows
        if sheet.entries[row.id].publication
    ]


def _cited(sheet, row, use):
    return [text for column in sheet.columns if column.cites == use for text in said(sheet, row, column)]
