"""How much the conclusion depends on each hypothesis: cases, a tornado, switching values, a seeded simulation."""

from dataclasses import dataclass
from decimal import Decimal

from .effects import Side
from .flows import ONE, ZERO, present_value, sign
from .results import Undefined, irr, npv, public_spending

RATES = (Decimal("0.012"), Decimal("0.032"), Decimal("0.045"))  # complément opérationnel I (2021), Quinet (2013)
SWING = Decimal("0.20")
CARBON_SWING = Decimal("0.25")
PUBLIC_FUNDS = Decimal("0.20")  # opportunity cost of public funds: Quinet (2013), guide ESE (2017)
# Half-width of the range that a confidence stands for, as a share of the amount. Proposed by the portal, « à valider ».
RANGES = {1: Decimal("0.50"), 2: Decimal("0.25"), 3: Decimal("0.10")}
PERCENTILES = (5, 10, 25, 50, 75, 90, 95)
BINS = 24
_AT_ONCE = 1 << 20  # random numbers held at a time: 8 MB


def rates(study):
    """The usual rates and the study's own, lowest first."""
    return sorted({*RATES, study.rate})


def at_rate(study, rate):
    return present_value(study.net, rate)


def scaled(study, side, factor):
    """The NPV with every amount of one side multiplied."""
    return npv(study) + (factor - 1) * _worth(study, lambda effect: effect.side is side)


def delayed(study, years=1):
    """The NPV when every benefit comes `years` later, amounts unchanged, and the horizon does not move: what falls
    beyond it is lost."""
    late = ([ZERO] * years + study.gains)[: len(study.gains)]
    return present_value([gain - pain for gain, pain in zip(late, study.pains, strict=True)], study.rate)


def moves_with_carbon(study):
    return any(flow.effect.moving and flow.worth for flow in study.real)


def carbon_at(study, factor):
    """The NPV with every moving unit value, that is the value of climate action, multiplied."""
    return npv(study) + (factor - 1) * _worth(study, lambda effect: effect.moving)


def _worth(study, wanted):
    return sum((flow.worth for flow in study.real if wanted(flow.effect)), ZERO)


def with_cost_of_public_funds(study, share=PUBLIC_FUNDS):
    """NPV less `share` of the present net public spending."""
    return npv(study) - share * public_spending(study)


def turns(base, npv):
    """Whether the conclusion passes from « worth it » (zero included) to « not », or back."""
    return (sign(npv) < 0) != (sign(base) < 0)


@dataclass(frozen=True, slots=True)
class Case:
    """One hypothesis set to `value` (a rate, a factor, years), and the NPV it gives. `base` is the NPV as studied."""

    code: str
    value: Decimal
    npv: Decimal
    base: Decimal

    @property
    def change(self):
        return self.npv - self.base

    @property
    def overturns(self):
        """Whether the NPV changes sign."""
        return turns(self.base, self.npv)


def cases(study):
    """Every variation of the method, one hypothesis at a time."""
    base = npv(study)
    low, high = 1 - SWING, 1 + SWING
    found = [Case("rate", rate, at_rate(study, rate), base) for rate in rates(study)]
    for code, side in (("benefits", Side.BENEFIT), ("costs", Side.COST)):
        found += [Case(code, factor, scaled(study, side, factor), base) for factor in (low, high)]
    found.append(Case("delay", ONE, delayed(study), base))
    if moves_with_carbon(study):
        found += [Case("carbon", f, carbon_at(study, f), base) for f in (1 - CARBON_SWING, 1 + CARBON_SWING)]
    found.append(Case("public-funds", PUBLIC_FUNDS, with_cost_of_public_funds(study), base))
    return found


@dataclass(frozen=True, slots=True)
class Variation:
    """One hypothesis moved both ways: the NPV where it is least favourable and where it is most, the base among them."""

    code: str
    low: Decimal
    high: Decimal
    base: Decimal
    at_low: Decimal  # the hypothesis that gives `low`: a rate, a factor, years
    at_high: Decimal

    @property
    def span(self):
        return self.high - self.low

    @property
    def overturns(self):
        """Whether the conclusion changes sign somewhere in the variation."""
        return turns(self.base, self.low) or turns(self.base, self.high)


_AS_STUDIED = {"delay": ZERO, "public-funds": ZERO}  # what the hypothesis is worth in the study itself


