"""Typed fields: read as French people type them, kept in one canonical form, refused in a sentence."""

from contextlib import suppress
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.grid.schema import Choice, Field
from deliverables.grid.values import Unreadable, decimal, read, shown, told

TYPES = ("choice", "text", "integer", "decimal", "money", "percent", "year", "date", "row")
ROWS = {"usagers", "x-00000000000040008000000000000001"}


def field(type, **more):
    choices = [Choice(id="c1", label="intuition"), Choice(id="c2", label="estimation")] if type == "choice" else []
    return Field(id="f", label="Champ", type=type, choices=choices, **more)


@pytest.mark.parametrize(
    ("type", "typed", "kept", "seen"),
    [
        ("money", "12 500,50 €", "12500,5", "12\u202f500,50\u00a0€"), ("money", "35 k€", "35000", "35\u202f000\u00a0€"),
        ("money", "1,2 M€", "1200000", "1\u202f200\u202f000\u00a0€"), ("money", "0,125", "0,125", "0,125\u00a0€"),
        ("decimal", "1.5", "1,5", "1,5"), ("decimal", "-3", "-3", "−3"), ("integer", "1 200", "1200", "1\u202f200"),
        ("percent", "3,2 %", "3,2", "3,2\u00a0%"), ("percent", "10 pour cent", "10", "10\u00a0%"), ("year", "2027", "2027", "2027"),
        ("choice", "c1", "c1", "intuition"), ("row", "usagers", "usagers", "Usagers"), ("text", " Devis ", "Devis", "Devis"),
        ("date", "12/03/2027", "2027-03-12", "12 mars 2027"), ("date", "1er août 2026", "2026-08-01", "1er août 2026"),
        ("date", "2027-03-12", "2027-03-12", "12 mars 2027"), ("date", "5.1.2028", "2028-01-05", "5 janvier 2028"),
        ("money", "", "", ""), ("money", "   ", "", ""),
    ],
)  # fmt: skip
def test_what_is_typed_kept_and_shown(type, typed, kept, seen):
    assert read(field(type), typed, ROWS) == kept
    assert shown(field(type), kept, {"usagers": "Usagers"}) == seen


@pytest.mark.parametrize(
    ("asked", "typed", "reason"),
    [
        (field("money"), "12.500", "12\u202f500\u00a0€ ou 12,50\u00a0€"), (field("decimal"), "12.500", "12\u202f500 ou 12,5"),
        (field("decimal"), "12 €", "sans euros"), (field("integer"), "1,5", "nombre entier"), (field("year"), "27", "2027"),
        (field("year"), "2027,5", "2027"), (field("choice"), "c9", "n’est pas proposé"), (field("row"), "inconnue", "n’existe pas"),
        (field("money", least=D(0)), "-5", "sans signe moins"), (field("integer", least=D(0), most=D(30)), "31", "entre 0 et 30"),
        (field("percent", most=D(20)), "21", "20\u00a0% ou moins"), (field("money"), "9" * 13, "dépasse"),
        (field("decimal"), "0,1234567", "décimales"), (field("text"), "x" * 401, "400 signes"), (field("money"), "douze", "Écrivez"),
        (field("date"), "31/02/2027", "12 mars 2027"), (field("date"), "demain", "12 mars 2027"), (field("date"), "12/03/27", "2027"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(asked, typed, reason):
    with pytest.raises(Unreadable, match=reason):
        read(asked, typed, ROWS)


@given(st.sampled_from(TYPES), st.text(max_size=60))
def test_any_text_is_kept_or_refused_and_what_is_kept_reads_as_itself(type, typed):
    with suppress(Unreadable):
        kept = read(field(type), typed, ROWS)
        assert read(field(type), kept, ROWS) == kept


@given(st.sampled_from(["decimal", "money", "percent"]), st.decimals(-(10**11), 10**11, places=6))
def test_a_number_written_in_full_comes_back_exactly(type, value):
    kept = read(field(type), f"{value:f}".replace(".", ","), ROWS)
    assert decimal(kept) == value
    assert read(field(type), kept, ROWS) == kept


def test_a_note_is_told_by_its_choices_and_its_named_values():
    known = [field("choice"), Field(id="valeur", label="Prix", type="money")]
    assert told(known, {"f": "c2", "valeur": "1200", "inconnu": "x"}) == ["estimation", "Prix\u00a0: 1\u202f200\u00a0€"]
