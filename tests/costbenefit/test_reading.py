"""The automatic reading says what the figures say, in French, and each sentence only when it is true."""

import re
from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given

from deliverables.appraisal.results import sinks_again
from deliverables.costbenefit.findings import findings
from deliverables.costbenefit.reading import about, by, reading

from .balances import balance, example, hypothesis, line, rich, stakeholder
from .test_findings import ANY, AT_EASE, plain

BUY, GAIN, RUN, HIDDEN = "couts-investissement", "benefices-fonctionnement", "couts-fonctionnement", "couts-caches"


def says(*notes, **options):
    return read(balance(*notes), **options)


def read(study, **options):
    return [plain(sentence) for sentence in reading(findings(study, draws=2000), **options)]


def bought(euros, **fields):
    return line("collectivite", BUY, "Achat", valeur=str(euros), **fields)


def saved(euros, **fields):
    return line("collectivite", GAIN, "Économies", valeur=str(euros), **fields)


def starting(sentences, words):
    return [sentence for sentence in sentences if sentence.startswith(words)]


def test_the_worked_example_is_read_as_positive_and_fragile():
    told = read(example())
    assert told[0] == "De 2026 à 2031, les bénéfices dépassent les coûts d’environ 2 800 €."
    assert told[1] == "Le projet devient rentable en 2031 : les bénéfices cumulés y rattrapent les coûts cumulés."
    assert told[2] == "Un an de retard des bénéfices suffit à inverser la conclusion."
    overturned = starting(told, "La conclusion s’inverse aussi avec")[0]
    for cause in ("taux d’actualisation de 4,5 %", "20 % de bénéfices en moins", "20 % de coûts en plus", "fonds publics"):
        assert cause in overturned
    assert "1,2 %" not in overturned
    assert "en plus," not in overturned.replace("coûts en plus,", "")
    assert "Le bilan s’annule avec 1,3 % de bénéfices en moins, ou 1,3 % de coûts en plus." in told
    assert "Qui y gagne le plus : « Usagers », environ 95 000 €." in told
    assert "Qui y perd le plus : « Collectivité », environ 92 000 €." in told
    assert "1 effet n’est pas compté en euros, jugé favorable : il compte aussi." in told


def test_the_net_present_value_is_explained_once_and_only_where_a_rate_counts():
    told = (
        "Le bilan donné ici est la valeur actuelle nette (VAN) : plus un euro est lointain, moins il y compte, au taux d’actua"
    )
    assert len(starting(read(example()), told)) == 1
    assert not starting(says(hypothesis("taux", "0"), bought(10), saved(10)), told)
    assert not starting(says(hypothesis("horizon", "0"), bought(10), saved(10, debut="2026")), told)


def test_an_empty_balance_says_what_to_do_first():
    assert says() == ["Le bilan est encore vide : commencez par un post-it, une idée de bénéfice ou de coût par note."]


def test_post_its_without_a_price_ask_for_one():
    post_it = ("usagers", HIDDEN, "Stress")
    assert len(says(line(*post_it))) == 1
    assert says(line(*post_it))[0].startswith("La seule ligne du bilan n’est pas encore chiffrée")
    assert says(line(*post_it), line(*post_it))[0].startswith("Aucune des 2 lignes n’est chiffrée")
    assert says(bought(10, scenario="allege"))[0].startswith("Seule la version allégée est chiffrée")


def test_one_side_alone_is_no_balance():
    assert says(bought(12_345))[0] == (
        "De 2026 à 2031, seuls des coûts sont chiffrés, environ 12 000 € : sans les bénéfices, le bilan reste incomplet."
    )
    assert "seuls des bénéfices" in says(saved(100))[0]
    assert not starting(says(bought(10)), "Le bilan s’annule")


