"""Grids that are read: search, filters, advice, comparison and downloads, open to all, with everything in the address."""

import re

import pytest

from deliverables.actions import ReadOnly, begin
from deliverables.models import Deliverable

from .test_reference_citations import read_bibtex, read_ris

STRUCTURES = "/livrables/modeles/structures-de-portage/"
NOTICES = "/livrables/modeles/bibliographie/"

pytestmark = pytest.mark.usefixtures("reference_grids")


def text_of(answer):
    """What the page says, without markup."""
    html = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", html))


def cards_of(answer):
    return re.findall(r'<li class="reference-card" id="([^"]+)"', answer.content.decode())


def test_the_list_shows_everything_with_its_warning(client):
    answer = client.get(STRUCTURES)

    assert len(cards_of(answer)) == 14
    assert "n’est pas un conseil juridique" in text_of(answer)
    assert "relu le 21 novembre 2026" in text_of(answer)


def test_filters_and_search_stand_in_the_address(client):
    answer = client.get(STRUCTURES, {"prive": "oui", "q": "fonctionnaires usagers"})
    assert cards_of(answer) == []
    assert "Rien ne répond" in text_of(answer)

    answer = client.get(STRUCTURES, {"usagers": "oui"})
    assert cards_of(answer) == ["scic", "association"]
    assert "2 structures sur 14" in text_of(answer)


def test_the_same_question_has_one_address(client):
    answer = client.get(STRUCTURES, {"q": "", "famille": "inconnue", "usagers": "oui", "fiche": ["gip", "xx", "gip"]})

    assert (answer.status_code, answer["Location"]) == (302, f"{STRUCTURES}?usagers=oui&fiche=gip")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "hostile",
    ["?q=%00", "?q=" + "a" * 500, "?fiche=../../etc", "?q=%3Cscript%3Ealert(1)%3C/script%3E", "?prive=oui&prive=non", "?q=%FF"],
)
def test_a_strange_address_ends_on_a_page(client, hostile):
    answer = client.get(STRUCTURES + hostile, follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) <= 1
    assert "<script>alert" not in answer.content.decode()


def test_what_is_picked_stays_picked_behind_a_filter(client):
    html = client.get(STRUCTURES, {"usagers": "oui", "fiche": ["gip", "scic"]}).content.decode()
    assert re.findall(r'name="fiche" value="(\w+)" checked', html) == ["gip", "scic"]


def test_the_questionnaire_orders_and_says_why(client):
    before = client.get(STRUCTURES + "choisir/")
    assert "Répondez à une question au moins" in text_of(before)

    answer = client.get(STRUCTURES + "choisir/", {"entreprises": "oui", "etendue": "plusieurs"})
    told = text_of(answer)
    assert told.index("Groupement d’intérêt public (GIP)") < told.index("Société publique locale (SPL)")
    assert "Pour\u00a0: elle réunit plusieurs territoires" in told
    assert "Écartée\u00a0: elle n’admet qu’un seul actionnaire public" in told
    html = answer.content.decode()
    assert 'name="entreprises" value="oui" checked' in html
    assert 'name="rapide" value="" checked' in html


def test_two_to_four_are_compared_side_by_side(client):
    html = client.get(STRUCTURES + "comparer/", {"fiche": ["gip", "scic"]}).content.decode()
    assert re.findall(r'<th scope="col"><a href="[^"]*/fiches/(\w+)/"', html) == ["gip", "scic"]
    assert html.count('<th scope="row">') >= 15
    assert "à vérifier" in client.get(STRUCTURES + "comparer/", {"fiche": ["gip", "regie"]}).content.decode()


@pytest.mark.parametrize("picked", [[], ["gip"]])
def test_fewer_than_two_are_not_compared(client, picked):
    html = client.get(STRUCTURES + "comparer/", {"fiche": picked}).content.decode()
    assert "<table" not in html
    assert "Choisissez de deux à quatre structures" in html


def test_a_fifth_one_is_left_out_and_it_is_said(client):
    answer = client.get(STRUCTURES + "comparer/", {"fiche": ["gip", "scic", "spl", "sem", "gie"]})
    html = answer.content.decode()
    assert re.findall(r'<th scope="col"><a href="[^"]*/fiches/(\w+)/"', html) == ["gip", "scic", "spl", "sem"]
    assert "les quatre premières" in text_of(answer)


def test_each_row_has_a_page_that_lasts(client):
    told = text_of(client.get(STRUCTURES + "fiches/gip/"))
    assert "Loi n°\u00a02011-525 du 17/05/2011, art.\u00a098 à 122 vérifiée" in told
    assert "Reste à vérifier\u00a0: la quasi-régie et le personnel" in told
    told = text_of(client.get(NOTICES + "fiches/b20/"))
    assert "à relire" in told
    assert "CNIL, 2024" in told  # a year is no quantity
    assert client.get(NOTICES + "fiches/b99/").status_code == 404


def test_the_list_shown_is_the_list_taken_home(client):
    found = cards_of(client.get(NOTICES, {"q": "cout benefice"}))
    assert "b13" in found

    ris = client.get(NOTICES + "notices.ris", {"q": "cout benefice"})
    bib = client.get(NOTICES + "notices.bib", {"q": "cout benefice"})

    assert [record["ID"][0] for record in read_ris(ris.content.decode())] == found
    assert [entry.key for entry in read_bibtex(bib.content.decode())] == found
    assert ris["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert 'filename="bibliographie-capacities.bib"' in bib["Content-Disposition"]
    one = read_ris(client.get(NOTICES + "notices.ris", {"fiche": "b13"}).content.decode())
    assert one[0]["UR"] == ["http://testserver/livrables/modeles/bibliographie/fiches/b13/"]


@pytest.mark.parametrize(
    "path",
    [
        NOTICES + "choisir/",
        NOTICES + "comparer/",
        STRUCTURES + "notices.ris",
        STRUCTURES + "vierge.pdf",
        STRUCTURES + "fiches/x/",
    ],
)
def test_what_a_grid_has_not_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_grid_to_fill_has_no_page_to_read(client, grid_version):
    assert client.get("/livrables/modeles/numerique-responsable/comparer/").status_code == 404
    assert client.get("/livrables/modeles/numerique-responsable/choisir/").status_code == 404


def test_nobody_begins_what_is_read(client_of, facilitator, usecase, reference_grids):
    version = reference_grids["structures-de-portage"]
    with pytest.raises(ReadOnly, match="il n’y a rien à y remplir"):
        begin(usecase, version, by=facilitator)
    answer = client_of(facilitator).post("/livrables/nouveau/", {"usecase": usecase.slug, "grid": version.slug})
    assert answer.status_code == 403
    assert "il n’y a rien à y remplir" in answer.content.decode()
    assert not Deliverable.objects.exists()


def test_no_page_offers_to_begin_it(client_of, facilitator, usecase, grid_version):
    browser = client_of(facilitator)
    for path in (STRUCTURES, NOTICES, "/livrables/", f"/cas-usage/{usecase.slug}/"):
        html = browser.get(path).content.decode()
        assert 'name="grid" value="structures-de-portage"' not in html
        assert 'name="grid" value="bibliographie"' not in html
        assert "vierge.pdf" not in html or path == "/livrables/"
    assert 'name="grid" value="numerique-responsable"' in browser.get(f"/cas-usage/{usecase.slug}/").content.decode()


def test_a_list_costs_the_same_whatever_is_asked(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get(STRUCTURES + "comparer/", {"fiche": ["gip", "scic", "spl"]})
    with django_assert_max_num_queries(3):
        client.get(NOTICES)
