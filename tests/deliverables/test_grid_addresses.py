"""Places in a grid: those that exist are found under one spelling, all others are refused in a French sentence."""

import uuid
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.grid.address import MAX_LENGTH, Address, UnknownAddress, locate, own_row_id

from .small import GRID

NOTE = uuid.UUID("0f4c5c00-ca9a-4c17-8e55-200010700000")
OWN = "x-0f4c5c00ca9a4c178e55200010700000"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("feuille", ("feuille", "", "", "")),
        ("feuille.haut.avant", ("feuille", "haut", "avant", "")),
        ("feuille.haut.avant.q1", ("feuille", "haut", "avant", "q1")),
        (f"feuille.{OWN}.apres", ("feuille", OWN, "apres", "")),
    ],
)
def test_a_place_is_found_and_spelled_back(text, parts):
    found = locate(GRID, text)
    assert (found.sheet, found.row, found.column, found.question) == parts
    assert str(found) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "autre",
        "feuille.haut",
        "feuille.haut.",
        "feuille..avant",
        "feuille.haut.milieu",
        "feuille.milieu.avant",
        "feuille.haut.avant.q3",  # a question of another cell
        "feuille.haut.avant.q9",
        "feuille.haut.avant.q1.q1",
        "Feuille.haut.avant",
        "feuille.haut.avant ",
        " feuille.haut.avant",
        "feuille.haut.avant\n",
        "feuille.haut.avant\x00",
        "feuille.haut.après",
        "feuille.haut-.avant",
        "feuille.-haut.avant",
        "feuille.ha--ut.avant",
        "feuille.haut.avant." + "q" * MAX_LENGTH,
        "../feuille.haut.avant",
        "feuille.x-.avant",
        "feuille.x-abc.avant",
        f"feuille.x-{NOTE}.avant",  # one spelling, without hyphens
        f"feuille.{OWN.upper()}.avant",
        f"feuille.x-{{{NOTE.hex}}}.avant",
        f"feuille.x-{NOTE.hex[:-1]}.avant",
        f"feuille.{OWN}.milieu",
        f"feuille.{OWN}.avant.q1",  # a row of one's own has no question
    ],
)
def test_no_other_place_exists(text):
    with pytest.raises(UnknownAddress, match=r"^Cette (case|ligne|question) n’existe pas dans"):
        locate(GRID, text)


@given(st.text(max_size=200))
def test_any_text_is_a_place_or_is_refused(text):
    with suppress(UnknownAddress):
        assert str(locate(GRID, text)) == text


@given(st.uuids())
def test_the_row_of_a_note_leads_back_to_the_note(note):
    assert Address.parse(f"feuille.{own_row_id(note)}.avant").own_row_note == note
    assert own_row_id(str(note)) == own_row_id(note)


def test_rows_of_ones_own_belong_to_extensible_sheets_only():
    closed = GRID.model_copy(update={"sheets": [GRID.sheets[0].model_copy(update={"extensible": False})]})
    closed.__dict__.pop("sheet_by_id", None)
    with pytest.raises(UnknownAddress):
        locate(closed, f"feuille.{OWN}.avant")


def test_a_question_knows_its_cell():
    assert str(Address.parse("feuille.haut.avant.q1").cell) == "feuille.haut.avant"
