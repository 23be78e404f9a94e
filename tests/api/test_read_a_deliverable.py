"""A script reads deliverables: the list, the sheet with everything in its place, the journal."""

import uuid

import pytest

from deliverables.actions import Operation, archive, begin, freeze, rename, write
from deliverables.models import Note

from .conftest import CELL


def cell_of(answer, address=CELL):
    cells = [cell for sheet in answer.json()["sheets"] for line in sheet["lines"] for cell in line["cells"]]
    return next(cell for cell in cells if cell["address"] == address)


def test_a_stranger_does_not_learn_that_the_deliverable_exists(script, deliverable, stranger, company, staff):
    for user in (stranger, company, staff):
        agent = script(user)
        private, missing = agent.get(f"deliverables/{deliverable.pk}/"), agent.get(f"deliverables/{uuid.uuid4()}/")
        assert private.status_code == missing.status_code == 404
        assert private.json() == missing.json()
        assert agent.get("deliverables/").json()["count"] == 0


@pytest.mark.parametrize("rest", ["", "changes/", "notes/", f"notes/{uuid.uuid4()}/", "exports/json/"])
def test_every_address_under_a_deliverable_is_closed_to_strangers(script, deliverable, stranger, rest):
    assert script(stranger).get(f"deliverables/{deliverable.pk}/{rest}").status_code == 404


@pytest.mark.parametrize("pk", ["pas-un-uuid", "0", "%00", "é", "1" * 400])
def test_a_malformed_identifier_is_a_404_in_json(script, reader, pk):
    answer = script(reader).get(f"deliverables/{pk}/")
    assert answer.status_code == 404
    assert answer.json()["detail"]


def test_the_sheet_is_drawn_with_notes_answers_states_and_scores(script, deliverable, reader, contributor, write_note):
    write_note(deliverable, CELL, "Réemployer", by=contributor, signe="force")
    write_note(deliverable, CELL, "fait", by=contributor, kind="state")
    write_note(deliverable, f"{CELL}.eco-c1", "", by=contributor, kind="answer", choice="oui")
    answer = script(reader).get(f"deliverables/{deliverable.pk}/")
    cell = cell_of(answer)
    assert [(note["text"], note["fields"], note["author"]) for note in cell["notes"]] == [
        ("Réemployer", {"signe": "force"}, str(contributor))
    ]
    assert cell["state"] == "fait"
    assert [q["choice"] for q in cell["questions"] if q["id"] == "eco-c1"] == ["oui"]
    sheet = answer.json()["sheets"][0]
    assert sheet["progress"]["done"] == 1
    assert next(score for score in sheet["scores"] if score["row"] == "ecologique")["percent"] == 100
    assert answer.json()["revision"] == 3


def test_what_one_may_do_is_told(script, deliverable, reader, contributor, facilitator):
    powers = {
        user: tuple(script(user).get(f"deliverables/{deliverable.pk}/").json()[may] for may in ("may_write", "may_manage"))
        for user in (reader, contributor, facilitator)
    }
    assert powers == {reader: (False, False), contributor: (True, False), facilitator: (True, True)}


def test_the_etag_answers_304_until_something_shown_changes(script, deliverable, reader, facilitator, write_note):
    agent, path = script(reader), f"deliverables/{deliverable.pk}/"

    def again(etag):
        answer = agent.get(path, **{"If-None-Match": etag})
        return answer.status_code, answer["ETag"]

    etag = agent.get(path)["ETag"]
    assert again(etag) == (304, etag)
    changes = [
        lambda: write_note(deliverable, CELL, "Nouvelle", by=facilitator),
        lambda: rename(deliverable, "Autre titre", by=facilitator),
        lambda: freeze(deliverable, "Comité", by=facilitator),
        lambda: archive(deliverable, by=facilitator),
    ]
    for change in changes:
        change()
        status, newer = again(etag)
        assert (status, newer == etag) == (200, False)
        etag = newer


def test_archived_deliverables_are_listed_apart(script, deliverable, usecase, grid_version, facilitator):
    archive(begin(usecase, grid_version, by=facilitator, title="Ancienne"), by=facilitator)
    agent = script(facilitator)
    assert [one["title"] for one in agent.get("deliverables/").json()["results"]] == [deliverable.title]
    assert [one["title"] for one in agent.get("deliverables/?archived=true").json()["results"]] == ["Ancienne"]
    assert agent.get("deliverables/?usecase=ailleurs").json()["count"] == 0


