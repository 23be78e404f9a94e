"""Searching a territory as one types: by name, SIREN or Insee code, accents forgiven."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def names(france, text):
    return [f"{territory.name} {territory.departement}".strip() for territory in france.matching(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("caux", "CA Caux Seine Agglo 76"),
        ("CAUX SEINE AGGLO", "CA Caux Seine Agglo 76"),
        ("communauté d'agglomération caux", "CA Caux Seine Agglo 76"),
        ("hyeres", "Hyères 83"),
        ("Hyères", "Hyères 83"),
        ("st etienne", "Saint-Étienne 42"),
        ("saint étienne", "Saint-Étienne 42"),
        ("l'isle sur", "L’Isle-sur-la-Sorgue 84"),
        ("l’isle-sur-la-sorgue", "L’Isle-sur-la-Sorgue 84"),
        ("chamonix", "CC de la Vallée de Chamonix-Mont-Blanc"),
        ("dunkerque", "CU de Dunkerque"),
        ("200010700", "CA Caux Seine Agglo 76"),
        ("200 010 700", "CA Caux Seine Agglo 76"),
        ("200\u00a0010\u202f700", "CA Caux Seine Agglo 76"),
        ("217601145", "Bolbec 76"),
        ("76384", "Lillebonne 76"),
        ("seine", "Seine-Maritime 76"),
        ("normandie", "Normandie"),
    ],
)
def test_what_one_types_finds_the_territory_first(france, text, first):
    assert names(france, text)[0] == first


def test_an_exact_name_comes_before_a_longer_one(france):
    assert names(france, "lisieux") == ["Lisieux 14", "CA Lisieux Normandie 14"]


def test_homonyms_come_by_population_and_a_departement_tells_them_apart(france):
    assert names(france, "saint-denis") == ["Saint-Denis 974", "Saint-Denis 93"]
    assert names(france, "saint-denis 93") == ["Saint-Denis 93"]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "\\", "'; DROP TABLE", "x" * 500, "\x00", "🙂"])
def test_anything_else_finds_nothing_and_breaks_nothing(france, text):
    assert names(france, text) == []


def test_the_fragment_answers_options_for_the_combobox(france, client_of):
    answer = client_of().get(reverse("usecases:territories"), {"q": "caux"})

    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count('role="option"') == 1
    assert 'data-label="CA Caux Seine Agglo (communauté d’agglomération, 76)"' in html
    assert "<html" not in html


def test_suggestions_name_the_departement(france, client_of):
    def shown(text):
        return client_of().get(reverse("usecases:territories"), {"q": text}).content.decode()

    assert "commune, Seine-Maritime, 8\u00a0000 hab." in shown("lillebonne")
    assert ", 83," in shown("hyeres")  # not loaded here: its number rather than nothing
    assert "Seine-Maritime</span>" in shown("seine-maritime")
    assert "Seine-Maritime, Seine-Maritime" not in shown("seine-maritime").replace("\n", "")


def test_the_fragment_says_that_nothing_was_found(france, client_of):
    html = client_of().get(reverse("usecases:territories"), {"q": "zzz<b>"}).content.decode()

    assert "Aucun territoire" in html
    assert "<b>" not in html


def test_the_fragment_takes_one_query(france, client_of, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        client_of().get(reverse("usecases:territories"), {"q": "saint"})
