"""The algebra of present values, over studies drawn at random, and another library's opinion."""

from dataclasses import replace
from decimal import Decimal as D

import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.appraisal.effects import Effect, Side
from deliverables.appraisal.flows import present_value, signed, total
from deliverables.appraisal.results import Undefined, irr, npv, results
from deliverables.appraisal.sensitivity import delayed, scaled, simulate, tornado

from .studies import COLLECTIVITE, USAGERS, example, line, studies

TINY = D("1e-9")


def close(a, b):
    return abs(a - b) <= TINY * (1 + abs(a) + abs(b))


@given(studies(), st.integers(0, 9).map(D))
def test_scaling_every_amount_scales_the_npv(study, factor):
    bigger = replace(study, effects=[replace(e, unit_value=e.unit_value * factor) for e in study.effects])
    assert close(npv(bigger), npv(study) * factor)


@given(studies())
def test_the_npv_is_the_sum_of_its_lines(study):
    alone = [npv(replace(study, effects=[e])) for e in study.effects]
    assert close(npv(study), sum(alone, D(0)))


@given(studies())
def test_themes_and_accounts_add_up_to_the_npv(study):
    found = results(study)
    assert close(sum(found.themes.values(), D(0)), found.npv)
    assert close(sum((account.net for account in found.accounts), D(0)), found.npv)


@given(studies(), st.sampled_from(Side))
def test_a_transfer_moves_money_and_leaves_the_total(study, side):
    moved = Effect("t", "t", "collectivite", side, unit_value=D(1000), transfer_to="usagers")
    with_it = results(replace(study, effects=[*study.effects, moved]))
    without = results(study)
    assert close(with_it.npv, without.npv)
    gained = {a.stakeholder.id: a.net for a in with_it.accounts}
    before = {a.stakeholder.id: a.net for a in without.accounts}
    assert close(gained["usagers"] - before["usagers"], before["collectivite"] - gained["collectivite"])
    sign = 1 if side is Side.COST else -1
    assert (gained["usagers"] - before["usagers"]) * sign > 0


@given(st.lists(st.integers(0, 90_000).map(D), min_size=1, max_size=10), st.integers(1, 500_000).map(D))
def test_an_investment_is_worth_less_at_a_higher_rate(gains, outlay):
    flow = [-outlay, *gains]
    worths = [present_value(flow, D(rate) / 100) for rate in (0, 1, 3, 8, 20)]
    assert worths == sorted(worths, reverse=True)


@given(st.integers(1, 500_000).map(D), st.lists(st.integers(1, 90_000).map(D), min_size=1, max_size=10))
def test_the_irr_is_a_root(outlay, gains):
    flow = [-outlay, *gains]
    rate = irr(flow)
    assert rate > -1
    scale = sum(gain / (1 + rate) ** (t + 1) for t, gain in enumerate(gains))
    assert abs(present_value(flow, rate)) <= D("1e-5") * scale


@given(studies())
def test_an_independent_library_agrees(study):
    flow = total([signed(study, e) for e in study.effects], study.horizon + 1)
    floats = [float(x) for x in flow]
    assert float(npv(study)) == pytest.approx(numpy_financial.npv(float(study.rate), floats), rel=1e-9, abs=1e-4)
    rate = irr(flow)
    if not isinstance(rate, Undefined) and D("-0.5") < rate < 3:
        assert float(rate) == pytest.approx(numpy_financial.irr(floats), abs=1e-6)


@given(studies())
def test_variations_bracket_or_equal_the_base(study):
    for variation in tornado(study):
        assert variation.base == npv(study)
        if variation.code in ("benefits", "costs"):
            assert variation.low <= variation.base <= variation.high
    assert close(scaled(study, Side.BENEFIT, D(1)), npv(study))
    assert delayed(study, 0) == npv(study)


def test_the_simulation_is_reproducible_and_centred():
    once, twice = simulate(example(), seed=7), simulate(example(), seed=7)
    assert once == twice
    assert simulate(example(), seed=8) != once
    ordered = list(once.percentiles.values())
    assert ordered == sorted(ordered)
    assert once.percentiles[50] == pytest.approx(float(npv(example())), abs=3000)
    assert 0 < once.positive < 1


def test_measured_lines_leave_less_doubt_than_guessed_ones():
    def doubt(confidence):
        effects = [replace(e, confidence=confidence) for e in example().effects]
        told = simulate(replace(example(), effects=effects), seed=1, draws=2000).percentiles
        return told[95] - told[5]

    assert doubt(3) < doubt(2) < doubt(1)


def test_stakeholders_of_the_example_share_the_result():
    told = {a.stakeholder: a.net for a in results(example()).accounts}
    assert told[COLLECTIVITE] < 0 < told[USAGERS]
    assert line("x", Side.COST, 1, 2026).monetised
