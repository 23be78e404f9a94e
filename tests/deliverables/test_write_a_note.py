"""Notes are written, corrected, struck and restored; each gesture is one line of the journal, numbered without gap."""

import uuid

import pytest

from deliverables.actions import Operation, Refused, archive, write
from deliverables.live import history_of
from deliverables.models import Change, Deliverable, Note

from .conftest import CELL, OTHER, asked


def test_a_note_is_written_with_its_journal(do, deliverable, contributor):
    change = do(text="Une idée", fields={"signe": "force", "composant": ""}).change
    note = Note.objects.get()
    assert (note.text, note.address, note.fields, note.version, note.author) == (
        "Une idée",
        CELL,
        {"signe": "force"},
        1,
        contributor,
    )
    assert (note.revision, note.created_revision, change.revision, change.kind) == (1, 1, 1, "written")
    assert (change.note_id, change.text, change.fields, change.author) == (note.pk, note.text, note.fields, contributor)
    deliverable.refresh_from_db()
    assert (deliverable.revision, deliverable.updated_at) == (1, change.at)


def test_a_correction_moves_the_version_and_keeps_the_author_of_the_note(do, facilitator, contributor):
    note = do(text="Un").change.note_id
    change = do(by=facilitator, note=note, base=1, text="Deux").change
    stored = Note.objects.get()
    assert (stored.text, stored.version, stored.revision, stored.created_revision) == ("Deux", 2, 2, 1)
    assert (stored.author, change.author, change.kind) == (contributor, facilitator, "corrected")


def test_striking_and_restoring_keep_the_text(do):
    note = do(text="Gardée", fields={"signe": "force"}).change.note_id
    do(note=note, gesture="strike", text="", base=1)
    assert Note.objects.values_list("struck", "text").get() == (True, "Gardée")
    do(note=note, gesture="restore", text="", base=2)
    assert Note.objects.values_list("struck", "text", "fields", "version").get() == (False, "Gardée", {"signe": "force"}, 3)
    assert list(Change.objects.values_list("kind", flat=True)) == ["written", "struck", "restored"]


def test_a_restored_text_may_be_an_older_one(do):
    note = do(text="Un").change.note_id
    do(note=note, base=1, text="Deux")
    do(note=note, gesture="restore", base=2, text="Un")
    assert Note.objects.get().text == "Un"


def test_a_note_may_move_to_another_cell_with_its_history(do, deliverable):
    note = do(text="Ici").change.note_id
    do(note=note, base=1, text="Ici", address=OTHER)
    assert Note.objects.get().address == OTHER
    assert [change.kind for change, _ in history_of(deliverable, CELL)] == ["written"]
    assert [change.kind for change, _ in history_of(deliverable, OTHER)] == ["corrected"]


@pytest.mark.parametrize("gesture", ["strike", "restore"])
def test_what_does_not_exist_is_neither_struck_nor_restored(do, deliverable, gesture):
    with pytest.raises(Refused, match="n’existe pas encore"):
        do(gesture=gesture)
    nothing_happened(deliverable)


def test_a_note_does_not_turn_into_a_row(do):
    note = do().change.note_id
    with pytest.raises(Refused, match="l’identifiant d’une autre"):
        do(note=note, kind="row", address="matrice", base=1)