def tornado(study):
    """The variations of `cases`, the heaviest first."""
    by_code = {}
    for case in cases(study):
        by_code.setdefault(case.code, []).append((case.npv, case.value))
    base = npv(study)
    found = []
    for code, told in by_code.items():
        if code in _AS_STUDIED:
            told.append((base, _AS_STUDIED[code]))
        (low, at_low), (high, at_high) = min(told), max(told)
        found.append(Variation(code, low, high, base, at_low, at_high))
    return sorted(found, key=lambda variation: variation.span, reverse=True)


NOTHING_TO_SWITCH = Undefined("Il faut des bénéfices et des coûts chiffrés pour chercher une valeur de bascule.")


@dataclass(frozen=True, slots=True)
class Switching:
    """What brings the NPV to zero, one hypothesis at a time: multipliers of all benefits, of all costs, of the value of
    carbon; the rate (TRI); the whole years of delay of the benefits from which the NPV is negative."""

    benefits: Decimal | Undefined
    costs: Decimal | Undefined
    rate: Decimal | Undefined
    delay: int | Undefined
    carbon: Decimal | Undefined


def switching(study):
    benefits, costs = present_value(study.gains, study.rate), present_value(study.pains, study.rate)
    both = sign(benefits) > 0 and sign(costs) > 0
    return Switching(
        benefits=costs / benefits if both else NOTHING_TO_SWITCH,
        costs=benefits / costs if both else NOTHING_TO_SWITCH,
        rate=irr(study.net),
        delay=_switching_delay(study),
        carbon=_switching_carbon(study),
    )


def _switching_delay(study):
    if sign(npv(study)) < 0:
        return Undefined("La VAN est déjà négative sans retard.")
    found = (years for years in range(1, study.horizon + 2) if sign(delayed(study, years)) < 0)
    return next(found, Undefined("Aucun retard ne rend la VAN négative."))


def _switching_carbon(study):
    worth = _worth(study, lambda effect: effect.moving)
    if not sign(worth):
        return Undefined("Aucune ligne comptée ne dépend de la valeur du carbone.")
    factor = 1 - npv(study) / worth
    return factor if factor >= 0 else Undefined("Aucune valeur du carbone, même nulle, ne change le signe de la VAN.")


@dataclass(frozen=True, slots=True)
class Simulation:
    """The NPV over `draws`, in euros: percentiles, mean, share of draws where it is positive (0 to 1), and a histogram of
    `counts` between consecutive `edges`. The seed shown gives the same draws again."""

    seed: int
    draws: int
    percentiles: dict[int, float]
    mean: float
    positive: float
    edges: list[float]
    counts: list[int]


def simulate(study, *, seed, draws=10_000):
    """Draw each line within the range that its confidence stands for, triangular around its value, lines independent.
    Undefined when no line counts.

    NPV is linear in each line's amount, so a draw is one weighted sum of the lines' present values; a triangular draw is
    the sum of two even ones. Floats are enough here: nothing of this is money one could spend."""
    import numpy  # here, so that a page without a simulation does not load it

    lines = [flow for flow in study.real if flow.worth]
    if not lines:
        return Undefined("Aucune ligne comptée\u00a0: il n’y a rien à tirer au sort.")
    spreads = numpy.array([float(flow.worth * RANGES[flow.effect.confidence]) for flow in lines])
    base = float(npv(study))
    if not numpy.isfinite(spreads).all() or abs(base) + abs(spreads).sum() > 1e300:
        return Undefined("Les montants sont trop grands pour une simulation.")
    weights, random = numpy.tile(spreads, 2), numpy.random.Generator(numpy.random.PCG64(seed))
    at_once = max(1, _AT_ONCE // weights.size)
    told = numpy.concatenate(
        [random.random((min(at_once, draws - done), weights.size)) @ weights for done in range(0, draws, at_once)]
    )
    told += base - spreads.sum()
    percentiles = dict(zip(PERCENTILES, map(float, numpy.percentile(told, PERCENTILES)), strict=True))
    low, high = float(told.min()), float(told.max())
    pad = max(0.5, abs(base) * 1e-6) if high - low <= abs(base) * 1e-9 else 0.0  # every draw the same: still one bar
    counts, edges = numpy.histogram(told, bins=BINS, range=(low - pad, high + pad))
    positive = float((told > 0).mean())
    return Simulation(seed, draws, percentiles, float(told.mean()), positive, edges.tolist(), counts.tolist())
