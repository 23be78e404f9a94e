"""A script freezes a version and finds it again."""

import pytest

from .conftest import CELL


@pytest.fixture
def path(deliverable):
    return f"deliverables/{deliverable.pk}/versions/"


def test_a_version_is_frozen_once_for_one_state_and_one_name(script, facilitator, deliverable, path, write_note):
    write_note(deliverable, CELL, "Réemployer", by=facilitator)
    agent = script(facilitator)
    first, again = (agent.post(path, {"name": "Comité de juin"}) for _ in range(2))
    assert (first.status_code, first.json()["number"], first.json()["revision"]) == (201, 1, 1)
    assert again.json() == first.json()
    agent.post(path, {"name": "Comité de septembre"})
    assert [(one["number"], one["name"]) for one in agent.get(path).json()["results"]] == [
        (2, "Comité de septembre"),
        (1, "Comité de juin"),
    ]


@pytest.mark.parametrize("name", ["", "\u202e", "\x00", "x" * 121, None, ["a"]])
def test_a_name_must_say_something(script, facilitator, deliverable, path, name):
    answer = script(facilitator).post(path, {"name": name})
    assert answer.status_code == 400
    assert "name" in answer.json()["errors"]
    assert deliverable.snapshots.count() == 0


def test_contributors_and_strangers_freeze_nothing(script, contributor, stranger, deliverable, path):
    assert script(contributor).post(path, {"name": "Comité"}).status_code == 403
    assert script(stranger).post(path, {"name": "Comité"}).status_code == 404
    assert deliverable.snapshots.count() == 0
