"""A script writes, corrects, strikes and restores notes; repeating a request is harmless and no text is ever lost."""

import uuid

import pytest

from deliverables.actions import archive
from deliverables.models import Change, Note

from .conftest import CELL


@pytest.fixture
def agent(script, contributor):
    return script(contributor)


@pytest.fixture
def written(agent, note_path, note_body):
    """The path of a note already written, version 1."""
    path = note_path()
    assert agent.put(path, note_body(text="Première version")).status_code == 201
    return path


def test_a_note_is_written_and_read_back(agent, note_path, note_body, deliverable):
    path = note_path()
    answer = agent.put(path, note_body(fields={"composant": "equipement", "signe": "force"}))
    assert answer.status_code == 201
    assert (answer.json()["revision"], answer.json()["note"]["version"], answer.json()["replayed"]) == (1, 1, False)
    read = agent.get(path).json()
    assert (read["text"], read["address"], read["fields"]) == (
        "Réutiliser les mâts existants",
        CELL,
        {"composant": "equipement", "signe": "force"},
    )


def test_a_repeated_request_gets_the_same_answer_and_writes_nothing(agent, note_path, note_body, deliverable):
    path, body = note_path(), note_body()
    first = agent.put(path, body).json()
    agent.put(path, note_body(text="Corrigée depuis", base=1))
    again = agent.put(path, body)
    assert again.status_code == 200
    assert again.json() == {**first, "replayed": True}
    assert deliverable.changes.count() == 2


def test_a_correction_names_the_version_it_was_made_from(agent, written, note_body):
    answer = agent.put(written, note_body(text="Deuxième version", base=1))
    assert (answer.status_code, answer.json()["kind"], answer.json()["note"]["version"]) == (200, "corrected", 2)


def test_two_corrections_of_one_version_leave_both_texts(agent, written, note_body, deliverable):
    agent.put(written, note_body(text="La plus rapide", base=1))
    body = note_body(text="La seconde", base=1)
    answer = agent.put(written, body)
    assert answer.status_code == 409
    told = answer.json()
    assert (told["note"]["text"], told["other"]["text"]) == ("La seconde", "La plus rapide")
    assert told["note"]["conflict_of"] == told["other"]["id"]
    assert "rien n’est perdu" in told["detail"]
    assert sorted(deliverable.notes.values_list("text", flat=True)) == ["La plus rapide", "La seconde"]
    repeated = agent.put(written, body)
    assert (repeated.status_code, repeated.json()["note"]["id"]) == (409, told["note"]["id"])
    assert deliverable.notes.count() == 2


def test_a_note_is_struck_and_restored_without_losing_its_text(agent, written, note_body):
    struck = agent.put(written, note_body(text="", struck=True))
    assert (struck.status_code, struck.json()["kind"], struck.json()["note"]["text"]) == (200, "struck", "Première version")
    restored = agent.put(written, note_body(text="", struck=False))
    assert (restored.json()["kind"], restored.json()["note"]["struck"]) == ("restored", False)
    assert agent.get(written).json()["text"] == "Première version"


def test_a_note_read_changed_and_sent_back_whole_is_a_correction(agent, written, note_body):
    read = agent.get(written).json()
    answer = agent.put(written, {**read, **note_body(text="Relue", base=read["version"], struck=read["struck"])})
    assert (answer.json()["kind"], answer.json()["note"]["text"]) == ("corrected", "Relue")


def test_a_text_sent_to_a_struck_note_is_kept_beside_it(agent, written, note_body):
    agent.put(written, note_body(text="", struck=True))
    answer = agent.put(written, note_body(text="Écrit sans savoir", base=2, struck=False))
    assert answer.status_code == 409
    assert answer.json()["note"]["text"] == "Écrit sans savoir"


def test_the_operation_is_required_and_the_message_says_why(agent, note_path, note_body, deliverable):
    body = note_body()
    del body["operation"]
    answer = agent.put(note_path(), body)
    assert answer.status_code == 400
    assert "jamais écrit deux fois" in answer.json()["errors"]["operation"][0]
    assert deliverable.notes.count() == 0


def test_an_operation_does_not_serve_twice_for_two_texts(agent, note_path, note_body):
    path, body = note_path(), note_body()
    agent.put(path, body)
    answer = agent.put(path, {**body, "text": "Autre chose"})
    assert (answer.status_code, answer.json()["field"]) == (422, "operation")
    assert agent.get(path).json()["text"] == body["text"]


def test_readers_read_and_do_not_write(script, reader, note_path, note_body, deliverable):
    answer = script(reader).put(note_path(), note_body())
    assert answer.status_code == 403
    assert answer.json()["detail"] == "Votre rôle dans ce cas d’usage permet de lire, pas d’écrire."
    assert deliverable.notes.count() == 0


def test_nobody_writes_in_an_archived_deliverable(agent, note_path, note_body, deliverable, facilitator):
    archive(deliverable, by=facilitator)
    answer = agent.put(note_path(), note_body())
    assert answer.status_code == 403
    assert "archivé" in answer.json()["detail"]


