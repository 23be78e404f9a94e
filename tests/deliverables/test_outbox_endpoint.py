"""The outbox's door answers 200, 409, 401, 403, 404, 413, 415 or 422, with words, and never fails whatever comes in."""

import json
import re
import uuid

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliverables.actions import archive
from deliverables.models import Change, Note

from .conftest import CELL, QUESTION


def gesture(**changed):
    return {
        "id": str(uuid.uuid4()), "kind": "note", "address": CELL, "note": str(uuid.uuid4()), "gesture": "write", "base": 0,
        "text": "Depuis le navigateur", "fields": {},
    } | changed  # fmt: skip


@pytest.fixture
def send(client_of, contributor, deliverable):
    def sent(body, by=contributor, client=None, **options):
        raw = body if isinstance(body, bytes) else json.dumps(body)
        options = {"content_type": "application/json"} | options
        return (client or client_of(by)).post(f"{deliverable.get_absolute_url()}modifications/", raw, **options)

    return sent


def test_what_is_stored_is_acknowledged_with_what_the_page_needs(send, deliverable):
    body = gesture(fields={"signe": "force"})
    told = send(body)
    answer = told.json()
    assert (told.status_code, told["Content-Type"]) == (200, "application/json")
    assert "no-store" in told["Cache-Control"]
    assert (answer["revision"], answer["version"], answer["kind"], answer["note"]) == (1, 1, "written", body["note"])
    assert (answer["address"], answer["conflict"], answer["replayed"]) == (CELL, False, False)
    assert re.fullmatch(r"à \d\d?\sh\s\d\d", answer["moment"])
    assert f'id="c-{CELL}"' in answer["cell"]
    assert "1 note" in answer["cell"]
    assert f'id="note-{body["note"]}"' in answer["item"]
    assert "Depuis le navigateur" in answer["item"]


def test_the_cell_and_the_note_of_an_acknowledgement_are_those_of_the_page(send, client_of, contributor, deliverable):
    answer = send(gesture()).json()
    page = client_of(contributor).get(f"{deliverable.get_absolute_url()}?case={CELL}").content.decode()
    assert answer["cell"].strip() in page
    assert answer["item"].strip() in page


def test_a_repetition_gets_the_same_answer(send):
    body = gesture()
    first, again = send(body).json(), send(body).json()
    assert again == first | {"replayed": True}
    assert Change.objects.count() == 1


def test_a_correction_of_an_older_version_is_kept_beside_and_told_409(send):
    body = gesture()
    send(body)
    send(gesture(note=body["note"], base=1, text="La plus rapide"))
    late = gesture(note=body["note"], base=1, text="La seconde")
    told = send(late)
    assert (told.status_code, told.json()["conflict"]) == (409, True)
    assert told.json()["note"] == str(uuid.uuid5(uuid.UUID(late["id"]), "sibling"))
    assert "Deux versions." in told.json()["item"]
    assert send(late).json()["note"] == told.json()["note"]


@pytest.mark.parametrize(
    "body",
    [
        gesture(kind="answer", address=QUESTION, note=None, fields={"choice": "oui"}),
        gesture(kind="state", note=None, text="fait"),
        gesture(kind="row", address="matrice", text="Paysage"),
    ],
    ids=["answer", "state", "row"],
)
def test_answers_states_and_rows_are_acknowledged(send, body):
    assert send(body).status_code == 200
    assert Note.objects.count() == 1


# --- Who may ---------------------------------------------------------------------------------------------------------
def test_without_session_it_is_401_in_json_never_a_redirection(send):
    told = send(gesture(), client=Client())
    assert (told.status_code, told.json()["code"]) == (401, "session")
    assert "Reconnectez-vous" in told.json()["message"]


def test_another_person_signed_in_since_signs_nothing(send, contributor, facilitator):
    told = send(gesture(), by=facilitator, headers={"X-User": str(contributor.pk)})
    assert (told.status_code, told.json()["code"], Note.objects.count()) == (401, "session", 0)
    assert send(gesture(), headers={"X-User": str(contributor.pk)}).status_code == 200


def test_readers_are_told_403_and_strangers_404(send, reader, stranger, company):
    assert (send(gesture(), by=reader).status_code, send(gesture(), by=reader).json()["code"]) == (403, "role")
    for outsider in (stranger, company):
        told = send(gesture(), by=outsider)
        assert (told.status_code, told.json()["code"]) == (404, "gone")
    assert Note.objects.count() == 0


def test_a_deliverable_that_does_not_exist_is_not_told_apart_from_one_that_is_closed(client_of, stranger, deliverable):
    client = client_of(stranger)
    unknown = client.post(f"/livrables/{uuid.uuid4()}/modifications/", "{}", content_type="application/json")
    closed = client.post(f"{deliverable.get_absolute_url()}modifications/", "{}", content_type="application/json")
    assert (unknown.status_code, unknown.content) == (closed.status_code, closed.content)


def test_nobody_writes_in_an_archived_deliverable(send, deliverable, steward):
    archive(deliverable, by=steward)
    assert send(gesture()).status_code == 403
    assert Note.objects.count() == 0


