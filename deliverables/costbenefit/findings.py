"""What a balance amounts to: the one object that page, PDF, spreadsheet and API draw, every part computed when asked."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from math import ceil

from capacities.figures import HARD, euros, number, percent, rounded
from capacities.text import typo

from ..appraisal import sensitivity
from ..appraisal.effects import Effect, Side
from ..appraisal.flows import ZERO, discounted
from ..appraisal.results import Results, Undefined, results
from .lines import CARBON, FULL, LIGHT, PRICES, SCENARIOS, WITHOUT, Balance, Line
from .wording import FIGURES, HYPOTHESES, change, moved

SEED = 2026  # shown beside the simulation: any other gives nearly the same figures

INTENSITIES = {
    -2: "très défavorable", -1: "défavorable", 0: "neutre ou incertain", 1: "favorable", 2: "très favorable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A result with its name; `text` is what is shown: the value, or why there is none."""

    code: str
    label: str
    value: Decimal | int | Undefined
    text: str


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    benefits: Decimal
    costs: Decimal
    net: Decimal
    cumulated: Decimal
    discounted: Decimal  # cumulated as well


@dataclass(frozen=True, slots=True)
class Counted:
    """A measured line in the full project: yearly euros and present value, signed as its stakeholder sees it. `turned`
    when it belongs to the situation without the project and so counts the other way round. `payer` and `receiver` are
    set for a transfer."""

    line: Line
    effect: Effect
    stakeholder: str
    euros: list[Decimal]
    worth: Decimal
    turned: bool
    payer: str = ""
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that is in no figure, and stays beside them."""

    line: Line
    stakeholder: str
    reason: str
    intensity: int | None  # −2 to +2, None when nobody said
    intensity_words: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One of the situations compared.

    `benefits`, `costs` and `alone` are the present values of its own lines, measured against nothing. `results` measure it
    against the situation without the project, whose lines then count the other way round; for that situation itself
    they are its own. So `results.npv` of a project = its `alone` − that of the situation without it."""

    code: str
    label: str
    benefits: Decimal
    costs: Decimal
    results: Results

    @property
    def alone(self):
        return self.benefits - self.costs


@dataclass(frozen=True, slots=True)
class Bar:
    """A hypothesis moved both ways, for the tornado: NPV where it is least and most favourable, and what it is there."""

    code: str
    label: str
    low: Decimal
    high: Decimal
    base: Decimal
    at_low: str
    at_high: str
    overturns: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the table of sensitivities: the NPV with one hypothesis set to `value` (a rate, a factor, years). `held`
    marks the study's own rate."""

    code: str
    value: Decimal
    label: str
    npv: Decimal
    change: Decimal
    overturns: bool
    held: bool


def findings(balance, *, seed=SEED, draws=10_000):
    """All that can be said of `balance`. Nothing is computed before it is asked; the simulation comes last."""
    return Findings(balance, seed, draws)


