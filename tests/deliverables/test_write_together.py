"""Several gestures in one go: all or none, each with its revision, once however often they are sent."""

import threading
import uuid

import pytest
from django.db import close_old_connections

from deliverables.actions import Refused, Reused, write, write_all
from deliverables.grid.address import own_row_id
from deliverables.models import Deliverable, Note

from .conftest import CELL, OTHER, asked


def revision_of(deliverable):
    return Deliverable.objects.get(pk=deliverable.pk).revision


def test_each_gesture_has_its_revision_in_the_order_given(deliverable, contributor):
    written = write_all(deliverable, [asked(text=f"Note {n}") for n in range(4)], by=contributor)
    assert [(one.change.revision, one.change.text, one.replayed) for one in written] == [
        (n + 1, f"Note {n}", False) for n in range(4)
    ]
    assert revision_of(deliverable) == deliverable.revision == 4


def test_a_note_may_stand_in_a_row_added_just_before(deliverable, contributor):
    row = asked(kind="row", address="matrice", text="Santé")
    note = asked(address=f"matrice.{own_row_id(row.note)}.usage", text="Moins de stress")
    write_all(deliverable, [row, note], by=contributor)
    assert list(Note.objects.in_order().values_list("text", flat=True)) == ["Santé", "Moins de stress"]
    with pytest.raises(Refused):
        write_all(deliverable, [asked(address=f"matrice.{own_row_id(uuid.uuid4())}.usage")], by=contributor)


def test_a_field_may_name_a_row_added_just_before(balance, contributor):
    row = asked(kind="row", address="bilan", text="SDIS")
    fields = {"transfert": own_row_id(row.note)}
    line = asked(address="bilan.usagers.benefices-fonctionnement", text="Gratuité", fields=fields)
    write_all(balance, [row, line], by=contributor)
    assert Note.objects.get(pk=line.note).fields == fields


def test_one_that_is_refused_takes_all_back(deliverable, contributor):
    late = asked(note=uuid.uuid4(), gesture="strike", text="")  # nothing to strike: known only once writing began
    with pytest.raises(Refused):
        write_all(deliverable, [asked(), asked(address=OTHER), late], by=contributor)
    assert not Note.objects.exists()
    assert not deliverable.changes.exists()
    assert revision_of(deliverable) == 0


def test_sent_again_they_get_their_first_answers(deliverable, contributor):
    gestures = [asked(text=f"Note {n}") for n in range(3)]
    first = write_all(deliverable, gestures, by=contributor)
    again = write_all(deliverable, gestures, by=contributor)
    assert [one.change.pk for one in again] == [one.change.pk for one in first]
    assert all(one.replayed for one in again)
    assert revision_of(deliverable) == deliverable.changes.count() == 3


def test_what_was_sent_before_among_them_is_not_written_twice(deliverable, contributor):
    known = asked(text="Déjà là")
    write(deliverable, known, by=contributor)
    written = write_all(deliverable, [asked(text="Avant"), known, asked(text="Après")], by=contributor)
    assert [(one.replayed, one.change.revision) for one in written] == [(False, 2), (True, 1), (False, 3)]
    assert revision_of(deliverable) == 3


def test_one_uuid_for_two_gestures_is_refused(deliverable, contributor):
    twice = uuid.uuid4()
    with pytest.raises(Reused):
        write_all(deliverable, [asked(id=twice, text="Un"), asked(id=twice, text="Deux")], by=contributor)
    assert not Note.objects.exists()


def test_nothing_to_write_writes_nothing(deliverable, contributor):
    assert write_all(deliverable, [], by=contributor) == []
    assert revision_of(deliverable) == 0


def test_a_correction_among_them_clashes_as_usual(deliverable, contributor, do):
    note = do(text="Un").change.note_id
    do(note=note, base=1, text="Deux")
    written = write_all(deliverable, [asked(text="Neuve"), asked(note=note, base=1, text="Trois")], by=contributor)
    assert [one.conflict for one in written] == [False, True]
    assert sorted(Note.objects.filter(address=CELL).values_list("text", flat=True)) == ["Deux", "Neuve", "Trois"]


@pytest.mark.django_db(transaction=True)
def test_groups_and_single_gestures_at_once_keep_the_order_of_revisions(deliverable, contributor):
    failed = []

    def work(size):
        try:
            for n in range(5):
                write_all(deliverable, [asked(text=f"{size}.{n}.{part}") for part in range(size)], by=contributor)
        except Exception as error:  # told by the assertion below, in the test's own thread
            failed.append(error)
        finally:
            close_old_connections()

    deliverable = Deliverable.objects.get(pk=deliverable.pk)
    threads = [threading.Thread(target=work, args=(size,)) for size in (1, 7, 1, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    told = list(deliverable.changes.order_by("revision").values_list("revision", "text"))
    assert [revision for revision, _ in told] == list(range(1, 66))
    assert revision_of(deliverable) == 65
    parts = [text.split(".") for _, text in told]
    for at, (size, n, part) in enumerate(parts):
        if part != "0":  # a group is never parted by somebody else's gesture
            assert parts[at - 1] == [size, n, str(int(part) - 1)]
