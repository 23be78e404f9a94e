"""How far people are, and what each dimension's answers say. Never one global mark: the matrix asks, it does not certify."""

from dataclasses import dataclass

from .layout import DONE, LOOKUP_LATER, OUT, STARTED, TODO
from .paper import SIGN


@dataclass(frozen=True, slots=True)
class Progress:
    """Cells by state. `due` leaves out those said not concerned."""

    todo: int
    started: int
    done: int
    out: int

    @property
    def total(self):
        return self.todo + self.started + self.done + self.out

    @property
    def due(self):
        return self.total - self.out

    @property
    def percent(self):
        """Share of the cells due that somebody called done, whole %, 100 when none is due."""
        return 100 if not self.due else self.done * 100 // self.due


def progress(drawn):
    return progress_of([drawn])


def progress_of(sheets):
    """Over several drawn sheets."""
    states = [cell.state for drawn in sheets for cell in drawn.cells.values()]
    return Progress(*(states.count(state) for state in (TODO, STARTED, DONE, OUT)))


@dataclass(frozen=True, slots=True)
class DimensionScore:
    """Answers of one row. `percent` = points / (2 × applicable answers) × 100 over the questions answered so far,
    « ne sait pas » counting 0 and « non applicable » left out; None while no applicable question is answered."""

    row: object
    asked: int
    answered: int
    applicable: int
    points: int
    to_look_up: int
    best: int = 2

    @property
    def percent(self):
        return round(100 * self.points / (self.best * self.applicable)) if self.applicable else None

    @property
    def complete(self):
        return self.answered == self.asked


def scores(drawn):
    """One DimensionScore for each row that has questions."""
    points_of = {answer.id: answer.points for answer in drawn.sheet.answers}
    best = max((points for points in points_of.values() if points is not None), default=0)
    found = []
    for line in drawn.lines:
        asked = [a for cell in line.cells for a in cell.asked]
        if not asked or not best:
            continue
        given = [a.choice for a in asked if a.choice in points_of]
        worth = [points_of[choice] for choice in given if points_of[choice] is not None]
        found.append(DimensionScore(line.row, len(asked), len(given), len(worth), sum(worth), given.count(LOOKUP_LATER), best))
    return found


def to_look_up(drawn):
    """Every question answered « ne sait pas », with its cell: the list of what remains to be found out."""
    return [(cell, asked) for cell in drawn.cells.values() for asked in cell.asked if asked.choice == LOOKUP_LATER]


def marked(drawn, sign):
    """Every note that people marked with `sign` (« vigilance », « force »), with its cell, in reading order."""
    return [(cell, note) for cell in drawn.cells.values() for note in cell.notes if note.fields.get(SIGN) == sign]


def unasked(drawn):
    """The rows that people added: the grid asks no question there, so that they have no result."""
    return [line.row for line in drawn.lines if line.note]
