"""Every case in which a figure has no meaning is said in words."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from deliverables.appraisal.effects import Effect, Side, Stakeholder, Study
from deliverables.appraisal.results import Undefined, irr, payback, results

from .studies import COLLECTIVITE, USAGERS, example, line


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
    assert "avant la fin de l’horizon" in found.payback.why


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
