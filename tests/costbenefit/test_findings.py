"""What a balance amounts to, in the one shape that page, paper and spreadsheet draw."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliverables.appraisal.effects import MAX_HORIZON
from deliverables.appraisal.results import Undefined
from deliverables.costbenefit.findings import findings
from deliverables.costbenefit.lines import FULL, LIGHT, WITHOUT
from deliverables.grid.address import own_row_id

from .balances import SHEET, balance, balances, example, hypothesis, line, rich, stakeholder


def cents(value):
    return value.quantize(D("0.01"))


def close(a, b):
    return abs(a - b) <= D("1e-9") * (1 + abs(a) + abs(b))


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def texts(figures):
    return {figure.code: plain(figure.text) for figure in figures}


@st.composite
def any_balance(draw):
    """Any lines, and hypotheses that no grid would have let through."""
    return replace(
        draw(balances()),
        first=draw(st.integers(1990, 2100)),
        horizon=draw(st.integers(-5, 60)),
        rate=draw(st.integers(-500, 3000).map(lambda n: D(n) / 1000)),
    )


_LINES = st.fixed_dictionaries(
    {"valeur": st.integers(0, 3000).map(str)},
    optional={
        "rythme": st.sampled_from(["ponctuel", "annuel"]),
        "debut": st.integers(2024, 2034).map(str),
        "evolution": st.sampled_from(["-100", "-20", "5", "50"]),
        "scenario": st.sampled_from(["sans", "complet", "allege"]),
        "transfert": st.sampled_from(["collectivite", "usagers"]),
        "prix": st.just("carbone"),
        "quantite": st.integers(0, 9).map(str),
        "confiance": st.sampled_from(["c1", "c2", "c3"]),
        "monetise": st.sampled_from(["oui", "non"]),
        "intensite": st.sampled_from(["n2", "n1", "p0", "p1"]),
    },
)


@st.composite
def plausible(draw):
    """Lines of like amounts on both sides, so that signs change, projects are paid back and conclusions turn."""
    columns = [column.id for column in SHEET.columns]
    notes = [
        line(draw(st.sampled_from(["collectivite", "usagers"])), draw(st.sampled_from(columns)), f"Effet {n}", **draw(_LINES))
        for n in range(draw(st.integers(1, 7)))
    ]
    horizon, rate = draw(st.integers(0, 8)), draw(st.integers(0, 20))
    return balance(hypothesis("horizon", str(horizon)), hypothesis("taux", str(rate)), *notes)


ANY = any_balance() | plausible()
AT_EASE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # how fast the machine is proves nothing


def test_the_worked_example_written_as_notes_gives_its_figures():
    told = texts(findings(example()).figures)
    assert told["npv"] == "2 826 €"
    assert told["ratio"] == "1,01"
    assert told["irr"] == "3,87 %"
    assert told["discounted-payback"] == "4,9 ans, en 2031"
    assert told["npv-per-public-euro"] == "0,03 €"
    assert told["carbon"] == "50 t CO2e"


def test_undefined_figures_are_told_in_words():
    told = texts(findings(balance(line("collectivite", "couts-caches", "Réunions", valeur="100"))).figures)
    assert told["irr"] == "Les flux ne changent jamais de signe : aucun taux n’annule la VAN."
    assert told["payback"] == "La mise n’est pas retrouvée avant la fin de la période étudiée."
    assert "carbon" not in told


def test_the_years_add_up_to_the_results():
    found = findings(example())
    assert [year.year for year in found.years] == [2026, 2027, 2028, 2029, 2030, 2031]
    assert cents(found.years[0].net) == D("-128000.00")
    assert found.years[-1].cumulated == sum(found.results.net)
    assert close(found.years[-1].discounted, found.results.npv)


def test_sensitivities_are_named_and_mark_the_rate_of_the_study():
    found = findings(example())
    told = {plain(case.label): case for case in found.cases}
    assert [label for label, case in told.items() if case.held] == ["Taux d’actualisation de 3,2 %"]
    assert told["Taux d’actualisation de 4,5 %"].overturns
    assert cents(told["Bénéfices −20 %"].npv) == D("-40507.36")
    assert cents(told["Bénéfices retardés d’un an"].change) == D("-50668.06")
    assert "Valeur du carbone −25 %" in told
    assert [plain(bar.at_low) for bar in found.tornado][:3] == ["−20 %", "+20 %", "1 an"]
    assert found.tornado[-1].overturns


def test_switching_values_are_written_with_what_they_multiply():
    told = texts(findings(example()).switching)
    assert told["benefits"] == "× 0,987 (−1,3 %)"
    assert told["delay"] == "1 an"
    assert told["carbon"] == "× 0,786 (−21,4 %), soit 201 € par tonne en 2025"
    assert "carbon" not in texts(findings(balance()).switching)


def test_a_transfer_names_who_pays_and_who_receives_whichever_side_wrote_it():
    state = stakeholder("État", "etat")
    at = own_row_id(state.id)
    found = findings(
        balance(
            state,
            line("collectivite", "benefices-investissement", "Subvention", valeur="60000", transfert=at),
            line("usagers", "couts-fonctionnement", "Abonnement", valeur="10", transfert="collectivite"),
        )
    )
    assert [(t.line.text, t.payer, t.receiver) for t in found.transfers] == [
        ("Subvention", "État", "Collectivité"),
        ("Abonnement", "Usagers", "Collectivité"),
    ]
    assert found.lines == []
    assert found.results.npv == 0
    assert sum(account.net for account in found.results.accounts) == 0


def test_a_cost_that_the_project_avoids_is_a_benefit_of_the_project():
    found = findings(
        balance(
            line("collectivite", "couts-fonctionnement", "Ancien outil", valeur="1000", scenario="sans"),
            line("collectivite", "couts-investissement", "Outil complet", valeur="3000", scenario="complet"),
            line("collectivite", "couts-investissement", "Outil allégé", valeur="2000", scenario="allege"),
        )
    )
    assert {c.line.text: (c.turned, c.worth > 0) for c in found.counted} == {
        "Ancien outil": (True, True),
        "Outil complet": (False, False),
    }
    assert [line.text for line in found.elsewhere] == ["Outil allégé"]
    told = {scenario.code: scenario for scenario in found.scenarios}
    assert list(told) == [WITHOUT, LIGHT, FULL]
    assert (told[FULL].benefits, told[FULL].costs, told[FULL].alone) == (0, 3000, -3000)
    assert told[WITHOUT].alone == told[WITHOUT].results.npv < 0
    assert found.full_over_light == -1000
    assert close(told[FULL].results.npv, told[FULL].alone - told[WITHOUT].alone)


def test_one_project_alone_is_compared_with_nothing():
    found = findings(example())
    assert [scenario.code for scenario in found.scenarios] == [FULL]
    assert close(found.scenarios[0].alone, found.results.npv)
    assert found.full_over_light is None


def test_carbon_is_weighed_in_tonnes_less_what_the_service_emits():
    served = line("collectivite", "couts-fonctionnement", "Serveurs", quantite="0,5", prix="carbone")
    saved = line("usagers", "benefices-fonctionnement", "Trajets", quantite="10", prix="carbone")
    assert findings(balance(saved, served)).tonnes == D("47.5")
    assert texts(findings(balance(served)).figures)["carbon"] == "2,5 t CO2e"
    assert findings(balance()).tonnes is None


@pytest.mark.parametrize("row", ["collectivite", "usagers"])
def test_tonnes_and_hours_of_users_never_enter_public_spending(row):
    found = findings(
        balance(
            line("collectivite", "couts-investissement", "Achat", valeur="1000"),
            line(row, "benefices-fonctionnement", "Trajets", quantite="10", prix="carbone"),
            line(row, "benefices-fonctionnement", "Attente", quantite="10", prix="heure-tous-motifs"),
        )
    )
    assert found.results.public_spending == 1000


def test_a_day_of_an_agent_is_public_money():
    day = line("collectivite", "couts-caches", "Réunions", quantite="3", prix="jour-agent", rythme="ponctuel")
    assert findings(balance(hypothesis("jour-agent", "400"), day)).results.public_spending == 1200


def test_what_is_in_no_figure_stays_beside_them_with_its_reason():
    told = {aside.line.text: (aside.stakeholder, aside.reason, aside.intensity_words) for aside in findings(rich()).aside}
    assert told["Stress"] == ("Usagers", "pas encore chiffré", "")
    assert told["Hors calcul"] == ("Opérateur *", "gardé hors du calcul par l’équipe", "favorable")
    assert told["Sans quantité"][1] == "la quantité manque"


def test_a_line_kept_out_says_so_even_without_a_price():
    kept = balance(line("usagers", "couts-caches", "Stress", monetise="non", intensite="n2"))
    assert [(a.reason, a.intensity) for a in findings(kept).aside] == [("gardé hors du calcul par l’équipe", -2)]


def test_a_measured_line_outside_the_years_studied_is_pointed_at():
    late = line("usagers", "benefices-fonctionnement", "Plus tard", valeur="5", debut="2050")
    assert [counted.line.text for counted in findings(balance(late)).outside] == ["Plus tard"]
    assert findings(example()).outside == []


def test_only_the_hypotheses_that_serve_are_listed():
    told = [parameter.id for parameter in findings(example()).parameters]
    assert told == ["annee-zero", "horizon", "taux", "vac", "vac-annee", "vac-croissance"]
    used = findings(rich()).parameters
    assert {parameter.id for parameter in used if parameter.local} == {"annee-zero", "horizon", "taux", "jour-agent"}


def test_the_simulation_is_shown_with_its_seed_and_can_be_done_again():
    once = findings(example(), seed=9, draws=500).simulation
    assert (once.seed, once.draws) == (9, 500)
    assert findings(example(), seed=9, draws=500).simulation == once
    assert isinstance(findings(balance()).simulation, Undefined)


def test_hypotheses_beyond_all_bounds_are_brought_back():
    study = findings(replace(example(), horizon=99, rate=D(-1))).study
    assert (study.horizon, study.rate) == (MAX_HORIZON, 0)
    assert findings(replace(example(), horizon=-3)).last == 2026


@AT_EASE
@given(ANY)
def test_any_balance_has_findings_that_hang_together(drawn):
    found = findings(drawn, draws=20)
    scale = sum((abs(counted.worth) for counted in found.counted), D(1))
    assert abs(sum((counted.worth for counted in found.lines), D(0)) - found.results.npv) <= scale * D("1e-20")
    assert len(found.counted) + len(found.elsewhere) + len(found.aside) == len(drawn.lines)
    assert found.years[0].year == found.study.first
    assert found.years[-1].year == found.last
    told = {scenario.code: scenario for scenario in found.scenarios}
    reference = told[WITHOUT].alone if WITHOUT in told else 0
    for code in told.keys() - {WITHOUT}:
        margin = scale + abs(told[code].alone) + abs(reference)
        assert abs(told[code].results.npv - (told[code].alone - reference)) <= margin * D("1e-20")
    assert all(figure.text for figure in [*found.figures, *found.switching])
    assert all(case.label for case in found.cases)
    assert all(bar.low <= bar.base <= bar.high for bar in found.tornado)
    assert found.simulation or found.simulation.why
