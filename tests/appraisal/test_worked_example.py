"""The worked example, to the cent."""

from decimal import Decimal as D

import pytest

from deliverables.appraisal.effects import Side
from deliverables.appraisal.flows import flow_of
from deliverables.appraisal.results import results
from deliverables.appraisal.sensitivity import at_rate, delayed, scaled, switching, with_cost_of_public_funds

from .studies import example


def cents(value):
    return value.quantize(D("0.01"))


def test_carbon_follows_the_official_trajectory():
    carbon = next(e for e in example().effects if e.id == "carbone")
    told = [cents(euros) for euros in flow_of(example(), carbon)]
    assert told == [D(x) for x in ("0.00", "2726.46", "2813.71", "2903.75", "2996.67", "3092.56")]


def test_every_figure_matches():
    found = results(example())
    assert (cents(found.benefits), cents(found.costs), cents(found.npv)) == (D("216668.38"), D("213842.06"), D("2826.32"))
    assert found.ratio.quantize(D("0.0001")) == D("1.0132")
    assert found.irr.quantize(D("0.000001")) == D("0.038741")
    assert found.payback.quantize(D("0.0001")) == D("4.5004")
    assert found.discounted_payback.quantize(D("0.0001")) == D("4.9057")
    assert cents(found.public_spending) == D("91766.79")
    assert found.npv_per_public_euro.quantize(D("0.0001")) == D("0.0308")


@pytest.mark.parametrize(
    ("rate", "expected"),
    [("0.012", "11755.09"), ("0.020", "8082.53"), ("0.032", "2826.32"), ("0.045", "-2547.23"), ("0.060", "-8363.90")],
)
def test_the_npv_at_each_rate(rate, expected):
    assert cents(at_rate(example(), D(rate))) == D(expected)


def test_sensitivities_match():
    study, found = example(), results(example())
    assert cents(scaled(study, Side.BENEFIT, D("0.8"))) == D("-40507.36")
    assert cents(scaled(study, Side.BENEFIT, D("1.2"))) == D("46159.99")
    assert cents(scaled(study, Side.COST, D("0.8"))) == D("45594.73")
    assert cents(scaled(study, Side.COST, D("1.2"))) == D("-39942.09")
    assert cents(with_cost_of_public_funds(study, found.public_spending)) == D("-15527.04")
    told = switching(found.benefits, found.costs)
    assert (told.benefits.quantize(D("0.001")), told.costs.quantize(D("0.0001"))) == (D("0.987"), D("1.0132"))
    assert cents(delayed(study)) == D("-47841.74")