def test_a_stranger_cannot_write_nor_learn(script, stranger, note_path, note_body, deliverable):
    assert script(stranger).put(note_path(), note_body()).status_code == 404
    assert deliverable.notes.count() == 0


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"address": "matrice.nulle.part"}, 422, "address"),
        ({"address": "matrice"}, 422, "address"),
        ({"address": f"{CELL}.eco-c1"}, 422, "address"),
        ({"address": "matrice.x-00000000000000000000000000000000.usage"}, 422, "address"),
        ({"address": "a" * 400}, 400, "address"),
        ({"address": 12}, 422, "address"),
        ({"address": None}, 400, "address"),
        ({"address": ["a"]}, 400, "address"),
        ({"text": ""}, 422, "text"),
        ({"text": "\u202e \u200e"[:1]}, 422, "text"),
        ({"text": "x" * 100_000}, 422, "text"),
        ({"text": "un\x00deux"}, 400, "text"),
        ({"text": {"a": 1}}, 400, "text"),
        ({"text": None}, 400, "text"),
        ({"fields": {"inconnu": "oui"}}, 422, "fields"),
        ({"fields": {"signe": "inconnu"}}, 422, "signe"),
        ({"fields": {"signe": ["force"]}}, 400, "fields"),
        ({"fields": "signe"}, 400, "fields"),
        ({"base": -1}, 400, "base"),
        ({"base": 10**30}, 400, "base"),
        ({"base": "abc"}, 400, "base"),
        ({"struck": "peut-être"}, 400, "struck"),
        ({"struck": True}, 422, "struck"),
        ({"operation": "pas-un-uuid"}, 400, "operation"),
        ({"operation": None}, 400, "operation"),
    ],
)
def test_a_wrong_body_is_refused_in_words_and_writes_nothing(agent, note_path, note_body, deliverable, changed, status, field):
    answer = agent.put(note_path(), note_body(**changed))
    told = answer.json()
    assert answer.status_code == status
    assert field == told.get("field") or field in told.get("errors", {})
    assert told["detail"]
    assert not Note.objects.exists()
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"texte"',
        b"null",
        b"[" * 200_000,
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"operation": NaN}',
        b'{"base": ' + b"9" * 6000 + b"}",
        b'{"text": "\xff\xfe"}',
        b'{"fields": {"\\ud800": "x"}}',
        b'{"text": "\\udfff"}',
    ],
)
def test_an_unreadable_body_is_a_400_in_french(agent, note_path, raw):
    answer = agent.client.put(
        f"/api/v1/{note_path()}", raw, content_type="application/json", headers={"Authorization": f"Token {agent.token}"}
    )
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_a_body_too_heavy_is_a_413(agent, note_path, note_body):
    answer = agent.put(note_path(), note_body(text="x" * 2_100_000))
    assert (answer.status_code, "2\u00a0Mo" in answer.json()["detail"]) == (413, True)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=", "x"]
)
def test_only_json_is_read(agent, note_path, content_type):
    answer = agent.client.put(
        f"/api/v1/{note_path()}", b"text=a", content_type=content_type, headers={"Authorization": f"Token {agent.token}"}
    )
    assert answer.status_code == 415
    assert "application/json" in answer.json()["detail"]


def test_a_declared_charset_does_not_change_how_the_body_is_read(agent, note_path, note_body):
    import json

    for charset in ("utf-16", "hex", "n-existe-pas"):
        answer = agent.client.put(
            f"/api/v1/{note_path()}",
            json.dumps(note_body(text="Été")).encode(),
            content_type=f"application/json; charset={charset}",
            headers={"Authorization": f"Token {agent.token}"},
        )
        assert answer.status_code == 201


def test_a_malformed_note_identifier_is_told(agent, deliverable, note_body):
    answer = agent.put(f"deliverables/{deliverable.pk}/notes/pas-un-uuid/", note_body())
    assert answer.status_code == 400
    assert "UUID" in answer.json()["errors"]["note"][0]
    assert agent.get(f"deliverables/{deliverable.pk}/notes/pas-un-uuid/").status_code == 404
    assert agent.get(f"deliverables/{deliverable.pk}/notes/{uuid.uuid4()}/").status_code == 404


def test_the_identifier_of_another_deliverable_s_note_is_refused(
    agent, note_body, note_path, usecase, grid_version, facilitator, contributor, write_note
):
    from deliverables.actions import begin

    other = begin(usecase, grid_version, by=facilitator)
    taken = write_note(other, CELL, "Chez les autres", by=contributor)
    answer = agent.put(note_path(taken.pk), note_body())
    assert answer.status_code == 422
    taken.refresh_from_db()
    assert taken.text == "Chez les autres"


def test_the_identifier_reserved_for_a_sibling_is_no_fault_when_taken(agent, written, note_path, note_body):
    operation = uuid.uuid4()
    agent.put(note_path(uuid.uuid5(operation, "sibling")), note_body(text="Occupe la place"))
    agent.put(written, note_body(text="La plus rapide", base=1))
    answer = agent.put(written, note_body(text="La seconde", base=1, operation=str(operation)))
    assert answer.status_code == 422
