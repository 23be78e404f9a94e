"""A cell opens beside the matrix, as a whole page or as a fragment: the same, at the same cost whatever the number of notes."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deliverables.grid.address import own_row_id

from .conftest import CELL, OTHER, QUESTION
from .pages import panel_of, without_what_changes

HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>&amp;{{ 7|add:7 }}{% now %}"
ESCAPED = "&lt;script&gt;"


@pytest.fixture
def page(client_of, contributor, deliverable):
    client = client_of(contributor)

    def got(path="", query="?vue=matrice", **options):
        return client.get(f"{deliverable.get_absolute_url()}{path}{query}", **options)

    return got


def test_the_sheet_shows_every_cell_with_its_state_and_counts(page, do):
    do(text="Une idée")
    do(kind="answer", address=QUESTION, note=None, fields={"choice": "oui"})
    html = page().content.decode()
    assert html.count('class="cell-link"') == 30
    assert "1 note" in html
    assert "1 réponse sur 5" in html
    assert html.count('state-en-cours">en cours') == 1
    assert html.count('state-a-faire">à faire') == 29


def test_a_cell_is_named_in_one_sentence_for_who_listens(page, do):
    for text in ("Une idée", "Une autre"):
        do(text=text)
    do(kind="answer", address=QUESTION, note=None, fields={"choice": "oui"})
    html = page().content.decode()

    def name(address):
        link = html.partition(f'id="c-{address}"')[2].partition('class="cell-link"')[2].partition(">")[2].partition("</a>")[0]
        return " ".join(re.sub("<[^>]+>", "", link).split())

    assert name(CELL) == "en cours : Écologique / énergétique, Conception. 2 notes, 1 réponse sur 5"
    assert name("matrice.sociale.usage") == "à faire : Sociale, Usage."


def test_opening_a_cell_is_a_page_of_its_own(page, do):
    do(text="Une idée")
    html = page(query=f"?case={CELL}").content.decode()
    assert 'data-address="matrice.ecologique.conception"' in panel_of(html)
    assert "Une idée" in panel_of(html)
    assert "Nouvelle note" in panel_of(html)


def test_the_fragment_is_the_panel_of_the_page(page, do):
    do(text="Une idée", fields={"signe": "vigilance"})
    do(kind="answer", address=QUESTION, note=None, text="Pourquoi", fields={"choice": "non"})
    whole = panel_of(page(query=f"?case={CELL}").content.decode())
    fragment = page(f"case/{CELL}/", "", headers={"HX-Request": "true"}).content.decode()
    assert without_what_changes(fragment.strip()) == without_what_changes(whole)


def test_the_fragment_of_the_step_by_step_is_the_panel_of_its_page(page, do):
    do(text="Une idée")
    whole = panel_of(page("pas-a-pas/", f"?case={CELL}").content.decode())
    fragment = page(f"case/{CELL}/", "?vue=steps", headers={"HX-Request": "true"}).content.decode()
    assert without_what_changes(fragment.strip()) == without_what_changes(whole)


def test_the_address_of_a_cell_without_script_is_a_whole_page(page):
    html = page(f"case/{CELL}/", "").content.decode()
    assert "<h1>" in html
    assert "Nouvelle note" in panel_of(html)


@pytest.mark.parametrize(
    "address",
    ["nulle.part.ici", "matrice", CELL + ".eco-c1", "matrice.x-00000000000000000000000000000000.usage", "%00", "a" * 500],
)
def test_a_cell_that_does_not_exist_is_not_found(page, address):
    assert page(query=f"?case={address}").status_code == 404
    assert page(f"case/{address}/", "").status_code == 404
    assert page("pas-a-pas/", f"?case={address}").status_code == 404
    assert page(f"case/{address}/", "", headers={"HX-Request": "true"}).status_code == 404


@pytest.mark.parametrize("path", ["", "pas-a-pas/", f"case/{CELL}/", f"historique/{CELL}/", "synthese/", "versions/"])
def test_a_stranger_does_not_learn_that_it_exists(client_of, stranger, deliverable, path):
    assert client_of(stranger).get(f"{deliverable.get_absolute_url()}{path}").status_code == 404


@pytest.mark.parametrize("path", ["?vue=matrice", f"?case={CELL}", f"pas-a-pas/?case={CELL}"])
def test_a_reader_reads_and_sees_nothing_to_write_with(client_of, reader, deliverable, do, path):
    do(text="À lire")
    html = client_of(reader).get(deliverable.get_absolute_url() + path).content.decode()
    assert "À lire" in html or "pas-a-pas" in path
    for word in ("Nouvelle note", "Barrer", "Corriger", "Enregistrer", "data-may-write", "data-add-row"):
        assert word not in html


@pytest.mark.parametrize("query", ["?vue=matrice", f"?case={CELL}"])
def test_the_page_costs_the_same_for_one_note_and_for_three_hundred(page, do, query):
    do(text="La première")
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(query=query)
    for n in range(300):
        do(text=f"Note {n}", address=(CELL, OTHER)[n % 2])
    with CaptureQueriesContext(connection) as many:
        response = page(query=query)
    assert "Note 2" in response.content.decode()
    assert len(many) == len(few) <= 6, "\n".join(query["sql"] for query in many)


@pytest.mark.parametrize("path", ["?vue=matrice", f"?case={CELL}", f"?case={CELL}&note=1", f"pas-a-pas/?case={CELL}"])
def test_there_are_at_most_three_forms_on_a_page(client_of, contributor, deliverable, do, path):
    for n in range(12):
        do(text=f"Note {n}")
    html = client_of(contributor).get(deliverable.get_absolute_url() + path).content.decode()
    assert html.count("<form") <= 3


def test_what_people_write_is_text_wherever_it_is_shown(client_of, contributor, facilitator, deliverable, do):
    note = do(text=HOSTILE).change.note_id
    do(note=note, base=1, text=HOSTILE + " corrigé")
    do(text=HOSTILE + " barré")
    struck = deliverable.notes.get(text__endswith="barré").pk
    do(note=struck, gesture="strike", base=1, text="")
    do(kind="answer", address=QUESTION, note=None, text=HOSTILE, fields={"choice": "ne-sait-pas"})
    row = do(kind="row", address="matrice", text=HOSTILE[:100]).change.note_id
    do(address=f"matrice.{own_row_id(row)}.usage", text=HOSTILE + " ailleurs")
    gone = do(kind="row", address="matrice", text="<b>Retirée</b>").change.note_id
    do(address=f"matrice.{own_row_id(gone)}.usage", text=HOSTILE + " sans case")
    do(kind="row", address="matrice", note=gone, gesture="strike", base=1, text="")
    contributor.name = "<i>Maud</i>"
    contributor.save()
    deliverable.title = "<u>Titre</u>"
    deliverable.save()
    client = client_of(facilitator)
    base = deliverable.get_absolute_url()
    for path in (
        "?vue=matrice", f"?case={CELL}", f"?case={CELL}&note={note}", f"pas-a-pas/?case={CELL}", f"historique/{CELL}/", "synthese/",
        f"case/matrice.{own_row_id(row)}.usage/", f"lignes/{row}/", "versions/", "reglages/", f"?case={CELL}&filtre=<script>",
    ):  # fmt: skip
        html = client.get(base + path).content.decode()
        for raw in ("<script>alert", "<img src=x", "<i>Maud", "<u>Titre", "<b>Retirée", "\"'><", "filtre=<script>"):
            assert raw not in html, (path, raw)
    assert ESCAPED in client.get(f"{base}?case={CELL}").content.decode()


def test_a_frozen_fragment_is_not_shown_for_a_newer_state(page, do, client_of, reader, deliverable):
    do(text="Première")
    assert "Première" in page().content.decode()
    do(text="Seconde")
    assert "Seconde" in page().content.decode()
    assert "Renommer" not in client_of(reader).get(f"{deliverable.get_absolute_url()}?vue=matrice").content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client_of, contributor, deliverable, method):
    client = client_of(contributor)
    for path in ("", "pas-a-pas/", f"case/{CELL}/", "modifications/"):
        assert getattr(client, method)(deliverable.get_absolute_url() + path).status_code == 405


def test_reading_never_writes(client_of, contributor, deliverable, do):
    do()
    client = client_of(contributor)
    with CaptureQueriesContext(connection) as queries:
        for path in (
            "?vue=matrice",
            f"?case={CELL}",
            "pas-a-pas/",
            f"historique/{CELL}/",
            "synthese/",
            "versions/",
            "modifications/",
        ):
            assert client.get(deliverable.get_absolute_url() + path).status_code == 200
    written = [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert [sql for sql in written if "deliverables_" in sql] == []
