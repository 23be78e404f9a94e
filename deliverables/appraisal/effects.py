"""What is appraised: stakeholders, and the effects that a project has on them, measured or not."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

MAX_HORIZON = 30  # years


class Side(StrEnum):
    BENEFIT = "benefit"
    COST = "cost"


class Nature(StrEnum):
    INVESTMENT = "investment"
    RUNNING = "running"
    HIDDEN = "hidden"  # time spent, acceptance, stress, risk


class Theme(StrEnum):
    ECONOMIC = "economic"
    ENVIRONMENTAL = "environmental"
    SOCIAL = "social"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """Who gains or pays. `public` when its money is public money: it enters the public spending of a project."""

    id: str
    label: str
    public: bool = False


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A unit value that moves with the calendar, such as the value of climate action: `value` in `year`, growing by
    `growth` a year. `report` is the year of the official report it comes from; `edited` when changed locally."""

    value: Decimal
    year: int
    growth: Decimal = Decimal(0)
    report: int | None = None
    edited: bool = False

    def at(self, year):
        return self.value * (1 + self.growth) ** (year - self.year)


@dataclass(frozen=True, slots=True)
class Effect:
    """One line. Unmonetised effects carry no amount and stay in view beside the figures.

    `quantity` units a year (or once), each worth `unit_value` euros, from `start` to `end` (calendar years, both
    included; `end` None means the end of the horizon), the quantity growing by `growth` a year. A `transfer_to` another
    stakeholder gives that one the opposite flow and leaves the total unchanged. `confidence` from 1 (guess) to 3 (measured)."""

    id: str
    label: str
    stakeholder: str
    side: Side
    nature: Nature = Nature.RUNNING
    theme: Theme = Theme.ECONOMIC
    quantity: Decimal = Decimal(1)
    unit_value: Decimal | Trajectory | None = None
    start: int | None = None
    end: int | None = None
    growth: Decimal = Decimal(0)
    once: bool = False
    monetised: bool = True
    confidence: int = 2
    transfer_to: str = ""

    def amount(self, year, first):
        """Euros in calendar `year`, never negative in itself: the side says the sign. `first` is the study's year 0."""
        start = first if self.start is None else self.start
        end = start if self.once else self.end
        if not self.monetised or self.unit_value is None or year < start or (end is not None and year > end):
            return Decimal(0)
        worth = self.unit_value.at(year) if isinstance(self.unit_value, Trajectory) else self.unit_value
        return self.quantity * (1 + self.growth) ** (year - start) * worth


@dataclass(frozen=True, slots=True)
class Study:
    """A project as appraised: year 0, horizon in years, discount rate (0.032 for 3,2 %), who and what."""

    first: int
    horizon: int
    rate: Decimal
    stakeholders: list[Stakeholder]
    effects: list[Effect] = field(default_factory=list)

    def __post_init__(self):
        if not 0 <= self.horizon <= MAX_HORIZON:
            raise ValueError(f"L’horizon va de 0 à {MAX_HORIZON} ans.")
        if self.rate < 0:
            raise ValueError("Le taux d’actualisation ne peut pas être négatif.")
        known = {stakeholder.id for stakeholder in self.stakeholders}
        for effect in self.effects:
            if effect.stakeholder not in known or (effect.transfer_to and effect.transfer_to not in known):
                raise ValueError(f"« {effect.label} » nomme une partie prenante inconnue.")

    @property
    def years(self):
        return range(self.first, self.first + self.horizon + 1)
