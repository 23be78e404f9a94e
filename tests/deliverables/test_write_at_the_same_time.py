"""Several people at once: different notes never clash, two corrections of one note both live, nobody waits in vain."""

import threading
import time

import pytest
from django.db import close_old_connections, connection

from deliverables.actions import freeze, write
from deliverables.live import drawn_now, notes_at, sheets_at
from deliverables.models import Change, Note

from .conftest import CELL, OTHER, QUESTION, asked


def test_two_corrections_of_one_version_both_live(do, deliverable):
    note = do(text="Une borne").change.note_id
    do(note=note, base=1, text="Deux bornes")
    second = do(note=note, base=1, text="Trois bornes", fields={"signe": "force"})
    assert second.conflict
    original, sibling = Note.objects.in_order()
    assert (original.text, original.version, original.conflict_of) == ("Deux bornes", 2, None)
    assert (sibling.text, sibling.version, sibling.conflict_of, sibling.fields) == ("Trois bornes", 1, note, {"signe": "force"})
    assert [n.text for n in drawn_now(deliverable).cells[CELL].notes] == ["Deux bornes", "Trois bornes"]


def test_a_correction_of_a_struck_note_lives_beside_it(do):
    note = do(text="Un").change.note_id
    do(note=note, gesture="strike", text="")
    assert do(note=note, base=1, text="Corrigée sans le savoir").conflict
    assert list(Note.objects.in_order().values_list("text", "struck")) == [("Un", True), ("Corrigée sans le savoir", False)]


def test_a_strike_after_a_correction_strikes_what_stands_and_loses_no_text(do):
    note = do(text="Un").change.note_id
    do(note=note, base=1, text="Deux")
    assert not do(note=note, base=1, gesture="strike", text="").conflict
    assert Note.objects.values_list("text", "struck").get() == ("Deux", True)
    assert list(Change.objects.values_list("text", flat=True)) == ["Un", "Deux", "Deux"]


def test_striking_one_side_or_keeping_it_ends_the_conflict(do):
    note = do(text="Un").change.note_id
    do(note=note, base=1, text="Deux")
    sibling = do(note=note, base=1, text="Trois").change.note_id
    do(note=sibling, base=1, text="Trois")  # « garder les deux »
    assert Note.objects.get(pk=sibling).conflict_of is None


def test_the_later_answer_and_the_later_state_win_and_the_journal_keeps_both(do, deliverable):
    for choice, text in (("non", "La première"), ("oui", "La seconde"), ("", "")):
        do(kind="answer", address=QUESTION, note=None, text=text, fields={"choice": choice})
    for said in ("fait", "", "non-concerne"):
        do(kind="state", note=None, text=said)
    cell = drawn_now(deliverable).cells[CELL]
    assert (cell.asked[0].choice, cell.state) == ("", "non-concerne")
    assert deliverable.notes.count() == 2
    assert [c.fields.get("choice", "") for c in deliverable.changes.filter(note_kind="answer")] == ["non", "oui", ""]
    assert [c.text for c in deliverable.changes.filter(note_kind="state")] == ["fait", "", "non-concerne"]


def test_a_frozen_version_stays_as_it_was(do, deliverable, steward):
    note = do(text="Avant").change.note_id
    do(kind="state", note=None, text="fait")
    snapshot = freeze(deliverable, "Comité de mars", by=steward)
    do(note=note, base=1, text="Après")
    do(address=OTHER, text="Nouvelle")
    do(kind="state", note=None, text="")
    frozen = sheets_at(snapshot)[CELL.split(".")[0]].cells
    assert ([n.text for n in frozen[CELL].notes], frozen[CELL].state, frozen[OTHER].notes) == (["Avant"], "fait", [])
    assert [n.text for n in drawn_now(deliverable).cells[CELL].notes] == ["Après"]


def test_versions_are_numbered_and_the_same_one_is_not_frozen_twice(do, deliverable, steward):
    assert freeze(deliverable, "Vide", by=steward).number == 1
    assert freeze(deliverable, "Vide", by=steward).number == 1
    do()
    assert freeze(deliverable, "Vide", by=steward).number == 2
    assert freeze(deliverable, "Autre nom", by=steward).number == 3