def test_costs_above_benefits_and_the_other_way_round():
    assert says(bought(1000), saved(100))[0].startswith("De 2026 à 2031, les coûts dépassent les bénéfices d’environ")
    assert says(bought(1000), saved(900))[0].startswith("De 2026 à 2031, les bénéfices dépassent les coûts d’environ")
    even = says(hypothesis("horizon", "0"), bought(1000), saved(1000, rythme="ponctuel", debut="2026"))
    assert even[0] == "En 2026, les bénéfices et les coûts s’équilibrent."
    assert not starting(even, "La conclusion s’inverse")


def test_the_situation_without_the_project_is_named_when_somebody_described_it():
    old = line("collectivite", RUN, "Ancien outil", valeur="900", scenario="sans")
    assert says(bought(1000), old)[0].endswith(", par rapport à la situation sans le projet.")
    assert "sans le projet" not in says(bought(1000), saved(900))[0]


def test_the_year_of_payback_with_and_without_the_rate():
    told = says(hypothesis("taux", "12"), bought(1000), saved(285))
    assert "Le projet devient rentable en 2031 : les bénéfices cumulés y rattrapent les coûts cumulés." in told
    assert "Sans tenir compte du taux d’actualisation, ce serait en 2030." in told
    assert not starting(read(example()), "Sans tenir compte")


def test_an_outlay_that_never_comes_back():
    assert "Les bénéfices cumulés ne rattrapent pas les coûts cumulés d’ici 2031." in says(bought(1000), saved(100))
    only_plain = says(hypothesis("taux", "12"), bought(1000), saved(210))
    assert (
        "Les bénéfices cumulés rattrapent les coûts cumulés en 2031 sans actualisation, mais pas d’ici 2031 en tenant compte "
        "du taux." in only_plain
    )


def test_a_project_that_never_owes_anything():
    told = says(bought(10), saved(100, debut="2026"))
    assert "Dès 2026 et chaque année ensuite, les bénéfices cumulés couvrent les coûts cumulés." in told


def test_a_project_that_gains_first_and_pays_later():
    told = says(bought(5000, debut="2028"), saved(100, debut="2026"))
    assert starting(told, "Le projet rapporte d’abord et coûte ensuite")
    assert not starting(told, "Le bilan serait positif")
    lent = says(bought(190, debut="2029"), saved(100, debut="2026", fin="2027"))  # one change of sign, the wrong way round
    assert not any("Même avec" in sentence or "rentabilité" in sentence for sentence in lent)


def test_flows_that_cancel_each_year():
    told = says(line("usagers", RUN, "Abonnement", valeur="100"), saved(100))
    assert "Chaque année, les bénéfices égalent les coûts." in told


def test_a_renewal_that_sinks_the_project_again():
    told = says(bought(1000), saved(1200), bought(3000, debut="2029"))
    assert "Les bénéfices cumulés rattrapent les coûts cumulés en 2027, puis repassent dessous en 2029." in told
    assert not starting(told, "Le projet devient rentable")


def test_how_much_delay_the_conclusion_bears():
    assert "La conclusion tient avec 2 ans de retard des bénéfices, plus avec 3 ans." in says(bought(1000), saved(400))
    assert "La conclusion tient avec un an de retard des bénéfices, plus avec 2 ans." in says(bought(1000), saved(300))
    assert not any("retard" in sentence for sentence in says(bought(1000), saved(10)) if "essayées" not in sentence)


def test_a_solid_conclusion_is_said_to_hold():
    solid = says(bought(1000), saved(5000))
    assert starting(solid, "Aucune des variations essayées une à une")
    assert "carbone" not in starting(solid, "Aucune des variations")[0]
    assert not starting(solid, "La conclusion s’inverse")
    assert "valeur du carbone" in starting(read(rich()), "Aucune des variations")[0]


def test_a_nearly_positive_balance_says_what_would_turn_it():
    told = says(bought(1000), saved(215))
    assert (
        "La conclusion s’inverse avec un taux d’actualisation de 1,2 %, 20 % de bénéfices en plus ou 20 % de coûts en moins."
        in told
    )
    assert starting(told, "Le bilan s’annule avec 2,1 % de bénéfices en plus, ou 2,1 % de coûts en moins.")
    assert (
        "Le bilan serait positif pour tout taux d’actualisation inférieur à 2,46 % environ (taux de rentabilité interne)."
        in told
    )


