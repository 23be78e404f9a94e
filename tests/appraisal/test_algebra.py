"""The algebra of present values, over studies drawn at random, and another library's opinion."""

from dataclasses import replace
from decimal import Decimal as D

import numpy_financial
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.appraisal.effects import Effect, Side, Stakeholder
from deliverables.appraisal.flows import present_value
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
    flow = study.net
    floats = [float(x) for x in flow]
    assert float(npv(study)) == pytest.approx(numpy_financial.npv(float(study.rate), floats), rel=1e-9, abs=1e-4)
    rate = irr(flow)
    if not isinstance(rate, Undefined) and D("-0.5") < rate < 3:
        assert float(rate) == pytest.approx(numpy_financial.irr(floats), abs=1e-6)


@given(studies())
def test_variations_bracket_or_equal_the_base(study):
    for variation in tornado(study):
        assert variation.base == npv(study)
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


@given(studies())
def test_a_year_alone_is_worth_what_its_definition_says(study):
    for flow in study.flows:
        effect, sign = flow.effect, 1 if flow.effect.side is Side.BENEFIT else -1
        for t, year in enumerate(study.years):
            runs = effect.start <= year <= (effect.start if effect.once else effect.end or year)
            grown = (1 + effect.growth) ** (year - effect.start) if runs else 0
            assert close(flow.euros[t], sign * effect.quantity * effect.unit_value * grown)
            assert close(abs(flow.euros[t]), effect.amount(year, study.first))


@given(studies(), st.sampled_from(Side))
def test_transfers_stay_out_of_the_simulation(study, side):
    moved = Effect("t", "t", "collectivite", side, unit_value=D(1000), transfer_to="usagers")
    assert simulate(replace(study, effects=[*study.effects, moved]), seed=3, draws=50) == simulate(study, seed=3, draws=50)


@given(studies())
def test_a_histogram_counts_every_draw_between_its_edges(study):
    told = simulate(study, seed=5, draws=200)
    if isinstance(told, Undefined):
        assert not any(flow.worth for flow in study.flows)
        return
    assert sum(told.counts) == 200
    assert told.edges == sorted(set(told.edges))
    assert told.edges[0] <= told.percentiles[5] <= told.percentiles[95] <= told.edges[-1]


def test_a_simulation_of_one_line_follows_its_triangle():
    alone = replace(example(), effects=[line("a", Side.BENEFIT, 1000, 2026, once=True, confidence=1)])
    told = simulate(alone, seed=11, draws=40_000)
    assert told.mean == pytest.approx(1000, abs=5)
    assert told.percentiles[25] == pytest.approx(1000 - 500 * (1 - 0.5**0.5), abs=8)  # triangle's quartile
    assert told.percentiles[5] == pytest.approx(1000 - 500 * (1 - 0.1**0.5), abs=8)
    assert told.edges[0] >= 500
    assert told.edges[-1] <= 1500


def test_public_spending_that_changes_hands_between_public_bodies_cancels():
    other = Stakeholder("etat", "État", public=True)
    grant = Effect(
        "s", "subvention", "collectivite", Side.BENEFIT, unit_value=D(5000), start=2026, once=True, transfer_to="etat"
    )
    with_it = replace(example(), stakeholders=[COLLECTIVITE, USAGERS, other], effects=[*example().effects, grant])
    assert close(results(with_it).public_spending, results(example()).public_spending)
