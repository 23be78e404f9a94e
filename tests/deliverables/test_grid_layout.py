"""Grid + notes → every note in its place, or still readable beside."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.grid.address import own_row_id
from deliverables.grid.layout import draw

from .small import SHEET, Said, answer, note, row, state

ADDRESSES = ["feuille.haut.avant", "feuille.haut.apres", "feuille.bas.avant", "feuille.bas.apres"]


def drawn(*notes):
    return draw(SHEET, list(notes))


def test_an_empty_sheet_has_every_cell_to_do():
    sheet = drawn()
    assert list(sheet.cells) == ADDRESSES
    assert {cell.state for cell in sheet.cells.values()} == {"a-faire"}
    assert (sheet.note_count, sheet.stray, sheet.struck_rows) == (0, [], [])


def test_notes_stand_in_their_cells_in_the_order_given():
    first, second, elsewhere = note("haut.avant"), note("haut.avant"), note("bas.apres")
    sheet = drawn(first, elsewhere, second)
    assert sheet.cells["feuille.haut.avant"].notes == [first, second]
    assert sheet.cells["feuille.bas.apres"].notes == [elsewhere]
    assert sheet.note_count == 3


def test_a_struck_note_is_beside_the_living_ones():
    struck = note("haut.avant", struck=True)
    cell = drawn(struck).cells["feuille.haut.avant"]
    assert (cell.notes, cell.struck, cell.state) == ([], [struck], "a-faire")


def test_both_sides_of_a_conflict_stand_in_the_cell():
    original = note("haut.avant")
    sibling = note("haut.avant", conflict_of=original.id)
    assert drawn(original, sibling).cells["feuille.haut.avant"].notes == [original, sibling]


def test_a_row_of_ones_own_has_cells_of_its_own():
    own = row("Santé")
    there = Said("note", f"feuille.{own_row_id(own.id)}.avant", "Qualité de l’air")
    sheet = drawn(own, there)
    line = sheet.lines[-1]
    assert (line.row.label, line.note, line.row.id) == ("Santé", own, own_row_id(own.id))
    assert line.cells[0].notes == [there]
    assert len(sheet.cells) == 6


def test_the_notes_of_a_struck_row_are_strays_and_come_back_with_it():
    own = row(struck=True)
    there = Said("note", f"feuille.{own_row_id(own.id)}.avant", "Gardée")
    gone = Said("note", f"feuille.{own_row_id(own.id)}.avant", "Barrée avant", struck=True)
    sheet = drawn(own, there, gone)
    assert (sheet.stray, sheet.struck_rows, len(sheet.lines)) == ([there], [own], 2)
    own.struck = False
    assert drawn(own, there, gone).stray == []


def test_what_has_no_place_any_more_is_a_stray():
    elsewhere = [note("disparue.avant"), Said("answer", "feuille.haut.avant.q9", "Ancienne", {"choice": "oui"})]
    assert drawn(*elsewhere).stray == elsewhere


def test_notes_of_another_sheet_are_left_out():
    sheet = drawn(Said("note", "feuille2.haut.avant"), Said("row", "autre"))
    assert (sheet.note_count, sheet.stray, len(sheet.lines)) == (0, [], 2)


def test_an_answer_goes_to_its_question_and_starts_the_cell():
    given_answer = answer("q2", "oui", "Parce que")
    cell = drawn(given_answer).cells["feuille.haut.avant"]
    assert [asked.choice for asked in cell.asked] == ["", "oui"]
    assert (cell.answered, cell.state, cell.asked[1].answer) == (1, "en-cours", given_answer)


def test_an_answer_without_choice_is_not_counted_and_a_struck_one_is_gone():
    cell = drawn(answer("q1", "", "Seulement une remarque"), answer("q2", "oui", struck=True)).cells["feuille.haut.avant"]
    assert (cell.answered, cell.state) == (0, "a-faire")
    assert cell.asked[0].answer.text == "Seulement une remarque"
    assert cell.asked[1].answer is None


@pytest.mark.parametrize(
    ("notes", "state_now"),
    [
        ([], "a-faire"),
        ([note("haut.avant")], "en-cours"),
        ([answer("q1", "non")], "en-cours"),
        ([state("haut.avant", "fait")], "fait"),
        ([note("haut.avant"), state("haut.avant", "non-concerne")], "non-concerne"),
        ([state("haut.avant", "fait", struck=True)], "a-faire"),
        ([state("haut.avant", "")], "a-faire"),
        ([state("haut.avant", "invention")], "a-faire"),
    ],
)
def test_the_state_of_a_cell(notes, state_now):
    assert drawn(*notes).cells["feuille.haut.avant"].state == state_now


@pytest.mark.parametrize(
    ("notes", "missing"),
    [
        ([], True),
        ([note("haut.avant")], True),
        ([state("haut.avant", "fait")], False),
        ([state("haut.avant", "non-concerne")], False),
        ([state("haut.avant", "fait"), answer("q1", "ne-sait-pas")], True),
        ([state("haut.avant", "non-concerne"), answer("q1", "ne-sait-pas")], False),
    ],
)
def test_what_is_missing(notes, missing):
    assert drawn(*notes).cells["feuille.haut.avant"].missing is missing


@pytest.mark.parametrize(("count", "heat"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (6, 3), (7, 4), (60, 4)])
def test_heat_grows_with_notes(count, heat):
    assert drawn(*[note("haut.avant") for _ in range(count)]).cells["feuille.haut.avant"].heat == heat


def test_marks_are_counted_on_living_notes():
    cell = drawn(
        note("haut.avant", fields={"signe": "force"}),
        note("haut.avant", fields={"signe": "vigilance"}),
        note("haut.avant", fields={"signe": "vigilance"}, struck=True),
    ).cells["feuille.haut.avant"]
    assert (cell.marked("force"), cell.marked("vigilance")) == (1, 1)


def test_neighbours_follow_the_reading_order_and_stop_at_the_ends():
    sheet = drawn()
    assert sheet.neighbours(ADDRESSES[0]) == (None, ADDRESSES[1])
    assert sheet.neighbours(ADDRESSES[1]) == (ADDRESSES[0], ADDRESSES[2])
    assert sheet.neighbours(ADDRESSES[3]) == (ADDRESSES[2], None)


def test_the_next_missing_cell_is_looked_for_all_around():
    done = [state("haut.avant", "fait"), state("bas.avant", "fait"), state("bas.apres", "non-concerne")]
    sheet = drawn(*done)
    assert sheet.next_missing() == ADDRESSES[1]
    assert sheet.next_missing(ADDRESSES[2]) == ADDRESSES[1]
    assert sheet.next_missing("inconnue") == ADDRESSES[1]
    assert sheet.next_missing(ADDRESSES[1]) == ADDRESSES[1]  # the only one left is itself
    assert drawn(*done, state("haut.apres", "fait")).next_missing() is None


OWN = uuid.UUID(int=7)
places = st.sampled_from(["haut.avant", "bas.apres", f"{own_row_id(OWN)}.avant", "disparue.avant"])
struck = st.booleans()
some_notes = st.lists(
    st.builds(note, places, st.text(max_size=5), struck=struck)
    | st.builds(answer, st.sampled_from(["q1", "q4"]), st.sampled_from(["oui", "ne-sait-pas", ""]), struck=struck)
    | st.builds(lambda where, said: state(where, said), places, st.sampled_from(["", "fait", "non-concerne"])),
    max_size=20,
)


@given(some_notes, st.booleans())
def test_no_living_note_ever_disappears(notes, row_struck):
    own = row(id=OWN, struck=row_struck)
    sheet = draw(SHEET, [own, *notes])
    shown = [n for cell in sheet.cells.values() for n in [*cell.notes, *cell.struck]] + sheet.stray
    living = [n for n in notes if n.kind == "note" and not n.struck]
    assert all(sum(n is other for other in shown) == 1 for n in living)
    assert sheet.note_count + sum(n.kind == "note" for n in sheet.stray) == len(living)