@dataclass(frozen=True)
class Findings:
    balance: Balance
    seed: int
    draws: int

    @cached_property
    def study(self):
        return self.balance.study()

    @cached_property
    def results(self):
        return results(self.study)

    @property
    def last(self):
        """The last year studied."""
        return self.study.first + self.study.horizon

    def year_of(self, delay):
        """The calendar year in which a delay in years ends: flows fall at the end of their year."""
        return self.study.first + ceil(delay)

    @cached_property
    def figures(self):
        """The main results, each said in words when it is undefined."""
        told = self.results
        written = {
            "npv": euros, "benefits": euros, "costs": euros, "ratio": lambda v: number(v, 2), "irr": lambda v: percent(v, 2),
            "payback": self._delay, "discounted-payback": self._delay, "public-spending": euros,
            "npv-per-public-euro": lambda v: euros(v, 2),
        }  # fmt: skip
        found = [
            self._figure(code, FIGURES[code], getattr(told, code.replace("-", "_")), write) for code, write in written.items()
        ]
        if self.tonnes is not None:
            label = "Émissions évitées" if self.tonnes >= 0 else "Émissions ajoutées"
            found.append(self._figure("carbon", label, abs(self.tonnes), lambda v: f"{number(rounded(v, 1))}{HARD}t CO2e"))
        return found

    @staticmethod
    def _figure(code, label, value, write):
        return Figure(code, label, value, value.why if isinstance(value, Undefined) else write(value))

    def _delay(self, years):
        if not years:
            return f"aucune mise à retrouver, dès {self.study.first}"
        told = f"{number(years, 1)}{HARD}{'ans' if rounded(years, 1) >= 2 else 'an'}" if years >= 1 else "moins d’un an"
        return f"{told}, en {self.year_of(years)}"

    @cached_property
    def years(self):
        study = self.study
        so_far = accumulate(study.net)
        today = accumulate(discounted(study.net, study.rate))
        return [Year(*row) for row in zip(study.years, study.gains, study.pains, study.net, so_far, today, strict=True)]

    @cached_property
    def counted(self):
        """Every measured line of the full project, transfers included, in the order of the balance."""
        flow_by_id, found = {flow.effect.id: flow for flow in self.study.flows}, []
        for line in self.balance.lines:
            if line.id not in flow_by_id:
                continue
            flow = flow_by_id[line.id]
            effect = flow.effect
            payer = receiver = ""
            if effect.transfer_to:
                own, other = self._name(effect.stakeholder), self._name(effect.transfer_to)
                payer, receiver = (other, own) if effect.side is Side.BENEFIT else (own, other)
            told = (line, effect, self._name(effect.stakeholder), flow.euros, flow.worth, line.scenario == WITHOUT)
            found.append(Counted(*told, payer, receiver))
        return found

    def _name(self, row):
        return self.balance.labels.get(row, row)

    @cached_property
    def lines(self):
        """Those that make the total."""
        return [counted for counted in self.counted if not counted.effect.transfer_to]

    @cached_property
    def transfers(self):
        """Those that change hands and leave the total as it is."""
        return [counted for counted in self.counted if counted.effect.transfer_to]

    @cached_property
    def outside(self):
        """Measured lines that bring nothing in the years studied, such as one that begins after them."""
        return [counted for counted in self.counted if not any(counted.euros)]

    @cached_property
    def elsewhere(self):
        """Measured lines of the lighter option alone: not in the figures of the full project."""
        return [line for line in self.balance.lines if line.counted and line.scenario == LIGHT]

    @cached_property
    def aside(self):
        """Lines that are in no figure, unmeasured or kept out by the team."""
        return [
            Aside(line, self._name(line.row), line.missing, line.intensity, INTENSITIES.get(line.intensity, ""))
            for line in self.balance.unmeasured
        ]

    @cached_property
    def tonnes(self):
        """Tonnes of CO2e that the full project avoids over the horizon, less those it emits; None when no line counts any."""
        priced = [counted.effect for counted in self.lines if counted.effect.moving]
        if not priced:
            return None
        weights = replace(self.study, effects=[replace(effect, unit_value=Decimal(1)) for effect in priced])
        return sum(weights.net, ZERO)

    @cached_property
    def parameters(self):
        """Those that the figures stand on: the period, the rate, and the prices that some counted line uses."""
        used = {"annee-zero", "horizon", "taux"}
        for line in self.balance.lines:
            price = line.fields.get("prix")
            if line.counted and price:
                used |= {PRICES[price], "vac-annee", "vac-croissance"} if price == CARBON else {PRICES[price]}
        return [parameter for id, parameter in self.balance.parameters.items() if id in used]

    @cached_property
    def scenarios(self):
        """Those that have a line, side by side; the full project alone when nobody named another."""
        return [self._scenario(code) for code in self.balance.scenarios]

    def _scenario(self, code):
        study = self.study if code == FULL else self.balance.study(code)
        told = alone = self.results if code == FULL else results(study)
        if code != WITHOUT and WITHOUT in self.balance.scenarios:
            without = {line.id for line in self.balance.lines if line.scenario == WITHOUT}
            alone = results(replace(study, effects=[effect for effect in study.effects if effect.id not in without]))
        return Scenario(code, SCENARIOS[code], alone.benefits, alone.costs, told)

    @cached_property
    def full_over_light(self):
        """What the full project brings more than the lighter option, in present euros; None without such an option."""
        npv = {scenario.code: scenario.results.npv for scenario in self.scenarios}
        return npv[FULL] - npv[LIGHT] if LIGHT in npv else None

    @cached_property
    def cases(self):
        held = self.study.rate
        return [
            Case(c.code, c.value, _case(c), c.npv, c.change, c.overturns, c.code == "rate" and c.value == held)
            for c in sensitivity.cases(self.study)
        ]

    @cached_property
    def variations(self):
        """Each hypothesis moved both ways, the heaviest first: what a drawing needs."""
        return sensitivity.tornado(self.study)

    @cached_property
    def tornado(self):
        """The same, named in French."""
        return [_bar(variation) for variation in self.variations]

    @cached_property
    def switching(self):
        """What would bring the NPV to zero, one hypothesis at a time."""
        told = sensitivity.switching(self.study)
        found = [
            self._figure("benefits", "Bénéfices", told.benefits, _times),
            self._figure("costs", "Coûts", told.costs, _times),
            self._figure("rate", "Taux d’actualisation (TRI)", told.rate, lambda v: percent(v, 2)),
            self._figure("delay", "Retard des bénéfices", told.delay, lambda v: f"{v}{HARD}{'ans' if v > 1 else 'an'}"),
        ]
        if self.tonnes is not None:
            found.append(self._figure("carbon", "Valeur du carbone", told.carbon, self._carbon))
        return found

    def _carbon(self, factor):
        value = next(counted.effect.unit_value for counted in self.lines if counted.effect.moving)
        return f"{_times(factor)}, soit {euros(value.value * factor)} par tonne en {value.year}"

    @cached_property
    def simulation(self):
        """A Simulation, or Undefined when there is nothing to draw."""
        return sensitivity.simulate(self.study, seed=self.seed, draws=self.draws)


def _bar(v):
    ends = moved(v.code, v.at_low), moved(v.code, v.at_high)
    return Bar(v.code, HYPOTHESES[v.code], v.low, v.high, v.base, *ends, v.overturns)


def _times(factor):
    return f"×{HARD}{number(factor, 3)} ({change(factor)})"


def _case(case):
    name = HYPOTHESES[case.code]
    if case.code == "rate":
        return f"{name} de {percent(case.value)}"
    if case.code == "delay":
        return "Bénéfices retardés d’un an"
    if case.code == "public-funds":
        return typo(f"{name} : dépense publique nette majorée de {percent(case.value)}")
    return f"{name} {change(case.value)}"