def test_a_balance_far_from_zero_is_told_in_multiples():
    assert starting(says(bought(1000), saved(5)), "Le bilan s’annule avec des bénéfices multipliés par 44, ou 98 % de coûts")
    assert starting(
        says(bought(10), saved(5000)), "Le bilan s’annule avec plus de 99 % de bénéfices en moins, ou des coûts mul"
    )


def test_the_rate_up_to_which_the_balance_is_positive():
    assert starting(read(example()), "Le bilan est positif pour tout taux d’actualisation inférieur à 3,87 %")
    assert "Même avec un taux d’actualisation nul, le bilan resterait négatif." in says(bought(1000), saved(100))
    assert not [s for s in says(bought(10), saved(5000)) if "taux de rentabilité" in s]  # beyond 100 %: says nothing useful


def test_several_who_gain_the_same_are_all_named():
    company = stakeholder("Régie", "entreprise")
    same = {"valeur": "100"}
    told = says(company, line(f"x-{company.id.hex}", GAIN, "A", **same), line("usagers", GAIN, "B", **same), bought(10))
    assert "Qui y gagne le plus : « Usagers » et « Régie », environ 460 € chacun." in told


def test_nobody_loses_and_nobody_gains():
    assert "Sur ce qui est chiffré, aucune partie prenante n’y perd." in says(saved(100))
    assert "Sur ce qui est chiffré, aucune partie prenante n’y gagne." in says(bought(100))


def test_public_money_that_comes_back_or_not():
    assert "Les budgets publics dépensent environ 92 000 € de plus qu’ils n’économisent ou ne reçoivent." in read(example())
    assert "Chaque euro public net s’accompagne d’un gain de 0,03 €, toutes parties prenantes réunies." in read(example())
    assert not starting(says(bought(1000), saved(100)), "Chaque euro public")  # a loss a euro reads as a second loss
    assert starting(says(bought(10), saved(100)), "Les budgets publics économisent ou reçoivent environ 450 €")
    private = says(line("usagers", RUN, "Abonnement", valeur="5"))
    assert "Aucune somme chiffrée ne touche un budget public." in private
    even = says(bought(10), saved(10, rythme="ponctuel", debut="2026"))
    assert "Les budgets publics retrouvent ce qu’ils dépensent." in even


def test_draws_are_told_in_hundredths_and_as_a_range():
    told = read(example())
    draws = starting(told, "Sur 2 000 tirages au sort des montants")[0]
    assert re.search(r"le bilan est positif dans 5\d % des cas\.$", draws)
    assert starting(told, "Neuf tirages sur dix le situent entre −")
    assert starting(says(bought(10), saved(5000)), "Sur 2 000 tirages")[0].endswith("le bilan est toujours positif.")
    assert starting(says(bought(5000), saved(10)), "Sur 2 000 tirages")[0].endswith("le bilan n’est jamais positif.")
    assert not starting(read(example(), simulated=False), "Sur ")


def test_what_one_line_weighs_in_the_benefits():
    assert "La plus grosse ligne de bénéfices, « Tournées évitées », en porte 50 %." in read(example())
    assert "Tous les bénéfices chiffrés tiennent à une seule ligne, « Économies »." in says(saved(10), bought(20))
    assert not any("ligne de bénéfices" in sentence for sentence in says(saved(10), saved(10)))
    assert "en porte plus de 99 %." in starting(says(saved(10_000), saved(1)), "La plus grosse")[0]


def test_the_lighter_option_beside_the_whole():
    light = bought(100, scenario="allege")
    assert "Le bilan du projet complet est moins bon que celui de la version allégée, d’environ 900 €." in says(
        bought(1000, scenario="complet"), light
    )
    assert starting(says(bought(10, scenario="complet"), light), "Le bilan du projet complet est meilleur")
    assert starting(says(bought(100, scenario="complet"), light), "Le projet complet et la version allégée donnent le même")
    assert not any("allégée" in sentence for sentence in read(example()))


