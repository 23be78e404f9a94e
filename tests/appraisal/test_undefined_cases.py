"""Every case in which a figure has no meaning is said in words."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from deliverables.appraisal.effects import Effect, Side, Stakeholder, Study, Trajectory
from deliverables.appraisal.results import Undefined, irr, payback, results, sinks_again
from deliverables.appraisal.sensitivity import RANGES, simulate, switching

from .studies import CARBON, COLLECTIVITE, USAGERS, example, line


def study(*effects, horizon=5):
    return Study(2026, horizon, D("0.032"), [COLLECTIVITE, USAGERS], list(effects))


def test_no_cost_gives_no_ratio_and_no_rate():
    found = results(study(line("gain", Side.BENEFIT, 1000, 2027)))
    assert isinstance(found.ratio, Undefined)
    assert "Aucun coût" in found.ratio.why
    assert isinstance(found.irr, Undefined)
    assert "jamais de signe" in found.irr.why
    assert found.payback == 0


def test_several_sign_changes_give_no_rate():
    assert "plusieurs fois" in irr([D(-100), D(230), D(-132)]).why


def test_an_outlay_never_recovered_has_no_payback():
    found = results(study(line("mise", Side.COST, 1000, 2026, once=True), line("gain", Side.BENEFIT, 1, 2027)))
    assert "avant la fin de la période" in found.payback.why


def test_a_project_that_gains_first_and_pays_later_has_no_payback():
    assert isinstance(payback([D(100), D(-300), D(50)]), Undefined)


def test_nothing_measured_at_all():
    found = results(study())
    assert (found.npv, found.benefits, found.costs) == (0, 0, 0)
    assert all(isinstance(x, Undefined) for x in (found.ratio, found.irr, found.payback, found.npv_per_public_euro))


def test_a_horizon_of_zero_keeps_the_first_year_only():
    found = results(replace(example(), horizon=0))
    assert found.net == [D(-128000)]
    assert isinstance(found.irr, Undefined)


def test_unmonetised_effects_leave_the_figures_alone():
    silent = Effect("stress", "stress", "collectivite", Side.COST, monetised=False, unit_value=D(99))
    assert results(study(silent)) == results(study())


@pytest.mark.parametrize("change", [{"rate": D("-0.01")}, {"horizon": -1}, {"horizon": 31}, {"stakeholders": []}])
def test_a_study_that_makes_no_sense_is_refused(change):
    with pytest.raises(ValueError, match=r"\w"):
        replace(example(), **change)


def test_huge_amounts_stay_exact():
    found = results(study(line("a", Side.BENEFIT, 10**20, 2026, once=True), line("b", Side.COST, 1, 2026, once=True)))
    assert found.npv == D(10**20 - 1)


def test_a_company_pays_no_public_euro():
    company = Stakeholder("entreprise", "Entreprise")
    own = replace(line("mise", Side.COST, 500, 2026, once=True), stakeholder="entreprise")
    assert results(Study(2026, 5, D("0.03"), [company], [own])).public_spending == 0


def test_a_project_that_starts_a_year_late_is_paid_back_all_the_same():
    assert payback([D(0), D(-100), D(50), D(100)]) == D("2.5")


def test_a_renewal_that_sinks_the_project_again_is_told():
    renewed = [D(-100), D(150), D(-80), D(60)]
    assert payback(renewed) == D(100) / D(150)
    assert sinks_again(renewed) == 2
    assert sinks_again([D(-100), D(150), D(10)]) is None
    assert sinks_again([D(-100), D(50)]) is None
    assert sinks_again([D(50), D(-100), D(200)]) is None


def test_what_rounding_leaves_of_amounts_that_cancel_is_nothing():
    third = D(1) / D(3)
    parts = [line(f"p{n}", Side.BENEFIT, third, 2027) for n in range(3)]
    whole = line("w", Side.COST, 1, 2027)
    found = results(study(line("mise", Side.COST, 10, 2026, once=True), *parts, whole))
    assert found.net[1] != 0  # 28 digits of a third, three times over
    assert "jamais de signe" in found.irr.why
    assert payback([D(-1), D("0.9999999999")]) == 1
    assert irr([D(-100), D(110), *[D(0)] * 8, D("-1e-20")]).quantize(D("0.0001")) == D("0.1000")
    assert "nulle" in results(study(*parts, whole)).npv_per_public_euro.why


def test_costs_below_zero_give_no_ratio():
    found = results(study(line("avoir", Side.COST, -100, 2026, once=True), line("gain", Side.BENEFIT, 10, 2027)))
    assert "négatif" in found.ratio.why


def test_public_budgets_that_gain_have_no_public_euro_to_divide_by():
    assert "rapporte" in results(study(line("gain", Side.BENEFIT, 10, 2027))).npv_per_public_euro.why
    assert "nulle" in results(study()).npv_per_public_euro.why


def test_what_moves_no_money_stays_out_of_public_spending():
    spent = line("mise", Side.COST, 500, 2026, once=True)
    carbon = Effect("c", "c", "collectivite", Side.BENEFIT, unit_value=D(300), start=2026, once=True, budget=False)
    found = results(study(spent, carbon))
    assert (found.public_spending, found.npv) == (500, -200)


def test_a_fee_paid_by_users_lightens_public_spending_and_not_the_total():
    fee = replace(line("redevance", Side.COST, 100, 2026, once=True, who="usagers"), transfer_to="collectivite")
    found = results(study(line("mise", Side.COST, 500, 2026, once=True), fee))
    assert (found.public_spending, found.npv) == (400, -500)


@pytest.mark.parametrize("growth", [D(-1), D("-1.5")])
def test_an_effect_that_vanishes_after_its_first_year_is_worth_nothing_later(growth):
    fading = line("a", Side.BENEFIT, 100, 2024, growth=growth)
    assert fading.flow(2024, 3) == [100, 0, 0]
    assert fading.flow(2026, 2) == [0, 0]


def test_a_value_that_vanishes_is_worth_what_it_was_until_its_year():
    gone = Trajectory(D(50), 2027, D(-1))
    assert [gone.at(year) for year in (2026, 2027, 2028)] == [50, 50, 0]


def test_an_end_before_the_start_and_a_single_sum_before_year_zero_bring_nothing():
    assert line("a", Side.BENEFIT, 100, 2030, 2027).flow(2026, 6) == [0] * 6
    assert line("a", Side.BENEFIT, 100, 2020, once=True).flow(2026, 6) == [0] * 6


def test_switching_values_that_do_not_exist_are_said_in_words():
    gains = switching(study(line("gain", Side.BENEFIT, 10, 2027)))
    assert "bénéfices et des coûts" in gains.benefits.why
    assert "Aucun retard" in gains.delay.why
    assert "valeur du carbone" in gains.carbon.why
    assert "déjà négative" in switching(study(line("mise", Side.COST, 10, 2027))).delay.why
    carbon = Effect("c", "c", "usagers", Side.BENEFIT, unit_value=CARBON, start=2026, once=True)
    assert "même nulle" in switching(study(line("gain", Side.BENEFIT, 10, 2027), carbon)).carbon.why


def test_nothing_to_draw_and_too_much_to_draw_are_told():
    assert "rien à tirer" in simulate(study(), seed=1).why
    huge = Effect("a", "a", "usagers", Side.BENEFIT, quantity=D("1e200"), unit_value=D("1e200"), start=2026, once=True)
    assert "trop grands" in simulate(study(huge), seed=1).why


@pytest.mark.parametrize("euros", [1, 10**20])
def test_draws_that_are_all_the_same_still_make_one_bar(euros, monkeypatch):
    monkeypatch.setitem(RANGES, 2, D(0))
    told = simulate(study(line("a", Side.BENEFIT, euros, 2026, once=True)), seed=1, draws=50)
    assert sorted(told.counts)[-2:] == [0, 50]
    assert told.percentiles[5] == told.percentiles[95] == pytest.approx(euros)
    assert told.positive == 1
