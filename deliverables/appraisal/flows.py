"""Yearly flows and what they are worth today. A flow is a list of Decimal euros, one a year from year 0."""

from decimal import Decimal
from itertools import accumulate, pairwise
from operator import mul

ZERO, ONE = Decimal(0), Decimal(1)
_DUST = Decimal("5e-7")  # euros: what rounding to 28 digits may leave of amounts that cancel


def total(flows, length):
    """Year by year sum of `flows`, each `length` years long."""
    return [sum(year, ZERO) for year in zip(*flows, strict=True)] if flows else [ZERO] * length


def factors(rate, length):
    """1 / (1 + rate)^t for each year t from 0."""
    return [ONE / (1 + rate) ** t for t in range(length)]


def discounted(flow, rate):
    return list(map(mul, flow, factors(rate, len(flow))))


def present_value(flow, rate):
    """Σ flow(t) / (1 + rate)^t, t from 0. With rate 0 this is the plain sum."""
    return sum(discounted(flow, rate), ZERO)


def cumulated(flow):
    return list(accumulate(flow))


def sign(euros):
    """-1, 0 or 1, dust being nothing: amounts that cancel must not look like a gain or a loss."""
    return (euros > _DUST) - (euros < -_DUST)


def swept(flow):
    """The flow with its dust set to zero."""
    return [euros if sign(euros) else ZERO for euros in flow]


def sign_changes(flow):
    """How many times the flow passes from paying to gaining or back, years of zero left out."""
    signs = [sign(euros) for euros in flow if sign(euros)]
    return sum(1 for before, after in pairwise(signs) if before != after)
