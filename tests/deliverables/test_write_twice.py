"""A repeated request is harmless: the same answer as the first time, and nothing written."""

import uuid

import pytest

from deliverables.actions import Reused, begin, write
from deliverables.models import Change, Note

from .conftest import CELL, OTHER, QUESTION, asked


def replayed(deliverable, operation, by):
    first, rows = write(deliverable, operation, by=by), None
    for _ in range(3):
        before = list(Note.objects.order_by("pk").values()), list(Change.objects.order_by("pk").values())
        again = write(deliverable, operation, by=by)
        rows = list(Note.objects.order_by("pk").values()), list(Change.objects.order_by("pk").values())
        assert rows == before
        assert (first.replayed, again.replayed, again.change) == (False, True, first.change)
        assert again.conflict == first.conflict
    deliverable.refresh_from_db()
    assert deliverable.revision == Change.objects.count()
    return first


def test_writing_twice_writes_once(deliverable, contributor):
    replayed(deliverable, asked(), contributor)


@pytest.mark.parametrize("gesture", ["write", "strike", "restore"])
def test_every_gesture_on_a_note_may_be_repeated(deliverable, contributor, do, gesture):
    note = do().change.note_id
    replayed(deliverable, asked(note=note, base=1, gesture=gesture, text="Autre" if gesture == "write" else ""), contributor)


def test_rows_answers_and_states_may_be_repeated(deliverable, contributor):
    replayed(deliverable, asked(kind="row", address="matrice", text="Paysage"), contributor)
    replayed(deliverable, asked(kind="answer", address=QUESTION, fields={"choice": "oui"}), contributor)
    replayed(deliverable, asked(kind="state", text="fait"), contributor)


def test_a_conflict_repeated_names_the_same_sibling(deliverable, contributor, do):
    note = do(text="Un").change.note_id
    do(note=note, base=1, text="La plus rapide")
    operation = asked(note=note, base=1, text="La seconde")
    first = replayed(deliverable, operation, contributor)
    assert first.conflict
    assert first.change.note_id == uuid.uuid5(operation.id, "sibling")


def test_a_repetition_whose_base_moved_up_is_still_the_same_gesture(deliverable, contributor, do):
    note = do(text="Un").change.note_id
    operation = asked(note=note, base=1, text="Deux")
    first = write(deliverable, operation, by=contributor)
    from dataclasses import replace

    again = write(deliverable, replace(operation, base=2), by=contributor)
    assert (again.replayed, again.change) == (True, first.change)


@pytest.mark.parametrize(
    "changed", [{"text": "Autre chose"}, {"address": OTHER}, {"fields": {"signe": "force"}}, {"note": uuid.uuid4()}]
)
def test_the_same_uuid_with_another_content_is_refused(deliverable, contributor, changed):
    operation = asked()
    write(deliverable, operation, by=contributor)
    from dataclasses import replace

    with pytest.raises(Reused):
        write(deliverable, replace(operation, **changed), by=contributor)
    assert Note.objects.values_list("text", "address").get() == (operation.text, CELL)
    deliverable.refresh_from_db()
    assert deliverable.revision == 1


def test_the_uuids_of_another_deliverable_are_refused(deliverable, contributor, usecase, grid_version, facilitator):
    other, operation = begin(usecase, grid_version, by=facilitator), asked()
    write(deliverable, operation, by=contributor)
    with pytest.raises(Reused):
        write(other, operation, by=contributor)
    with pytest.raises(Reused):
        write(other, asked(note=operation.note, base=1), by=contributor)
    other.refresh_from_db()
    assert (other.revision, other.notes.count(), deliverable.notes.count()) == (0, 0, 1)


def test_a_sibling_whose_uuid_is_taken_is_refused_without_harm(deliverable, contributor, do):
    note = do(text="Un").change.note_id
    do(note=note, base=1, text="Deux")
    operation = asked(note=note, base=1, text="Trois")
    do(note=uuid.uuid5(operation.id, "sibling"), text="Occupe la place")
    with pytest.raises(Reused):
        write(deliverable, operation, by=contributor)
    deliverable.refresh_from_db()
    assert deliverable.revision == Change.objects.count() == 3