def test_tonnes_avoided_or_added():
    assert "De 2026 à 2031, le projet évite environ 50 t de CO2e." in read(example())
    assert (
        "Une tonne y vaut 256 € en 2025, puis 3,2 % de plus par an : c’est la valeur de l’action pour le climat "
        "(rapport VAC 2025)." in read(example())
    )
    served = line("collectivite", RUN, "Serveurs", quantite="0,09", prix="carbone")
    assert "De 2026 à 2031, le projet ajoute environ 0,45 t de CO2e." in says(served)
    assert starting(says(served, hypothesis("vac", "200")), "Une tonne y vaut 200 € en 2025")[0].endswith(
        "la valeur de l’action pour le climat est modifiée localement."
    )


def test_transfers_alone_leave_nothing_in_the_total():
    told = says(line("usagers", RUN, "Redevance", valeur="100", transfert="collectivite"))
    assert told[0].startswith("Toutes les sommes chiffrées sont des transferts")
    assert "Qui y gagne le plus : « Collectivité », environ 460 €." in told
    assert "Qui y perd le plus : « Usagers », environ 460 €." in told


def test_lines_outside_the_years_studied():
    still = says(saved(100, debut="2050"))
    assert still[0] == "Les lignes chiffrées ne font bouger aucun euro de 2026 à 2031."
    assert not any("partie prenante" in sentence for sentence in still)
    assert "1 ligne chiffrée n’apporte aucun euro de 2026 à 2031 : le résultat n’en dépend pas." in says(
        saved(100, debut="2050"), bought(10)
    )
    assert starting(says(*[saved(1, debut="2050")] * 2, bought(1)), "2 lignes chiffrées n’apportent aucun euro")


@pytest.mark.parametrize(
    ("intensities", "sentence"),
    [
        ([""], "1 effet n’est pas compté en euros : il compte aussi."),
        (["n1"], "1 effet n’est pas compté en euros, jugé défavorable : il compte aussi."),
        (["p0", ""], "2 effets ne sont pas comptés en euros : ils comptent aussi."),
        (["n2", "n1", ""], "3 effets ne sont pas comptés en euros, dont 2 jugés défavorables : ils comptent aussi."),
        (["n2", "n1"], "2 effets ne sont pas comptés en euros, tous jugés défavorables : ils comptent aussi."),
        (
            ["p1", "n1", "p2", ""],
            "4 effets ne sont pas comptés en euros, dont 2 jugés favorables et 1 jugé défavorable : ils comptent aussi.",
        ),
    ],
)
def test_what_is_not_in_the_figures_counts_too(intensities, sentence):
    kept = {"monetise": "non"}  # the team keeps them out: they are effects, not lines that wait for a price
    aside = [line("usagers", HIDDEN, "Stress", intensite=judged, **kept) for judged in intensities]
    assert sentence in says(bought(10), *aside)
    assert not any("compte aussi" in told for told in says(bought(10)))


@pytest.mark.parametrize(("count", "sentence"), [(1, "1 ligne reste à chiffrer"), (2, "2 lignes restent à chiffrer")])
def test_lines_that_wait_for_a_price_are_told_apart_from_effects(count, sentence):
    told = says(bought(10), *[line("usagers", HIDDEN, "Formation")] * count)
    assert starting(told, sentence)
    assert not any("compte aussi" in sentence for sentence in told)


def test_the_same_transfer_written_on_both_sides_is_asked_about():
    given = line("usagers", RUN, "Abonnement", valeur="100", transfert="collectivite")
    received = line("collectivite", GAIN, "Abonnement reçu", valeur="100", transfert="usagers")
    assert starting(says(bought(10), given, received), "2 transferts du même montant")
    assert not starting(says(bought(10), given), "2 transferts")


