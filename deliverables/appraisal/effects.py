"""What is appraised: stakeholders, and the effects that a project has on them, measured or not."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from operator import mul

from .flows import ONE, ZERO, factors, total

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
    `growth` a year."""

    value: Decimal
    year: int
    growth: Decimal = Decimal(0)

    @property
    def step(self):
        """What a year multiplies the value by; a growth below -100 % would change its sign, and is none."""
        return max(ZERO, 1 + self.growth)

    def at(self, year):
        if not self.step:
            return self.value if year <= self.year else ZERO
        return self.value * self.step ** (year - self.year)


@dataclass(frozen=True, slots=True)
class Effect:
    """One line. Unmonetised effects carry no amount and stay in view beside the figures.

    `quantity` units a year (or once), each worth `unit_value` euros, from `start` to `end` (calendar years, both
    included; `end` None means the end of the horizon), the quantity growing by `growth` a year. A `transfer_to` another
    stakeholder gives that one the opposite flow and leaves the total unchanged. `confidence` from 1 (guess) to 3 (measured).
    `budget` False for what is worth euros but never moves any (a tonne of carbon, an hour of a user): it stays out of
    public spending, whoever the line was written for."""

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
    budget: bool = True

    @property
    def moving(self):
        """Whether its unit value follows a trajectory, as carbon does."""
        return isinstance(self.unit_value, Trajectory)

    def flow(self, first, length):
        """Euros of each of `length` years from `first`, the study's year 0. Never signed: the side says who gains."""
        euros = [ZERO] * length
        start = first if self.start is None else self.start
        last = start if self.once else self.end
        begin, stop = max(start, first), first + length
        if last is not None:
            stop = min(stop, last + 1)
        if not self.monetised or self.unit_value is None or begin >= stop:
            return euros
        grown = max(ZERO, 1 + self.growth)
        worth, step = self.quantity, grown
        if begin > start:
            worth *= grown ** (begin - start)
        if self.moving:
            worth, step = worth * self.unit_value.at(begin), step * self.unit_value.step
        else:
            worth *= self.unit_value
        for t in range(begin - first, stop - first):
            euros[t] = worth
            worth *= step
        return euros

    def amount(self, year, first):
        """Euros in calendar `year`, from `first` on, the study's year 0."""
        return self.flow(first, year - first + 1)[-1]


@dataclass(frozen=True, slots=True)
class Flow:
    """What an effect brings year by year, and its present value at the study's rate: signed, positive for a gain."""

    effect: Effect
    euros: list[Decimal]
    worth: Decimal


@dataclass(frozen=True)
class Study:
    """A project as appraised: year 0, horizon in years, discount rate (0.032 for 3,2 %), who and what. Every flow is
    computed once, and all figures and sensitivities are read from there."""

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

    @cached_property
    def flows(self):
        """A Flow for each effect, in their order, transfers included."""
        return [self._flow(effect) for effect in self.effects]

    def _flow(self, effect):
        euros = effect.flow(self.first, self.horizon + 1)
        if effect.side is Side.COST:
            euros = [-amount for amount in euros]
        return Flow(effect, euros, sum(map(mul, euros, self.factors), ZERO))

    @cached_property
    def factors(self):
        """What a euro of each year is worth today."""
        return factors(self.rate, self.horizon + 1)

    @cached_property
    def real(self):
        """The flows that count in the total: a transfer only changes hands."""
        return [flow for flow in self.flows if not flow.effect.transfer_to]

    @cached_property
    def gains(self):
        """Benefits of each year, whoever they go to, transfers left out."""
        return self._total(Side.BENEFIT, ONE)

    @cached_property
    def pains(self):
        """Costs of each year, whoever bears them, transfers left out; positive."""
        return self._total(Side.COST, -ONE)

    def _total(self, side, sign):
        flows = [flow.euros for flow in self.real if flow.effect.side is side]
        return [sign * euros for euros in total(flows, self.horizon + 1)]

    @cached_property
    def net(self):
        return [gain - pain for gain, pain in zip(self.gains, self.pains, strict=True)]
