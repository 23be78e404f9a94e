"""A script answers questions, says where a cell stands, and adds rows of its own."""

import uuid

import pytest

from deliverables.grid.address import own_row_id

from .conftest import CELL

QUESTION = f"{CELL}.eco-c1"


@pytest.fixture
def agent(script, contributor):
    return script(contributor)


def operation():
    return str(uuid.uuid4())


@pytest.fixture
def at(deliverable):
    return f"deliverables/{deliverable.pk}"


def test_a_question_is_answered_and_the_later_answer_wins(agent, at, deliverable):
    first = agent.put(f"{at}/answers/{QUESTION}/", {"operation": operation(), "choice": "non", "text": "Pas encore"})
    second = agent.put(f"{at}/answers/{QUESTION}/", {"operation": operation(), "choice": "oui"})
    assert (first.status_code, second.status_code) == (201, 200)
    answer = deliverable.notes.get(kind="answer")
    assert (answer.address, answer.fields, answer.version) == (QUESTION, {"choice": "oui"}, 2)
    assert deliverable.changes.count() == 2


def test_an_answer_repeated_is_not_given_twice(agent, at, deliverable):
    body = {"operation": operation(), "choice": "oui"}
    first, again = (agent.put(f"{at}/answers/{QUESTION}/", body) for _ in range(2))
    assert (first.status_code, again.status_code, again.json()["replayed"]) == (201, 200, True)
    assert deliverable.changes.count() == 1


def test_an_empty_choice_takes_the_answer_back(agent, at):
    agent.put(f"{at}/answers/{QUESTION}/", {"operation": operation(), "choice": "oui"})
    agent.put(f"{at}/answers/{QUESTION}/", {"operation": operation(), "choice": ""})
    sheet = agent.get(f"{at}/").json()["sheets"][0]
    assert next(score for score in sheet["scores"] if score["row"] == "ecologique")["answered"] == 0


def test_a_cell_is_said_done_then_left_to_its_content(agent, at):
    def state():
        return agent.get(f"{at}/").json()["sheets"][0]["lines"][0]["cells"][0]["state"]

    assert agent.put(f"{at}/states/{CELL}/", {"operation": operation(), "state": "fait"}).status_code == 201
    assert state() == "fait"
    assert agent.put(f"{at}/states/{CELL}/", {"operation": operation(), "state": ""}).status_code == 200
    assert state() == "a-faire"


def test_a_row_of_one_s_own_is_added_renamed_and_written_in(agent, at, note_body):
    row = uuid.uuid4()
    added = agent.put(f"{at}/rows/{row}/", {"operation": operation(), "text": "Patrimoniale"})
    assert added.status_code == 201
    renamed = agent.put(f"{at}/rows/{row}/", {"operation": operation(), "text": "Patrimoine", "base": 1})
    assert renamed.json()["kind"] == "corrected"
    address = f"matrice.{own_row_id(row)}.usage"
    assert agent.put(f"{at}/notes/{uuid.uuid4()}/", note_body(address=address)).status_code == 201
    line = agent.get(f"{at}/").json()["sheets"][0]["lines"][-1]
    assert (line["label"], line["own"], len(line["cells"][1]["notes"])) == ("Patrimoine", str(row), 1)


def test_an_own_row_has_one_address_only(agent, at, note_body):
    row = uuid.uuid4()
    agent.put(f"{at}/rows/{row}/", {"operation": operation(), "text": "Patrimoniale"})
    answer = agent.put(f"{at}/notes/{uuid.uuid4()}/", note_body(address=f"matrice.x-{row}.usage"))
    assert (answer.status_code, answer.json()["field"]) == (422, "address")


def test_a_struck_row_keeps_its_notes_readable(agent, at, note_body):
    row = uuid.uuid4()
    agent.put(f"{at}/rows/{row}/", {"operation": operation(), "text": "Patrimoniale"})
    agent.put(f"{at}/notes/{uuid.uuid4()}/", note_body(address=f"matrice.{own_row_id(row)}.usage", text="À garder"))
    agent.put(f"{at}/rows/{row}/", {"operation": operation(), "struck": True})
    sheet = agent.get(f"{at}/").json()["sheets"][0]
    assert [note["text"] for note in sheet["stray"]] == ["À garder"]
    assert [note["text"] for note in sheet["struck_rows"]] == ["Patrimoniale"]


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        (f"answers/{QUESTION}/", {"choice": "peut-être"}, 422, "choice"),
        (f"answers/{QUESTION}/", {"choice": ["oui"]}, 400, "choice"),
        (f"answers/{QUESTION}/", {"choice": "oui", "text": "x" * 100_000}, 422, "text"),
        (f"answers/{CELL}/", {"choice": "oui"}, 422, "address"),
        (f"answers/{CELL}.inconnue/", {"choice": "oui"}, 422, "address"),
        ("answers/%00/", {"choice": "oui"}, 422, "address"),
        (f"answers/{'a' * 900}/", {"choice": "oui"}, 422, "address"),
        (f"states/{CELL}/", {"state": "en-cours"}, 400, "state"),
        (f"states/{CELL}/", {}, 400, "state"),
        (f"states/{QUESTION}/", {"state": "fait"}, 422, "address"),
        ("states/é.à.ù/", {"state": "fait"}, 422, "address"),
        (f"rows/{uuid.uuid4()}/", {"text": ""}, 422, "text"),
        (f"rows/{uuid.uuid4()}/", {"text": "x" * 121}, 422, "text"),
        ("rows/pas-un-uuid/", {"text": "Ligne"}, 400, "note"),
    ],
)
def test_what_cannot_be_written_is_refused_and_named(agent, at, deliverable, path, body, status, field):
    answer = agent.put(f"{at}/{path}", {"operation": operation(), **body})
    told = answer.json()
    assert answer.status_code == status
    assert field == told.get("field") or field in told.get("errors", {})
    assert deliverable.changes.count() == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"answers/{QUESTION}/", {"choice": "oui"}),
        (f"states/{CELL}/", {"state": "fait"}),
        (f"rows/{uuid.uuid4()}/", {"text": "Ligne"}),
    ],
)
def test_readers_and_strangers_write_nothing(script, reader, stranger, at, deliverable, path, body):
    assert script(reader).put(f"{at}/{path}", {"operation": operation(), **body}).status_code == 403
    assert script(stranger).put(f"{at}/{path}", {"operation": operation(), **body}).status_code == 404
    assert script().put(f"{at}/{path}", {"operation": operation(), **body}).status_code == 401
    assert deliverable.changes.count() == 0
