"""How much the conclusion depends on each hypothesis: variations, switching values, a tornado, a seeded simulation."""

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from .effects import Side, Trajectory
from .flows import ZERO, present_value, signed, total
from .results import Undefined, npv

RATES = (Decimal("0.012"), Decimal("0.032"), Decimal("0.045"))  # complément opérationnel I (2021), Quinet (2013)
SWING = Decimal("0.20")
CARBON_SWING = Decimal("0.25")
PUBLIC_FUNDS = Decimal("0.20")  # opportunity cost of public funds: Quinet (2013), guide ESE (2017)
# Half-width of the range that a confidence stands for, as a share of the amount. Proposed by the portal, « à valider ».
RANGES = {1: Decimal("0.50"), 2: Decimal("0.25"), 3: Decimal("0.10")}


@dataclass(frozen=True, slots=True)
class Variation:
    """One hypothesis moved: the NPV at its low and at its high value, and the base between them."""

    code: str
    low: Decimal
    high: Decimal
    base: Decimal

    @property
    def span(self):
        return abs(self.high - self.low)

    @property
    def overturns(self):
        """Whether the conclusion changes sign somewhere in the variation."""
        return (self.low < 0) != (self.base < 0) or (self.high < 0) != (self.base < 0)


def at_rate(study, rate):
    return npv(replace(study, rate=rate))


def scaled(study, side, factor):
    """The NPV with every amount of one side multiplied. Linear: no flow is computed again."""
    base = npv(study)
    worth = sum((_worth(study, e) for e in study.effects if e.side is side and not e.transfer_to), Decimal(0))
    return base + (factor - 1) * worth


def _worth(study, effect):
    return present_value(signed(study, effect), study.rate)


def delayed(study, years=1):
    """The NPV when every benefit comes `years` later, amounts unchanged, and the horizon does not move: what falls
    beyond it is lost."""
    flows = []
    for effect in study.effects:
        if effect.transfer_to:
            continue
        flow = signed(study, effect)
        flows.append(([ZERO] * years + flow)[: len(flow)] if effect.side is Side.BENEFIT else flow)
    return present_value(total(flows, study.horizon + 1), study.rate)


def carbon_at(study, factor):
    """The NPV with every moving unit value, such as the value of climate action, multiplied."""

    def moved(effect):
        if not isinstance(effect.unit_value, Trajectory):
            return effect
        return replace(effect, unit_value=replace(effect.unit_value, value=effect.unit_value.value * factor))

    return npv(replace(study, effects=[moved(e) for e in study.effects]))


def with_cost_of_public_funds(study, spending, share=PUBLIC_FUNDS):
    """NPV less `share` of the present net public spending."""
    return npv(study) - share * spending


def tornado(study):
    """The variations of the usual hypotheses, the heaviest first."""
    base = npv(study)
    low, high = 1 - SWING, 1 + SWING
    found = [
        Variation("rate", at_rate(study, RATES[-1]), at_rate(study, RATES[0]), base),
        Variation("benefits", scaled(study, Side.BENEFIT, low), scaled(study, Side.BENEFIT, high), base),
        Variation("costs", scaled(study, Side.COST, high), scaled(study, Side.COST, low), base),
        Variation("delay", delayed(study), base, base),
    ]
    if any(isinstance(e.unit_value, Trajectory) for e in study.effects):
        found.append(Variation("carbon", carbon_at(study, 1 - CARBON_SWING), carbon_at(study, 1 + CARBON_SWING), base))
    return sorted(found, key=lambda variation: variation.span, reverse=True)


@dataclass(frozen=True, slots=True)
class Switching:
    """Multipliers that bring the NPV to zero: of all benefits, of all costs."""

    benefits: Decimal | Undefined
    costs: Decimal | Undefined


def switching(benefits, costs):
    nothing = Undefined("Il faut des bénéfices et des coûts chiffrés pour chercher une valeur de bascule.")
    if not benefits or not costs:
        return Switching(nothing, nothing)
    return Switching(costs / benefits, benefits / costs)


@dataclass(frozen=True, slots=True)
class Simulation:
    """Percentiles of the NPV over `draws`, in euros, and the share of draws where it is positive."""

    seed: int
    draws: int
    percentiles: dict[int, float]
    positive: float


def simulate(study, *, seed, draws=10_000):
    """Draw each line within the range that its confidence stands for, triangular around its value, lines independent.

    NPV is linear in each line's amount, so a draw is one weighted sum of the lines' present values. Floats are enough
    here: nothing of this is money one could spend, and the seed shown makes it reproducible."""
    worths = [(float(_worth(study, e)), float(RANGES[e.confidence])) for e in study.effects if not e.transfer_to]
    random = Random(seed)  # noqa: S311, a simulation wants a reproducible generator
    triangular = random.triangular
    told = sorted(sum(w * triangular(1 - r, 1 + r, 1) for w, r in worths) for _ in range(draws))
    at = {p: told[min(draws - 1, draws * p // 100)] for p in (5, 10, 25, 50, 75, 90, 95)}
    return Simulation(seed, draws, at, sum(1 for euros in told if euros > 0) / draws)
