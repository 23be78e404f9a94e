"""Cost-benefit figures beside plain numpy: the same flows in floats, without lines, words nor exactness."""

import tracemalloc
from dataclasses import replace
from decimal import Decimal
from random import Random

import numpy
import numpy_financial

from deliverables.appraisal.effects import Effect, Nature, Side, Stakeholder, Study, Theme, Trajectory
from deliverables.appraisal.results import results
from deliverables.appraisal.sensitivity import RANGES, cases, simulate, switching, tornado

from .clock import in_turns

SIZES = (50, 500, 5000)
DRAWS, SEED = 10_000, 2026
_CARBON = Trajectory(Decimal(256), 2025, Decimal("0.032"))


def study(size, horizon=10):
    """A believable mixture of `size` lines: one in ten priced by carbon, one in twenty a transfer, some growing."""
    pick = Random(size)
    parties = [Stakeholder("collectivite", "Collectivité", public=True), Stakeholder("usagers", "Usagers")]
    effects = [
        Effect(
            f"l{n}", f"Ligne {n}", pick.choice(parties).id, pick.choice(list(Side)), pick.choice(list(Nature)),
            pick.choice(list(Theme)), quantity=Decimal(pick.randint(1, 90)),
            unit_value=Decimal(pick.randint(100, 99_999)) / 100 if n % 10 else _CARBON, start=2026 + pick.randint(0, 3),
            growth=Decimal(pick.choice((-5, 0, 0, 0, 3))) / 100, once=pick.random() < 0.3, confidence=pick.randint(1, 3),
            transfer_to="" if n % 20 else "usagers",
        )
        for n in range(size)
    ]  # fmt: skip
    return Study(2026, horizon, Decimal("0.032"), parties, effects)


def times(size, rounds=9):
    """Seconds of CPU: `ours` from the lines to every result, `whole` with all sensitivities as well, `numpy` for the
    present values, the payback and the TRI of flows that are already there."""
    told = study(size)
    flows = numpy.array([[float(euros) for euros in flow.euros] for flow in told.real])
    gains = numpy.array([flow.effect.side is Side.BENEFIT for flow in told.real])
    factors = (1 + float(told.rate)) ** -numpy.arange(flows.shape[1])

    def plain():
        worths = flows @ factors
        benefits, costs, net = worths[gains].sum(), -worths[~gains].sum(), flows.sum(axis=0)
        paid = numpy.argmax(net.cumsum() >= 0), numpy.argmax((net * factors).cumsum() >= 0)
        return benefits, costs, benefits - costs, benefits / costs, paid, numpy_financial.irr(net)

    def whole():
        fresh = replace(told)
        return results(fresh), cases(fresh), tornado(fresh), switching(fresh)

    return in_turns({"ours": lambda: results(replace(told)), "whole": whole, "numpy": plain}, rounds)


def draws(size, rounds=5):
    """Seconds of CPU of the simulation, of `numpy` with its own triangular draws, all held at once, from the same worths."""
    told = study(size)
    lines = [(float(flow.worth), float(RANGES[flow.effect.confidence])) for flow in told.real]
    worths, ranges = (numpy.array(column) for column in zip(*lines, strict=True))

    def plain():
        random = numpy.random.default_rng(SEED)
        npvs = random.triangular(1 - ranges, 1, 1 + ranges, size=(DRAWS, len(worths))) @ worths
        return numpy.percentile(npvs, (5, 10, 25, 50, 75, 90, 95)), (npvs > 0).mean(), numpy.histogram(npvs, bins=24)

    return in_turns({"ours": lambda: simulate(told, seed=SEED, draws=DRAWS), "numpy": plain}, rounds)


def memory(size):
    """Bytes that the simulation holds at its fullest, its study being there already."""
    told = study(size)
    results(told)
    tracemalloc.start()
    try:
        simulate(told, seed=SEED, draws=DRAWS)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
