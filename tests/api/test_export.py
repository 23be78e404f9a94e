"""A script keeps a copy of a deliverable in one file."""

import uuid

import pytest

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
    assert answer["Content-Disposition"] == 'attachment; filename="matrice-numerique-responsable.json"'
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
    assert frozen["Content-Disposition"].endswith('-v1.json"')
    assert [(note["text"], note["author"]) for note in frozen.json()["notes"]] == [("Avant", str(contributor))]
    assert frozen.json()["version"]["name"] == "Comité de juin"
    assert [note["text"] for note in agent.get(path).json()["notes"]] == ["Après"]


def test_a_title_without_letters_still_names_a_file(script, reader, facilitator, deliverable, path):
    rename(deliverable, "« … »", by=facilitator)
    assert script(reader).get(path)["Content-Disposition"] == 'attachment; filename="livrable.json"'


@pytest.mark.parametrize(
    ("version", "status"), [("2", 404), ("0", 400), ("-1", 400), ("abc", 400), ("9" * 40, 400), ("%00", 400)]
)
def test_a_version_that_does_not_exist_is_told(script, reader, path, version, status):
    answer = script(reader).get(f"{path}?version={version}")
    assert answer.status_code == status
    assert answer.json()["detail"]