def test_agents_time_is_told_apart_from_payments():
    day = hypothesis("jour-agent", "400")
    told = says(day, bought(10), line("collectivite", RUN, "Formation", quantite="2", prix="jour-agent", unite="jour"))
    assert starting(told, "Ils comptent le temps des agents, environ 3 600 € de temps passé : des journées")
    assert not starting(says(bought(10), saved(5)), "Ils comptent le temps")


def test_prices_of_other_years_are_told():
    told = says(bought(10), line("usagers", RUN, "Carbone", quantite="1", prix="carbone"))
    assert starting(told, "Les prix de référence, en euros de 2023, sont comptés tels quels")


@pytest.mark.parametrize(
    "small", [{"valeur": "0,000001", "quantite": "0,1"}, {"valeur": "100", "debut": "1990", "evolution": "-50"}]
)
def test_dust_on_one_side_breaks_nothing(small):
    assert starting(says(bought(1000), line("usagers", GAIN, "Poussière", **small)), "De 2026 à 2031, seuls des coûts")


def test_two_versions_of_a_line_count_once():
    first = bought(1000)
    second = replace(bought(2000), conflict_of=first.id)
    assert says(first, second)[0] == says(first)[0]


def test_hypotheses_changed_here_are_told_once_they_serve():
    own = [hypothesis("taux", "4,5"), hypothesis("horizon", "8"), hypothesis("vac", "300"), hypothesis("annee-zero", "2027")]
    assert "Ces chiffres reposent sur 2 hypothèses communes modifiées localement." in says(*own, bought(10))
    assert "Ces chiffres reposent sur une hypothèse commune modifiée localement." in says(own[0], bought(10))
    assert not starting(says(own[3], bought(10)), "Ces chiffres")


@pytest.mark.parametrize(
    ("euros", "told", "between"),
    [
        ("2826.32", "environ 2 800 €", "d’environ 2 800 €"),
        ("-128000", "environ 130 000 €", "d’environ 130 000 €"),
        ("9.6", "environ 10 €", "d’environ 10 €"),
        ("-0.4", "moins de 1 €", "de moins de 1 €"),
    ],
)
def test_amounts_are_rounded_to_what_can_be_said(euros, told, between):
    assert plain(about(D(euros))) == told
    assert plain(by(D(euros))) == between


@AT_EASE
@given(ANY)
def test_any_balance_is_read_in_clean_french(study):
    for sentence in reading(findings(study, draws=20)):
        assert sentence.endswith(".")
        assert not re.search(r"[ \u00a0\u202f]{2}", sentence), sentence
        assert not re.search(r"Decimal|None|Undefined|\bnan\b|E[+-]\d|\binf\b", re.sub("«.*?»", "", sentence)), sentence
        assert not re.search(r"\b(il faut|devez|doit)\b", re.sub("«.*?»", "", sentence))


@AT_EASE
@given(ANY)
def test_the_reading_never_contradicts_the_figures(study):
    found = findings(study, draws=20)
    told = [plain(sentence) for sentence in reading(found)]
    npv = found.results.npv
    if any("les bénéfices dépassent" in sentence for sentence in told):
        assert npv > 0
    if any("les coûts dépassent" in sentence for sentence in told):
        assert npv < 0
    if starting(told, "Le projet devient rentable"):
        assert npv >= 0
        assert sinks_again([year.net for year in found.years]) is None or found.study.rate > 0
        year = int(re.search(r"en (\d{4})", starting(told, "Le projet devient rentable")[0])[1])
        assert next(row for row in found.years if row.year == year).discounted >= 0
        assert next(row for row in found.years if row.year == year - 1).discounted < 0
    if starting(told, "Le bilan est positif pour tout taux"):
        assert npv > 0


def test_hypotheses_beyond_all_bounds_are_read_too():
    assert read(replace(example(), horizon=-1))[0].startswith("En 2026, seuls des coûts")
    assert not any("VAN" in sentence for sentence in read(replace(example(), rate=D(0))))
