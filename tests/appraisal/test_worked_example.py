"""The worked example, to the cent."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from deliverables.appraisal.effects import Side
from deliverables.appraisal.results import results
from deliverables.appraisal.sensitivity import (
    at_rate,
    carbon_at,
    cases,
    delayed,
    scaled,
    switching,
    tornado,
    with_cost_of_public_funds,
)

from .studies import example


def cents(value):
    return value.quantize(D("0.01"))


def test_carbon_follows_the_official_trajectory():
    carbon = next(flow for flow in example().flows if flow.effect.id == "carbone")
    told = [cents(euros) for euros in carbon.euros]
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
    study = example()
    assert cents(scaled(study, Side.BENEFIT, D("0.8"))) == D("-40507.36")
    assert cents(scaled(study, Side.BENEFIT, D("1.2"))) == D("46159.99")
    assert cents(scaled(study, Side.COST, D("0.8"))) == D("45594.73")
    assert cents(scaled(study, Side.COST, D("1.2"))) == D("-39942.09")
    assert cents(with_cost_of_public_funds(study)) == D("-15527.04")
    told = switching(study)
    assert (told.benefits.quantize(D("0.001")), told.costs.quantize(D("0.0001"))) == (D("0.987"), D("1.0132"))
    assert told.rate.quantize(D("0.000001")) == D("0.038741")
    assert cents(delayed(study)) == D("-47841.74")
    assert told.delay == 1


def test_the_carbon_value_that_switches_brings_the_npv_to_zero():
    factor = switching(example()).carbon
    assert D("0.7") < factor < D("0.8")  # 13 224 € of carbon, 2 826 € of NPV
    assert abs(carbon_at(example(), factor)) < D("1e-9")


def test_every_case_of_the_method_is_there_and_says_whether_it_overturns():
    told = {(case.code, case.value): (cents(case.npv), case.overturns) for case in cases(example())}
    assert told[("rate", D("0.032"))] == (D("2826.32"), False)
    assert told[("rate", D("0.045"))] == (D("-2547.23"), True)
    assert told[("benefits", D("0.80"))] == (D("-40507.36"), True)
    assert told[("costs", D("1.20"))] == (D("-39942.09"), True)
    assert told[("delay", D(1))] == (D("-47841.74"), True)
    assert told[("public-funds", D("0.20"))] == (D("-15527.04"), True)
    assert {code for code, _ in told} == {"rate", "benefits", "costs", "delay", "carbon", "public-funds"}


def test_a_rate_of_ones_own_joins_the_usual_ones():
    study = replace(example(), rate=D("0.06"))
    told = {case.value: cents(case.npv) for case in cases(study) if case.code == "rate"}
    assert told == {D("0.012"): D("11755.09"), D("0.032"): D("2826.32"), D("0.045"): D("-2547.23"), D("0.06"): D("-8363.90")}


def test_the_heaviest_hypothesis_comes_first():
    told = tornado(example())
    assert [variation.code for variation in told][:3] == ["benefits", "costs", "delay"]
    assert (told[0].at_low, told[0].at_high) == (D("0.80"), D("1.20"))
    delay = told[2]
    assert (delay.at_low, delay.at_high, cents(delay.high)) == (1, 0, D("2826.32"))