def test_the_journal_is_followed_from_revision_to_revision(script, deliverable, reader, contributor, write_note):
    note = write_note(deliverable, CELL, "Avant", by=contributor)
    agent, path = script(reader), f"deliverables/{deliverable.pk}/changes/"
    first = agent.get(path).json()
    assert [(change["kind"], change["note"]["text"]) for change in first["changes"]] == [("written", "Avant")]
    asked = Operation(id=uuid.uuid4(), kind="note", address=CELL, note=note.pk, base=1, text="Après")
    write(deliverable, asked, by=contributor)
    news = agent.get(f"{path}?since={first['revision']}").json()
    assert [(change["operation"], change["note"]["text"]) for change in news["changes"]] == [(str(asked.id), "Après")]
    assert (news["revision"], news["more"]) == (2, False)
    assert agent.get(f"{path}?since=2").json()["changes"] == []


def test_a_long_journal_comes_in_several_answers(script, deliverable, reader, contributor, write_note, monkeypatch):
    monkeypatch.setattr("deliverables.api.reading.AT_ONCE", 2)
    for n in range(5):
        write_note(deliverable, CELL, f"Note {n}", by=contributor)
    agent, since, texts = script(reader), 0, []
    while True:
        told = agent.get(f"deliverables/{deliverable.pk}/changes/?since={since}").json()
        texts += [change["note"]["text"] for change in told["changes"]]
        since = told["revision"]
        if not told["more"]:
            break
    assert texts == [f"Note {n}" for n in range(5)]


@pytest.mark.parametrize("since", ["-1", "abc", "9" * 30, "1.5", "%00", ""])
def test_a_revision_that_cannot_be_is_refused(script, deliverable, reader, since):
    answer = script(reader).get(f"deliverables/{deliverable.pk}/changes/?since={since}")
    assert answer.status_code == 400
    assert "since" in answer.json()["errors"]


@pytest.mark.parametrize(("path", "queries"), [("", 6), ("notes/?limit=500", 4), ("changes/", 3), ("exports/json/", 4)])
def test_as_many_queries_for_1_note_as_for_300(
    script, deliverable, reader, contributor, write_note, django_assert_num_queries, path, queries
):
    agent, path = script(reader), f"deliverables/{deliverable.pk}/{path}"
    write_note(deliverable, CELL, "Une seule", by=contributor)
    with django_assert_num_queries(queries):
        agent.get(path)
    for n in range(299):
        write_note(deliverable, CELL, f"Note {n}", by=contributor)
    with django_assert_num_queries(queries):
        answer = agent.get(path)
    assert answer.status_code == 200
    assert answer.content.count(b"Note 29") == 10


def test_the_list_takes_as_many_queries_for_1_deliverable_as_for_80(
    script, deliverable, usecase, grid_version, reader, facilitator, django_assert_num_queries
):
    agent = script(reader)
    with django_assert_num_queries(3):
        agent.get("deliverables/")
    for n in range(79):
        begin(usecase, grid_version, by=facilitator, title=f"Livrable {n}")
    with django_assert_num_queries(3):
        assert agent.get("deliverables/").json()["count"] == 80


def test_notes_are_listed_by_page_struck_ones_included(script, deliverable, reader, contributor, write_note):
    notes = [write_note(deliverable, CELL, f"Note {n}", by=contributor) for n in range(3)]
    write_note(deliverable, "matrice.sociale.usage", "Ailleurs", by=contributor)
    Note.objects.filter(pk=notes[0].pk).update(struck=True)
    agent, path = script(reader), f"deliverables/{deliverable.pk}/notes/"
    found = agent.get(f"{path}?address={CELL}&limit=2").json()
    assert [(note["text"], note["struck"]) for note in found["results"]] == [("Note 0", True), ("Note 1", False)]
    assert (found["count"], found["previous"]) == (3, None)
    assert (
        agent.client.get(found["next"], headers={"Authorization": f"Token {agent.token}"}).json()["results"][0]["text"]
        == "Note 2"
    )
