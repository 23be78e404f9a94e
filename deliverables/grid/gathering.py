"""What a board shows of many small deliverables of one grid: for each, what its typed questions hold, filtered and sorted."""

from dataclasses import dataclass
from datetime import date

from .values import shown

OPEN = ("a-faire", "en-cours")  # states in which something is still to be done


@dataclass(frozen=True, slots=True)
class Card:
    """One of them. `values` are the canonical words of its questions, the grid's default where nobody answered."""

    item: object
    values: dict

    @property
    def state(self):
        return self.values.get("etat", "")

    @property
    def due(self):
        return date.fromisoformat(self.values["echeance"]) if self.values.get("echeance") else None

    def late(self, today):
        return self.state in OPEN and self.due is not None and self.due < today


def questions_of(grid):
    """Typed questions by id, over the sheets of a grid."""
    return {question.id: question for sheet in grid.sheets for question in sheet.questions if question.input}


def cards(items, answers):
    """A Card for each of `items` (with `id` and `grid`). `answers` are the answer notes of all, each with `deliverable_id`,
    `address`, `fields` and `struck`."""
    said = {}
    for note in answers:
        if not note.struck:
            said.setdefault(note.deliverable_id, {})[note.address.split(".")[-1]] = note.fields.get("value", "")
    made = []
    for item in items:
        questions = questions_of(item.grid)
        held = said.get(item.id, {})
        made.append(Card(item, {id: held.get(id) or question.default for id, question in questions.items()}))
    return made


def kept(cards, wanted, today):
    """Those that have every value of `wanted` ({question id: canonical word}, `retard`: « 1 » for those that are late)."""
    late = wanted.get("retard") == "1"
    asked = {id: value for id, value in wanted.items() if value and id != "retard"}
    return [
        card
        for card in cards
        if (not late or card.late(today)) and all(card.values.get(id) == value for id, value in asked.items())
    ]


def by_state(cards, grid):
    """(choice of « etat », its cards) pairs in the grid's order, the nearest due date first, undated ones last."""
    field = questions_of(grid)["etat"].input
    return [
        (choice, sorted((c for c in cards if c.state == choice.id), key=lambda c: (c.due is None, c.due or date.max)))
        for choice in field.choices
    ]


def told(card, id):
    """A value of a card as people read it."""
    return shown(questions_of(card.item.grid)[id].input, card.values.get(id, ""))
