"""Yearly flows and what they are worth today. A flow is a list of Decimal euros, one a year from year 0."""

from decimal import Decimal
from itertools import pairwise

from .effects import Side

ZERO = Decimal(0)


def flow_of(study, effect):
    """The yearly euros of an effect, positive whatever its side."""
    return [effect.amount(year, study.first) for year in study.years]


def total(flows, length):
    """Year by year sum of `flows`."""
    return [sum((flow[t] for flow in flows), ZERO) for t in range(length)]


def opposite(flow):
    return [-euros for euros in flow]


def signed(study, effect):
    """The flow with its sign: benefits gain, costs pay."""
    flow = flow_of(study, effect)
    return flow if effect.side is Side.BENEFIT else opposite(flow)


def present_value(flow, rate):
    """Σ flow(t) / (1 + rate)^t, t from 0. With rate 0 this is the plain sum."""
    value, factor = ZERO, Decimal(1)
    for euros in flow:
        value += euros / factor
        factor *= 1 + rate
    return value


def cumulated(flow):
    told, so_far = [], ZERO
    for euros in flow:
        so_far += euros
        told.append(so_far)
    return told


def discounted(flow, rate):
    return [euros / (1 + rate) ** t for t, euros in enumerate(flow)]


def sign_changes(flow):
    """How many times the flow passes from paying to gaining or back, years of zero left out."""
    signs = [euros > 0 for euros in flow if euros]
    return sum(1 for before, after in pairwise(signs) if before != after)
