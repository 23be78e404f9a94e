"""A script keeps a copy of a deliverable in one file."""

import uuid

import pytest
from django.urls import reverse

from capacities.pdf import RenderRefused
from deliverables.actions import Operation, freeze, rename, write

from .conftest import CELL


@pytest.fixture
def path(deliverable):
    return f"deliverables/{deliverable.pk}/exports/json/"


def correct(note, text, by):
    asked = Operation(id=uuid.uuid4(), kind="note", address=note.address, note=note.pk, base=note.version, text=text)
    write(note.deliverable, asked, by=by)


def test_the_file_holds_the_grid_and_all_that_was_written(script, reader, contributor, deliverable, write_note, path):
    write_note(deliverable, CELL, "Réemployer", by=contributor)
    write_note(deliverable, f"{CELL}.eco-c1", "Étude faite", by=contributor, kind="answer", choice="oui")
    answer = script(reader).get(path)
    assert answer["Content-Disposition"] == (
        'attachment; filename="matrice-numerique-responsable.json"; '
        "filename*=UTF-8''Matrice%20num%C3%A9rique%20responsable.json"
    )
    export = answer.json()
    assert export["format"] == "capacities.deliverable/1"
    assert [(note["kind"], note["text"], note["fields"]) for note in export["notes"]] == [
        ("note", "Réemployer", {}),
        ("answer", "Étude faite", {"choice": "oui"}),
    ]
    assert export["grid"]["digest"] == deliverable.grid_version.digest
    assert len(export["grid"]["sheets"][0]["questions"]) == len(deliverable.sheet.questions)


def test_a_frozen_version_stays_as_it_was(script, reader, contributor, facilitator, deliverable, write_note, path):
    note = write_note(deliverable, CELL, "Avant", by=contributor)
    freeze(deliverable, "Comité de juin", by=facilitator)
    correct(note, "Après", contributor)
    agent = script(reader)
    frozen = agent.get(f"{path}?version=1")
    assert '-v1.json"; ' in frozen["Content-Disposition"]
    assert [(note["text"], note["author"]) for note in frozen.json()["notes"]] == [("Avant", str(contributor))]
    assert frozen.json()["version"]["name"] == "Comité de juin"
    assert [note["text"] for note in agent.get(path).json()["notes"]] == ["Après"]


def test_a_title_without_letters_still_names_a_file(script, reader, facilitator, deliverable, path):
    rename(deliverable, "« … »", by=facilitator)
    assert script(reader).get(path)["Content-Disposition"].startswith('attachment; filename="livrable.json"; ')


@pytest.mark.parametrize(
    ("version", "status"), [("2", 404), ("0", 400), ("-1", 400), ("abc", 400), ("9" * 40, 400), ("%00", 400)]
)
def test_a_version_that_does_not_exist_is_told(script, reader, path, version, status):
    answer = script(reader).get(f"{path}?version={version}")
    assert answer.status_code == status
    assert answer.json()["detail"]


@pytest.fixture
def drawn(monkeypatch):
    """Every HTML that was sent to the renderer, whose place is taken: tests/pdf watch what it draws."""
    sent = []

    def render(html):
        sent.append(html)
        return b"%PDF-1.7 essai"

    monkeypatch.setattr("deliverables.documents.render", render)
    return sent


@pytest.fixture
def pdf_path(deliverable):
    return f"deliverables/{deliverable.pk}/exports/pdf/"


def test_the_pdf_is_that_of_the_page(script, client_of, reader, contributor, deliverable, write_note, pdf_path, drawn):
    write_note(deliverable, CELL, "Réemployer", by=contributor)
    answer = script(reader).get(f"{pdf_path}?format=a3")
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "application/pdf", b"%PDF-1.7 essai")
    assert answer["Content-Disposition"].startswith('attachment; filename="matrice-numerique-responsable')
    assert "Réemployer" in drawn[0]
    page = client_of(reader).get(reverse("deliverables:export", args=[deliverable.pk]), {"format": "a3"})
    assert (page.content, page["ETag"]) == (answer.content, answer["ETag"])
    assert len(drawn) == 1


def test_an_unchanged_pdf_is_not_drawn_again(script, reader, contributor, deliverable, write_note, pdf_path, drawn):
    agent = script(reader)
    etag = agent.get(pdf_path)["ETag"]
    assert agent.get(pdf_path, **{"If-None-Match": etag}).status_code == 304
    write_note(deliverable, CELL, "Nouvelle", by=contributor)
    assert agent.get(pdf_path, **{"If-None-Match": etag}).status_code == 200
    assert len(drawn) == 2


def test_a_frozen_version_is_drawn_as_it_was(
    script, reader, contributor, facilitator, deliverable, write_note, pdf_path, drawn
):
    note = write_note(deliverable, CELL, "Avant le comité", by=contributor)
    freeze(deliverable, "Comité de juin", by=facilitator)
    correct(note, "Après le comité", contributor)
    assert script(reader).get(f"{pdf_path}?version=1").status_code == 200
    assert "Avant le comité" in drawn[0]
    assert "Après le comité" not in drawn[0]


@pytest.mark.parametrize(
    ("query", "status"),
    [("format=a5", 400), ("format=%00", 400), ("version=7", 404), ("version=abc", 400), ("questions=peut-etre", 400)],
)
def test_a_pdf_that_does_not_exist_is_refused_in_words(script, reader, pdf_path, drawn, query, status):
    answer = script(reader).get(f"{pdf_path}?{query}")
    assert answer.status_code == status
    assert answer.json()["detail"]
    assert drawn == []


def test_a_document_that_cannot_be_drawn_is_told(script, reader, pdf_path, monkeypatch):
    def refuse(html):
        raise RenderRefused("size")

    monkeypatch.setattr("deliverables.documents.render", refuse)
    answer = script(reader).get(pdf_path)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/json")
    assert answer.json()["detail"] == str(RenderRefused("size"))


def test_strangers_export_nothing(script, stranger, pdf_path, path, drawn):
    assert script(stranger).get(pdf_path).status_code == script(stranger).get(path).status_code == 404
    assert script().get(pdf_path).status_code == 401
    assert drawn == []