def test_a_request_from_another_site_is_refused(send, client_of, contributor):
    guarded = client_of(contributor, enforce_csrf_checks=True)
    assert send(gesture(), client=guarded).status_code == 403
    assert Note.objects.count() == 0


# --- Whatever comes in -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "raw",
    [
        b"{", b"[]", b"null", b'"texte"', b"12", b"true", b"[[[", b"{}", b"\xff\xfe", b"\x00",
        b"[" * 200_000, b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"base": ' + b"9" * 6000 + b"}", b'{"id": NaN}', b'{"id": "\\udfff"}',
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_french(send, raw):
    told = send(raw)
    assert (told.status_code, told.json()["message"]) == (422, "Cet envoi est illisible.")


@pytest.mark.parametrize(
    "changed",
    [
        {"id": None}, {"id": "pas-un-uuid"}, {"id": 12}, {"id": ["a"]}, {"kind": None}, {"kind": ["note"]}, {"kind": "invention"},
        {"address": None}, {"address": 12}, {"address": "nulle.part.ici"}, {"address": "a" * 9000}, {"address": "\x00"},
        {"note": None}, {"note": "x"}, {"note": {}}, {"gesture": None}, {"gesture": 1}, {"gesture": "efface"},
        {"base": "1"}, {"base": 1.5}, {"base": None}, {"base": []}, {"text": None}, {"text": 12}, {"text": ["a"]}, {"text": ""},
        {"text": "\x00"}, {"text": "\ud800"}, {"text": "x" * 4001}, {"fields": "signe"}, {"fields": ["signe"]}, {"fields": {"x": "y"}},
        {"fields": {"signe": ["force"]}}, {"fields": {"signe": {"force": [[[]]]}}}, {"fields": {"\ud800": "x"}},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_gesture_is_refused_in_words_and_writes_nothing(send, changed):
    told = send(gesture(**changed))
    assert told.status_code == 422
    assert told.json()["message"].endswith((".", "note.", "barrez-la."))
    assert not Change.objects.exists()


@pytest.mark.parametrize("base", [10**30, -1, -(10**30), True])
def test_an_odd_base_is_only_another_version(send, base):
    body = gesture()
    send(body)
    assert send(gesture(note=body["note"], base=base, text="Autre")).status_code in (200, 409)
    assert Note.objects.filter(text="Autre").exists()


def test_one_hundred_kilobytes_are_refused_with_the_limit_and_megabytes_too(send):
    told = send(gesture(text="x" * 100_000))
    assert (told.status_code, "4\u202f000" in told.json()["message"]) == (422, True)
    assert send(gesture(text="x" * 3_000_000)).status_code == 413
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"]
)
def test_only_json_is_read(send, client_of, contributor, content_type):
    for client in (None, client_of(contributor, enforce_csrf_checks=True)):
        told = send(b"--x\r\nid=1", content_type=content_type, client=client)
        assert told.status_code in (403, 415)
    assert not Change.objects.exists()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.uuids().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
nearly_right = st.fixed_dictionaries(
    {},
    optional={
        "id": st.uuids().map(str) | anything,
        "kind": st.sampled_from(["note", "row", "answer", "state"]) | anything,
        "address": st.sampled_from([CELL, "matrice", QUESTION]) | anything,
        "note": st.uuids().map(str) | anything,
        "gesture": st.sampled_from(["write", "strike", "restore"]) | anything,
        "base": st.integers() | anything,
        "text": st.text() | anything,
        "fields": st.dictionaries(st.sampled_from(["signe", "composant", "choice"]), anything) | anything,
    },
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=anything | nearly_right)
def test_no_json_at_all_makes_it_fail(send, body):
    told = send(body)
    assert told.status_code in (200, 409, 422)
    assert told.json()


# --- What changed since ----------------------------------------------------------------------------------------------
@pytest.fixture
def since(client_of, contributor, deliverable):
    client = client_of(contributor)
    return lambda query: client.get(f"{deliverable.get_absolute_url()}modifications/{query}")


def test_the_journal_is_read_from_a_revision(since, do, deliverable):
    do(text="Un")
    do(text="Deux")
    told = since("?depuis=1").json()
    assert [(c["revision"], c["text"]) for c in told["changes"]] == [(2, "Deux")]
    assert (told["revision"], told["epoch"]) == (2, str(deliverable.epoch))
    assert since("?depuis=2").json()["changes"] == []
    assert len(since("").json()["changes"]) == 2


def test_a_long_journal_is_read_in_pieces_without_missing_any(since, do):
    for n in range(510):
        do(text=f"Note {n}")
    first = since("").json()
    second = since(f"?depuis={first['revision']}").json()
    assert [c["revision"] for c in first["changes"] + second["changes"]] == list(range(1, 511))


@pytest.mark.parametrize(
    ("query", "status"),
    [("?depuis=abc", 400), ("?depuis=" + "9" * 5000, 400), ("?depuis=1.5", 400), ("?depuis=%00", 400), ("?depuis=-5", 200),
     ("?depuis=" + "9" * 30, 200), ("?depuis=-" + "9" * 30, 200)],
)  # fmt: skip
def test_an_odd_revision_is_told_or_harmless(since, do, query, status):
    do()
    assert since(query).status_code == status
