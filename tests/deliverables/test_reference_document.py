"""The PDF of a grid to read: what its address asks, once rendered not rendered again, and never an empty document."""

import html
import re

import pytest

from deliverables import documents

STRUCTURES = "/livrables/modeles/structures-de-portage/"
NOTICES = "/livrables/modeles/bibliographie/"

pytestmark = pytest.mark.usefixtures("reference_grids")


@pytest.fixture
def rendered(monkeypatch):
    """The HTML of each document that the renderer is asked for, instead of asking it."""
    asked = []

    def remember(text):
        asked.append(text)
        return b"%PDF-1.7 " + str(len(asked)).encode()

    monkeypatch.setattr(documents, "render", remember)
    return asked


def titles(text, level):
    return [html.unescape(re.sub("<[^>]+>", "", title)) for title in re.findall(rf"<{level}[^>]*>(.*?)</{level}>", text)]


def test_without_a_choice_the_whole_guide(client, rendered, reference_grids):
    answer = client.get(STRUCTURES + "document.pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "public, no-cache"
    assert 'filename="structures-de-portage-capacities.pdf"' in answer["Content-Disposition"]
    (text,) = rendered
    labels = [row.label for row in reference_grids["structures-de-portage"].grid.reference.rows]
    assert titles(text, "h2") == ["D’un coup d’œil", *labels, "Pour s’y prendre"]


def test_the_shortlist_in_the_order_picked(client, rendered):
    client.get(STRUCTURES + "document.pdf", {"fiche": ["scic", "gip", "inconnue"]})
    (text,) = rendered
    heads = re.findall(r'<th scope="col">(.*?)(?: <span|</th>)', text)
    assert heads == ["Critère", "Société coopérative d’intérêt collectif (SCIC)", "Groupement d’intérêt public (GIP)"]


def test_four_are_compared_at_most_as_on_the_page(client, rendered):
    client.get(STRUCTURES + "document.pdf", {"fiche": ["gip", "scic", "spl", "sem", "gie"]})
    assert len(re.findall(r'<th scope="col">', rendered[0])) == 1 + 4
    assert "(GIE)" not in rendered[0]


@pytest.mark.parametrize("query", [{"q": "cout benefice"}, {"theme": "smart-city"}, {"q": "guide", "etape": "pourquoi"}])
def test_the_list_shown_is_the_list_printed(client, rendered, query):
    page = client.get(NOTICES, query)
    shown = [card.row.label for card in page.context["cards"]]
    client.get(NOTICES + "document.pdf", query)
    assert shown
    assert titles(rendered[0], "h3") == shown
    assert f"{len(shown)} notice" in rendered[0]


@pytest.mark.parametrize("path", [STRUCTURES, NOTICES])
def test_a_search_that_leaves_nothing_is_told_in_french(client, rendered, path):
    answer = client.get(path + "document.pdf", {"q": "introuvable"})
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "no-store"
    assert "Rien ne répond à cette recherche" in answer.content.decode()
    assert rendered == []


def test_it_is_rendered_once(client, rendered):
    first = client.get(STRUCTURES + "document.pdf", {"fiche": ["gip", "scic"]})
    # An unknown parameter asks for nothing else.
    again = client.get(STRUCTURES + "document.pdf", {"fiche": ["gip", "scic"], "x": "1"})
    kept = client.get(STRUCTURES + "document.pdf", {"fiche": ["gip", "scic"]}, headers={"If-None-Match": first["ETag"]})
    other = client.get(STRUCTURES + "document.pdf", {"fiche": ["scic", "gip"]})
    assert first.content == again.content != other.content
    assert kept.status_code == 304
    assert len(rendered) == 2


def test_a_grid_to_fill_has_no_such_document(client, grid_version):
    assert client.get("/livrables/modeles/numerique-responsable/document.pdf").status_code == 404


@pytest.mark.parametrize(
    ("page", "leads"),
    [
        (STRUCTURES, "document.pdf"),
        (STRUCTURES + "?prive=oui", "document.pdf?prive=oui"),
        (NOTICES + "?q=guide", "document.pdf?q=guide"),
    ],
)
def test_the_list_offers_its_document(client, page, leads):
    base = page.partition("?")[0]
    assert f'href="{base}{leads}"' in client.get(page).content.decode()


def test_the_comparison_offers_its_document(client):
    page = client.get(STRUCTURES + "comparer/?fiche=gip&fiche=scic").content.decode()
    assert f'href="{STRUCTURES}document.pdf?fiche=gip&amp;fiche=scic"' in page
    assert "document.pdf" not in client.get(STRUCTURES + "comparer/?fiche=gip").content.decode()