@pytest.mark.parametrize(
    ("changed", "said", "field"),
    [
        ({"text": ""}, "vide", "text"),
        ({"text": " \n\t\u00a0\u202f"}, "vide", "text"),
        ({"text": "\u202e\x00\ue000"}, "vide", "text"),
        ({"text": "\u200b\ufeff\u2060"}, "vide", "text"),
        ({"text": "x" * 4001}, "4\u202f001 signes et la limite est de 4\u202f000", "text"),
        ({"text": "x" * 100_000}, "100\u202f000 signes", "text"),
        ({"address": "matrice.nulle.part"}, "n’existe pas", "address"),
        ({"address": "matrice"}, "dans une case", "address"),
        ({"address": f"{CELL}.eco-c1"}, "dans une case", "address"),
        ({"address": ""}, "n’existe pas", "address"),
        ({"address": "matrice.x-00000000000000000000000000000000.usage"}, "ligne n’existe pas", "address"),
        ({"note": None}, "identifiant", ""),
        ({"kind": "invention"}, "genre", ""),
        ({"gesture": "delete"}, "geste", ""),
        ({"fields": {"couleur": "bleu"}}, "ne connaît pas", "fields"),
        ({"fields": {"signe": "joie"}}, "n’est pas proposé", "signe"),
        ({"fields": {"signe": ["force"]}}, "illisibles", "fields"),
        ({"fields": {"signe": {"force": 1}}}, "illisibles", "fields"),
        ({"fields": ["signe"]}, "illisibles", "fields"),
        ({"kind": "row", "address": "matrice", "text": ""}, "nom à cette dimension", "text"),
        ({"kind": "row", "address": "matrice", "text": "x" * 121}, "121 signes et la limite est de 120", "text"),
        ({"kind": "row"}, "ligne supplémentaire", "address"),
        ({"kind": "answer"}, "à une question", "address"),
        ({"kind": "answer", "address": f"{CELL}.eco-u1"}, "question n’existe pas", "address"),
        ({"kind": "answer", "address": f"{CELL}.eco-c1", "fields": {"choice": "peut-être"}}, "n’est pas proposée", "choice"),
        ({"kind": "answer", "address": f"{CELL}.eco-c1", "fields": {"choice": ["oui"]}}, "n’est pas proposée", "choice"),
        ({"kind": "state", "text": "presque"}, "état n’existe pas", "text"),
        ({"kind": "state", "text": "a-faire"}, "état n’existe pas", "text"),
        ({"kind": "state", "address": "matrice", "text": "fait"}, "à une case", "address"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_in_words_and_nothing_is_stored(do, deliverable, changed, said, field):
    with pytest.raises(Refused, match=said) as refused:
        do(**changed)
    assert refused.value.field == field
    nothing_happened(deliverable)


def nothing_happened(deliverable):
    deliverable.refresh_from_db()
    assert (deliverable.revision, Note.objects.count(), Change.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  un  ", "un"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("cafe\u0301", "café"),
        ("un\x00deux\x07", "undeux"),
        ("\u202eabc\u202c", "abc"),
        ("a\ue000b\U000f0000c", "abc"),
        ("lone \udc80 surrogate", "lone  surrogate"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("👩🏽‍🚒 عربية 中文 𝛼", "👩🏽‍🚒 عربية 中文 𝛼"),
        ("x" * 4000, "x" * 4000),
    ],
)
def test_text_is_stored_as_typed_but_for_what_nobody_can_read(do, typed, stored):
    do(text=typed)
    assert Note.objects.get().text == stored
    assert Change.objects.get().text == stored


def test_the_name_of_a_row_has_a_limit_of_its_own(do):
    do(kind="row", address="matrice", text="x" * 120)
    assert len(Note.objects.get().text) == 120


def test_a_row_of_ones_own_takes_notes_and_keeps_them_when_withdrawn(do, deliverable):
    row = do(kind="row", address="matrice", text="Paysage").change.note_id
    cell = f"matrice.x-{row.hex}.usage"
    do(address=cell, text="Haies")
    do(kind="row", address="matrice", note=row, gesture="strike", text="")
    do(address=cell, text="Écrite pendant que la ligne partait")
    from deliverables.live import drawn_now

    drawn = drawn_now(deliverable)
    assert [note.text for note in drawn.stray] == ["Haies", "Écrite pendant que la ligne partait"]
    assert [row.text for row in drawn.struck_rows] == ["Paysage"]


def test_a_row_of_another_deliverable_is_unknown_here(do, usecase, grid_version, facilitator):
    from deliverables.actions import begin

    other = begin(usecase, grid_version, by=facilitator)
    row = do(where=other, kind="row", address="matrice", text="Chez eux").change.note_id
    with pytest.raises(Refused, match="ligne n’existe pas"):
        do(address=f"matrice.x-{row.hex}.usage")


def test_revisions_have_no_gap_even_when_operations_are_refused(do, deliverable):
    for n in range(6):
        if n % 2:
            with pytest.raises(Refused):
                do(gesture="strike")
        else:
            do(text=f"Note {n}")
    assert list(deliverable.changes.values_list("revision", flat=True)) == [1, 2, 3]
    deliverable.refresh_from_db()
    assert deliverable.revision == 3


def test_a_deliverable_that_is_gone_says_so(deliverable, contributor):
    gone = Deliverable.objects.get()
    Deliverable.objects.all().delete()
    with pytest.raises(Deliverable.DoesNotExist):
        write(gone, asked(), by=contributor)


def test_an_archived_deliverable_is_closed_by_the_rules_and_opens_again(deliverable, contributor, steward):
    from deliverables import rules

    archive(deliverable, by=steward)
    assert not rules.can_write(contributor, deliverable)
    assert rules.can_read(contributor, deliverable)
    archive(deliverable, by=steward, archived=False)
    assert rules.can_write(contributor, deliverable)


def test_an_operation_says_all_that_makes_it_another_one():
    first = Operation(id=uuid.UUID(int=1), kind="note", address=CELL, note=uuid.UUID(int=2), text="a")
    same = Operation(id=uuid.UUID(int=1), kind="note", address=CELL, note=uuid.UUID(int=2), text="a", base=4)
    assert first.digest == same.digest
    for changed in (
        {"text": "b"},
        {"address": OTHER},
        {"note": uuid.UUID(int=3)},
        {"gesture": "strike"},
        {"fields": {"a": "b"}},
    ):
        other = Operation(
            **{"id": uuid.UUID(int=1), "kind": "note", "address": CELL, "note": uuid.UUID(int=2), "text": "a"} | changed
        )
        assert other.digest != first.digest, changed
