"""The charts of a cost-benefit study: what they say, what they are made of, and that nothing people write breaks them."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal as D

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from capacities.pdf.sources import published_fonts
from capacities.pdf.tokens import tokens
from deliverables.appraisal.effects import Effect, Nature, Side, Stakeholder, Study
from deliverables.appraisal.flows import cumulated, discounted
from deliverables.appraisal.results import Account, Undefined, results
from deliverables.appraisal.sensitivity import Simulation, Variation, simulate, tornado
from deliverables.costbenefit import charts
from deliverables.costbenefit.charts import amount
from deliverables.drawing.lettering import lines_of, width_of
from tests.appraisal.studies import COLLECTIVITE, example, line, studies
from tests.drawings import assert_legible, assert_sound, words

COLOUR = tokens()
HOSTILE = [
    "$\\frac{1",
    "<script>alert(1)</script>",
    "a & b \"c\" 'd'",
    "\x00\ud800\n\t",
    "🌍🌍 测试",
    "é" * 200,
    " ",
    "%(x)s {y}",
]


def drawn(study, named=()):
    """Every chart of a study, by name."""
    found = results(study)
    return {
        "stakeholders": charts.stakeholders(found.accounts, COLOUR),
        "flows": charts.flows(study, found, COLOUR),
        "tornado": charts.tornado(tornado(study), COLOUR),
        "waterfall": charts.waterfall(study, found, COLOUR),
        "histogram": charts.histogram(simulate(study, seed=1, draws=300), COLOUR),
        "scenarios": charts.scenarios(list(named) or [("Projet complet", found.npv)], COLOUR),
    }


def euros(words):
    """The amount that a cell of a table says."""
    return D(words.removesuffix("\u00a0€").replace("\u202f", "").replace("−", "-").replace(",", "."))


def said(chart, column):
    return [euros(row[column]) for row in chart.rows]


def whole(values):
    return [round(value + D(0)) for value in values]


@pytest.fixture(scope="module")
def worked():
    return drawn(example(), [("Sans le projet", D(-12000)), ("Projet complet", D("2825.66"))])


# What they say


def test_who_gains_and_who_pays_says_the_accounts(worked):
    chart, accounts = worked["stakeholders"], results(example()).accounts
    assert [row[0] for row in chart.rows] == ["Collectivité", "Usagers"]
    for column, name in enumerate(("benefits", "costs", "received", "given", "net"), start=1):
        assert said(chart, column) == whole([getattr(account, name) for account in accounts])
    assert amount(accounts[0].net, sign=True) in words(chart)


def test_transfers_are_drawn_for_those_who_give_and_those_who_receive():
    study = example()
    firm = Stakeholder("entreprise", "Entreprise de collecte")
    rent = line("redevance", Side.COST, 12000, 2027, transfer_to="entreprise")
    study = replace(study, stakeholders=[*study.stakeholders, firm], effects=[*study.effects, rent])
    chart = drawn(study)["stakeholders"]
    given = results(study).accounts[0].given
    assert given > 0
    assert said(chart, 4)[0] == said(chart, 3)[2] == round(given)
    assert "Transferts" in words(chart)
    assert {amount(given, sign=True), amount(-given)} <= set(words(chart))
    assert_legible(chart)


def test_flows_say_every_year_and_when_the_outlay_is_recovered(worked):
    chart, study = worked["flows"], example()
    net = results(study).net
    assert [row[0] for row in chart.rows] == [str(year) for year in study.years]
    assert said(chart, 1) == whole(net)
    assert said(chart, 2) == whole(cumulated(net))
    assert said(chart, 3) == whole(cumulated(discounted(net, study.rate)))
    assert results(study).payback == pytest.approx(D("4.5"), abs=D("0.05"))
    assert "Sans actualisation\u00a0: retour en 2031, après 4,5\u00a0ans" in words(chart)
    assert "4,5\u00a0ans" in words(chart)


def test_an_outlay_that_is_not_recovered_is_told():
    study = Study(2026, 3, D("0.03"), [COLLECTIVITE], [line("x", Side.COST, 10, 2026)])
    assert "Sans actualisation\u00a0: pas de délai de retour" in words(drawn(study)["flows"])


def test_a_renewal_that_takes_the_gain_back_is_told_and_no_curve_crosses_a_word():
    effects = [line("achat", Side.COST, 120000, 2026, once=True), line("gain", Side.BENEFIT, 22000, 2027)]
    effects.append(line("renouvellement", Side.COST, 150000, 2036, once=True))
    told = words(drawn(Study(2026, 30, D("0.032"), [COLLECTIVITE], effects))["flows"])
    assert "Sans actualisation\u00a0: retour en 2032, après 5,5\u00a0ans, rechute en 2036" in told
    assert "5,5\u00a0ans" in told
    assert "6,1\u00a0ans" not in told  # the fall of the curve passes there


def test_the_tornado_says_every_variation_and_where_the_sign_changes(worked):
    chart, variations = worked["tornado"], tornado(example())
    assert [row[-1] == "change de signe" for row in chart.rows] == [v.overturns for v in variations]
    for column, name in enumerate(("low", "base", "high"), start=1):
        assert said(chart, column) == whole([getattr(v, name) for v in variations])
    assert words(chart).count("le signe change") == sum(v.overturns for v in variations)
    assert "Bénéfices (−20\u00a0% ou +20\u00a0%)" in words(chart)
    assert "Taux d’actualisation (4,5\u00a0% ou 1,2\u00a0%)" in words(chart)


def test_the_waterfall_arrives_at_the_npv(worked):
    chart, found = worked["waterfall"], results(example())
    assert chart.rows[-1][0] == "VAN"
    assert said(chart, 1)[-1] == said(chart, 2)[-2] == round(found.npv)
    assert sum(euros for euros in said(chart, 1)[:-1] if euros < 0) == pytest.approx(-found.costs, abs=3)
    assert sum(euros for euros in said(chart, 1)[:-1] if euros > 0) == pytest.approx(found.benefits, abs=3)


def test_the_histogram_says_every_draw_and_its_percentiles(worked):
    chart, simulation = worked["histogram"], simulate(example(), seed=1, draws=300)
    assert sum(int(row[2]) for row in chart.rows) == 300
    assert said(chart, 0) == whole(map(D, simulation.edges[:-1]))
    for percentile in (5, 50, 95):
        assert amount(D(simulation.percentiles[percentile]), sign=True) in words(chart)


def test_scenarios_say_each_npv(worked):
    assert worked["scenarios"].rows == (("Sans le projet", "−12\u202f000\u00a0€"), ("Projet complet", "2\u202f826\u00a0€"))
    assert {"−12\u202f000\u00a0€", "+2\u202f826\u00a0€"} <= set(words(worked["scenarios"]))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0", "0\u00a0€"),
        ("12500", "12\u202f500\u00a0€"),
        ("-0.5", "−0,50\u00a0€"),
        ("1250000", "1,25\u00a0M€"),
        ("-3e9", "−3\u00a0Md€"),
        ("1e12", "1\u202f000\u00a0Md€"),
        ("-1.234e31", "−1,23e31\u00a0€"),
    ],
)
def test_amounts_are_short_and_french(value, told):
    assert amount(D(value)) == told


# What they are made of


def test_charts_are_sound_legible_and_light(worked):
    for chart in worked.values():
        assert_sound(chart)
        assert_legible(chart)
        assert len(chart.svg) < 12_000


def test_costs_and_losses_are_striped_so_that_black_and_white_tells_them(worked):
    for name in ("stakeholders", "tornado", "waterfall", "histogram", "scenarios"):
        assert "stroke-dasharray" in worked[name].svg, name
    lone = charts.scenarios([("Projet", D(5))], COLOUR)
    assert "stroke-dasharray" not in lone.svg


def test_the_same_study_gives_the_same_drawing_in_every_thread(worked):
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(drawn, [example()] * 8))
    for name in ("stakeholders", "flows", "tornado", "waterfall", "histogram"):
        assert {charts[name].svg for charts in told} == {worked[name].svg}


def test_drawing_leaves_matplotlib_as_it_was(worked):
    import matplotlib

    before = dict(matplotlib.rcParams)
    drawn(example())
    assert dict(matplotlib.rcParams) == before


def test_the_portal_starts_without_matplotlib():
    code = "import sys, deliverables.costbenefit.charts; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_widths_are_those_of_the_published_typeface():
    for style, bold in (("400-normal", False), ("700-normal", True)):
        font = TTFont(published_fonts(style)[0])
        advances, names, size = font["hmtx"], font.getBestCmap(), font["head"].unitsPerEm
        for told in ("Collectivité et usagers", "−213\u00a0842\u00a0€", "Bénéfices environnementaux", "Fonctionnement : 4,5 %"):
            real = sum(advances[names[ord(sign)]][0] for sign in told) / size * 15
            assert real <= width_of(told, 15, bold) <= 1.2 * real


# Whatever people write


def test_nothing_counted_is_said_in_words():
    told = drawn(Study(2026, 5, D("0.03"), [COLLECTIVITE], []))
    for name in ("stakeholders", "flows", "tornado", "waterfall", "histogram"):
        assert isinstance(told[name], Undefined), name
        assert told[name].why
    assert_sound(told["scenarios"])
    assert isinstance(charts.scenarios([], COLOUR), Undefined)
    assert isinstance(charts.stakeholders([], COLOUR), Undefined)
    assert isinstance(charts.tornado([], COLOUR), Undefined)


def test_a_horizon_of_zero_has_no_curve_yet_the_rest_is_drawn():
    study = Study(2026, 0, D("0.03"), [COLLECTIVITE], [line("x", Side.COST, 500, 2026)])
    told = drawn(study)
    assert isinstance(told["flows"], Undefined)
    for name in ("stakeholders", "tornado", "waterfall", "histogram"):
        assert_sound(told[name])
        assert_legible(told[name])


def test_thirty_stakeholders_with_long_names_fit_and_the_table_has_them_all():
    accounts = [
        Account(Stakeholder(f"s{i}", f"Syndicat numéro {i} " + "de traitement des déchets " * 4), D(i * 1000), D(900))
        for i in range(30)
    ]
    chart = charts.stakeholders(accounts, COLOUR)
    assert_sound(chart)
    assert_legible(chart)
    assert len(chart.rows) == 30
    assert "21 autres parties prenantes" in words(chart)
    assert len(chart.svg) < 12_000


def test_a_stakeholder_with_nothing_is_named_all_the_same():
    accounts = [Account(COLLECTIVITE, benefits=D(10)), Account(Stakeholder("x", "Association"))]
    chart = charts.stakeholders(accounts, COLOUR)
    assert {"Association", "rien de chiffré"} <= set(words(chart))
    assert_legible(chart)


@pytest.mark.parametrize("unit", ["1e-30", "0.01", "1", "1e12", "1e40"])
@pytest.mark.parametrize("horizon", [1, 5, 30])
def test_amounts_of_any_size_over_any_horizon(unit, horizon):
    study = example()
    effects = [
        replace(e, quantity=e.quantity * D(unit)) if i % 2 else replace(e, quantity=e.quantity * D(unit) * 3)
        for i, e in enumerate(study.effects)
    ]
    for chart in drawn(replace(study, effects=effects, horizon=horizon)).values():
        assert_sound(chart)
        assert_legible(chart)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_drawn_as_text_whatever_they_hold(name):
    accounts = [Account(Stakeholder("x", name), benefits=D(5), costs=D(2))]
    for chart in (charts.stakeholders(accounts, COLOUR), charts.scenarios([(name, D(1)), (name, D(-1))], COLOUR)):
        assert_sound(chart)
        assert_legible(chart)


@pytest.mark.parametrize("same", [0.0, -5.0, 1e12])
def test_a_simulation_that_always_gives_the_same_is_said_in_words(same):
    simulation = Simulation(1, 10, dict.fromkeys((5, 50, 95), same), same, 1.0, [same - 1, same + 1], [10])
    assert isinstance(charts.histogram(simulation, COLOUR), Undefined)


def test_a_long_text_is_cut_with_an_ellipsis():
    lines = lines_of("mot " * 100, 200, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width_of(line) <= 200 for line in lines)


@settings(max_examples=40, deadline=None)
@given(studies())
def test_any_study_is_drawn_or_told(study):
    for chart in drawn(study).values():
        if not isinstance(chart, Undefined):
            assert_sound(chart)
            assert_legible(chart)


amounts = st.decimals(-(10**13), 10**13, places=2)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=120), amounts), max_size=8), st.lists(st.tuples(amounts, amounts, amounts), max_size=6)
)
def test_any_scenarios_and_any_variations_are_drawn_or_told(named, moved):
    variations = [Variation("benefits", min(three), max(three), sorted(three)[1], D("0.8"), D("1.2")) for three in moved]
    for chart in (charts.scenarios(named, COLOUR), charts.tornado(variations, COLOUR)):
        if not isinstance(chart, Undefined):
            assert_sound(chart)
            assert_legible(chart)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=120), *[st.decimals(0, 10**13, places=2)] * 4), min_size=1, max_size=15))
def test_any_accounts_are_drawn_or_told(told):
    accounts = [Account(Stakeholder("x", name), b, c, received=r, given=g) for name, b, c, r, g in told]
    chart = charts.stakeholders(accounts, COLOUR)
    if not isinstance(chart, Undefined):
        assert_sound(chart)
        assert_legible(chart)


def test_hidden_and_running_costs_are_steps_of_their_own():
    effects = [
        Effect(nature.value, "x", "collectivite", Side.COST, nature=nature, unit_value=D(100), start=2026, once=True)
        for nature in Nature
    ]
    chart = drawn(Study(2026, 2, D("0.03"), [COLLECTIVITE], effects))["waterfall"]
    assert [row[0] for row in chart.rows] == ["Investissement", "Fonctionnement", "Coûts cachés", "VAN"]
