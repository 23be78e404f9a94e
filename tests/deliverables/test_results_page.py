"""What the balance amounts to: on its page, beside the grid, and when there is nothing to say yet."""

import pytest
from django.urls import reverse

from capacities.text import typo

COST, BENEFIT = "bilan.collectivite.couts-investissement", "bilan.usagers.benefices-fonctionnement"


@pytest.fixture
def page(client_of, reader, balance):
    def read(name="summary", **query):
        return client_of(reader).get(reverse(f"deliverables:{name}", args=[balance.pk]), query)

    return read


@pytest.fixture
def weighed(balance, write_note, contributor):
    """100 000 € once, then 25 000 € a year for five years: a VAN of 13 847,48 € at 3,2 %."""
    year = balance.begun
    write_note(balance, COST, "Capteurs", by=contributor, **{"valeur": "100 000", "confiance": "c3"})
    write_note(balance, BENEFIT, "Temps gagné", by=contributor, **{"valeur": "25 k€", "debut": str(year + 1)})
    write_note(balance, BENEFIT, "Une consigne claire", by=contributor, **{"monetise": "non", "intensite": "p2"})
    return balance


def test_an_empty_balance_says_what_to_do_first(page):
    told = page().content.decode()
    assert "Le bilan est encore vide" in told
    assert "L’équipe n’a pas encore écrit de conclusion" in told
    assert 'role="img"' not in told


def test_figures_reading_and_charts_are_on_the_page(page, weighed):
    told = page().content.decode()
    npv = -100_000 + sum(25_000 / 1.032**year for year in range(1, 6))
    assert typo(f"{round(npv):,} €".replace(",", " ")) in told
    assert f"Le projet devient rentable en {weighed.begun + 5}" in told
    for title in ("Qui gagne, qui paie", "Flux cumulés", "Ce qui fait bouger le résultat"):
        assert title in told
    assert told.count('role="img"') >= 5


def test_what_is_not_in_the_figures_stays_in_view(page, weighed):
    told = page().content.decode()
    assert "Une consigne claire" in told
    assert "très favorable" in told


def test_the_team_concludes_and_not_the_portal(page, weighed, write_note, contributor):
    write_note(weighed, "conclusions.interet.texte", "Nous défendons ce projet.", by=contributor)
    told = page().content.decode()
    assert "Nous défendons ce projet." in told
    assert "lecture automatique" in told


def test_the_strip_beside_the_balance_follows_what_is_written(page, weighed, write_note, contributor):
    before = page("sheet", feuille="bilan").content.decode()
    assert "live-figures" in before
    assert "2 sur 3" in before

    write_note(weighed, COST, "Serveur", by=contributor, **{"valeur": "1 M€"})

    after = page("results").content.decode()
    assert "3 sur 4" in after
    assert "non calculable" in after  # never paid back


def test_other_sheets_and_other_grids_have_no_figures_beside_them(page, weighed, deliverable, client_of, reader):
    assert "live-figures" not in page("sheet", feuille="pourquoi").content.decode()
    assert "live-figures" not in client_of(reader).get(deliverable.get_absolute_url()).content.decode()
    assert client_of(reader).get(reverse("deliverables:results", args=[deliverable.pk])).status_code == 404


def test_a_changed_hypothesis_moves_the_figures_and_is_marked(page, weighed, write_note, contributor):
    write_note(
        weighed, "hypotheses.periode.valeurs.taux", "Taux de notre emprunt", by=contributor, kind="answer", **{"value": "0"}
    )
    told = page().content.decode()
    assert typo("25 000 €") in told  # 5 × 25 000 − 100 000, undiscounted
    assert "modifié localement" in told
    assert "Taux de notre emprunt" in told


def test_what_people_write_is_never_markup(page, weighed, write_note, contributor):
    write_note(weighed, "bilan", "<b>Gras</b>", by=contributor, kind="row", **{"categorie": "entreprise"})
    write_note(weighed, COST, "<script>alert(1)</script>", by=contributor, **{"valeur": "5", "source": "<i>x</i>"})
    for name, query in (("summary", {}), ("sheet", {"feuille": "bilan"}), ("results", {})):
        told = page(name, **query).content.decode()
        assert "<b>Gras" not in told
        assert "<script>alert" not in told


def test_an_unknown_sheet_is_not_found(page):
    assert page("sheet", feuille="inconnue").status_code == 404


@pytest.mark.parametrize(
    ("horizon", "lines"),
    [
        (
            "30",
            [(BENEFIT, {"quantite": "999999999999", "valeur": "999999999999", "evolution": "1000"}), (COST, {"valeur": "1"})],
        ),
        ("0", [(BENEFIT, {"valeur": "0"}), (COST, {"valeur": "0,000001", "quantite": "0,000001"})]),
        ("30", [(COST, {"valeur": "1000", "debut": "2100"}), (BENEFIT, {"quantite": "5", "prix": "carbone", "debut": "1990"})]),
        (
            "5",
            [
                (COST, {"valeur": "1000", "evolution": "-100", "rythme": "annuel"}),
                (COST, {"valeur": "9", "transfert": "usagers"}),
            ],
        ),
    ],
)
def test_no_amount_breaks_a_page_or_a_file(page, balance, write_note, contributor, horizon, lines):
    write_note(balance, "hypotheses.periode.valeurs.horizon", "", by=contributor, kind="answer", value=horizon)
    for address, fields in lines:
        write_note(balance, address, "Extrême", by=contributor, **fields)
    for name, query in (
        ("summary", {}),
        ("sheet", {"feuille": "bilan"}),
        ("results", {}),
        ("export-xlsx", {}),
        ("export-csv", {}),
    ):
        assert page(name, **query).status_code == 200