# --- Threads: each has its own connection, on a database that others see --------------------------------------------------
def at_once(works):
    """Run every work in a thread of its own, all started together; what they returned or raised, in order."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            gate.wait(30)
            results[place] = work()
        except Exception as error:
            results[place] = error
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    return results


@pytest.mark.django_db(transaction=True)
def test_forty_people_correct_one_note_from_the_same_version(deliverable, contributor):
    note = write(deliverable, asked(text="Version commune"), by=contributor).change.note_id
    operations = [asked(note=note, base=1, text=f"Correction {n}") for n in range(40)]
    works = [lambda op=op: write(type(deliverable).objects.get(pk=deliverable.pk), op, by=contributor) for op in operations]
    first = at_once(works)
    assert [result for result in first if isinstance(result, Exception)] == []
    assert sorted(result.conflict for result in first) == [False] + [True] * 39
    assert sorted(Note.objects.values_list("text", flat=True)) == sorted(f"Correction {n}" for n in range(40))
    assert Note.objects.filter(conflict_of=note).count() == 39
    assert list(deliverable.changes.values_list("revision", flat=True)) == list(range(1, 42))

    again = at_once(works)
    assert all(result.replayed for result in again)
    assert [result.change for result in again] == [result.change for result in first]
    assert Note.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_the_same_operation_sent_by_ten_at_once_is_written_once(deliverable, contributor):
    operation = asked()
    results = at_once([lambda: write(type(deliverable).objects.get(pk=deliverable.pk), operation, by=contributor)] * 10)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert sum(not result.replayed for result in results) == 1
    assert len({result.change.pk for result in results}) == 1
    assert Note.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_people_answer_one_question_at_once(deliverable, contributor):
    works = [
        lambda n=n: write(
            type(deliverable).objects.get(pk=deliverable.pk),
            asked(kind="answer", address=QUESTION, note=None, text=f"Raison {n}", fields={"choice": "oui"}),
            by=contributor,
        )
        for n in range(10)
    ]
    results = at_once(works)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert Note.objects.get().version == 10
    assert sorted(Change.objects.values_list("text", flat=True)) == sorted(f"Raison {n}" for n in range(10))


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_for_three_seconds_lose_nothing(deliverable, contributor):
    until = time.monotonic() + 3
    stop = threading.Event()

    def write_away(n):
        mine, told = type(deliverable).objects.get(pk=deliverable.pk), []
        while time.monotonic() < until:
            told.append(write(mine, asked(text=f"De {n}, {len(told)}"), by=contributor).change)
        return told

    def read_away():
        mine = type(deliverable).objects.get(pk=deliverable.pk)
        while not stop.is_set() and time.monotonic() < until:
            revisions = [change.revision for change in mine.changes.since(0)]
            assert revisions == list(range(1, len(revisions) + 1)), "a reader saw a gap"
        return []

    results = at_once([*(lambda n=n: write_away(n) for n in range(20)), read_away])
    assert [result for result in results if isinstance(result, Exception)] == []  # « database is locked » among them
    acknowledged = {change.note_id: change.text for told in results for change in told}
    assert all(results[:20]), "somebody never got a turn"
    assert dict(Note.objects.values_list("pk", "text")) == acknowledged
    assert list(deliverable.changes.values_list("revision", flat=True)) == list(range(1, len(acknowledged) + 1))


@pytest.mark.django_db(transaction=True)
def test_a_version_frozen_while_people_write_holds_all_before_its_revision(deliverable, contributor, steward):
    def write_some(n):
        mine = type(deliverable).objects.get(pk=deliverable.pk)
        return [write(mine, asked(text=f"{n}.{i}"), by=contributor).change for i in range(5)]

    def freeze_now():
        return freeze(type(deliverable).objects.get(pk=deliverable.pk), "En cours", by=steward)

    *_told, snapshot = at_once([*(lambda n=n: write_some(n) for n in range(4)), freeze_now])
    held = {note.text for note in notes_at(deliverable, snapshot.revision)}
    assert held == set(deliverable.changes.filter(revision__lte=snapshot.revision).values_list("text", flat=True))
    assert len(held) == snapshot.revision
