"""The journal is everything that was ever acknowledged: played again, it gives the present, and every moment before it."""

import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliverables.actions import Refused, begin, write
from deliverables.grid.address import own_row_id
from deliverables.live import changes_since, notes_at
from deliverables.models import Note

from .conftest import CELL, OTHER, QUESTION, asked

NOTES = [uuid.UUID(int=n) for n in range(1, 4)]
ROW = uuid.UUID(int=99)
OWN_CELL = f"matrice.{own_row_id(ROW)}.usage"
gestures = st.sampled_from(["write", "write", "strike", "restore"])
texts = st.text("aé \n<&\x00\u202e", max_size=4)
fields = st.sampled_from([{}, {"signe": "force"}, {"composant": "donnee", "signe": ""}])
operations = st.lists(
    st.fixed_dictionaries(
        {
            "note": st.sampled_from(NOTES), "address": st.sampled_from([CELL, OTHER, OWN_CELL]), "gesture": gestures,
            "base": st.integers(0, 4), "text": texts, "fields": fields,
        }
    )
    | st.fixed_dictionaries(
        {"kind": st.just("row"), "note": st.just(ROW), "address": st.just("matrice"), "gesture": gestures,
         "base": st.integers(0, 3), "text": texts}
    )
    | st.fixed_dictionaries(
        {"kind": st.just("answer"), "address": st.just(QUESTION), "gesture": gestures, "text": texts,
         "fields": st.sampled_from([{}, {"choice": "oui"}, {"choice": "ne-sait-pas"}])}
    )
    | st.fixed_dictionaries(
        {"kind": st.just("state"), "gesture": gestures, "text": st.sampled_from(["", "fait", "non-concerne"])}
    ),
    max_size=15,
)  # fmt: skip


def seen(notes):
    names = ("id", "kind", "address", "text", "fields", "struck", "version", "conflict_of", "updated_at")
    return [(*(getattr(note, name) for name in names), str(note.author)) for note in notes]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked_for=operations)
def test_any_sequence_of_gestures(usecase, grid_version, facilitator, contributor, asked_for):
    Note.objects.all().delete()
    deliverable = begin(usecase, grid_version, by=facilitator)
    moments = {0: []}
    for n, changed in enumerate(asked_for):
        try:
            # Ids of notes belong to one deliverable: this example's are its own.
            mine = changed | (
                {"note": uuid.uuid5(deliverable.pk, str(changed["note"]))} if "note" in changed else {"note": None}
            )
            if mine.get("kind") == "row" or mine.get("address") == OWN_CELL:
                row = uuid.uuid5(deliverable.pk, str(ROW))
                mine |= {"note": row} if mine.get("kind") == "row" else {"address": f"matrice.{own_row_id(row)}.usage"}
            written = write(deliverable, asked(**mine), by=(facilitator, contributor)[n % 2])
        except Refused:
            deliverable.refresh_from_db()
        else:
            assert written.change.revision == deliverable.revision
        moments[deliverable.revision] = seen(deliverable.notes.in_order())

    assert sorted(moments) == list(range(deliverable.revision + 1))
    for revision, then in moments.items():
        assert seen(notes_at(deliverable, revision)) == then
    assert [change.revision for change in changes_since(deliverable, 0)] == list(range(1, deliverable.revision + 1))
    assert len(changes_since(deliverable, deliverable.revision)) == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.tuples(st.sampled_from(NOTES), st.integers(0, 3), st.text("abc", min_size=1, max_size=6)), max_size=12)
)
def test_no_acknowledged_text_is_ever_lost(usecase, grid_version, facilitator, texts):
    deliverable = begin(usecase, grid_version, by=facilitator)
    for note, base, text in texts:
        write(deliverable, asked(note=uuid.uuid5(deliverable.pk, str(note)), base=base, text=text), by=facilitator)
    journal = list(deliverable.changes.values_list("text", flat=True))
    assert journal == [text for _, _, text in texts]
