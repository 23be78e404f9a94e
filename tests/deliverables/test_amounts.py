"""Amounts as French people type them, and the question asked when one could be two."""

from contextlib import suppress
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.grid.amounts import Unreadable, parse_amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 500", "12500"), ("12\u202f500", "12500"), ("12\u00a0500,50 €", "12500.50"), ("1,2 M€", "1200000"),
        ("35 k€", "35000"), ("35k", "35000"), ("0,5", "0.5"), ("-3 000", "-3000"), ("−3", "-3"), ("1.234.567", "1234567"),
        ("12.5", "12.5"), ("0.125", "0.125"), ("2 millions", "2000000"), ("1,5 milliard d", None), ("3 euros", "3"),
        ("1.234,56", "1234.56"), ("12500", "12500"), ("2 Md€", "2000000000"),
    ],
)  # fmt: skip
def test_what_it_says(text, value):
    if value is None:
        with pytest.raises(Unreadable):
            parse_amount(text)
    else:
        assert parse_amount(text) == D(value)


def test_a_dot_before_three_digits_is_asked():
    with pytest.raises(Unreadable, match="12\u202f500\u00a0€ ou 12,50\u00a0€"):
        parse_amount("12.500")


@pytest.mark.parametrize(
    "text", ["", "€", "douze", "1,2,3", "1 23", "12 50", "1.23.4", "--3", "1e5", "NaN", "∞", "9" * 3 + "." + "x"]
)
def test_what_it_refuses_in_french(text):
    with pytest.raises(Unreadable, match=r"[«.]"):
        parse_amount(text)


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_a_sentence(text):
    with suppress(Unreadable):
        assert isinstance(parse_amount(text), D)


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_an_amount_written_as_printers_do_comes_back(whole, cents):
    text = f"{whole:,}".replace(",", "\u202f") + f",{cents:02d}\u00a0€"
    assert parse_amount(text) == D(whole) + D(cents) / 100


@pytest.mark.parametrize("text", ["12 millionſ", "12 mıllions", "١٢", "１２", "1\u2009²"])
def test_letters_and_digits_of_other_scripts_are_refused_in_words(text):
    with pytest.raises(Unreadable):
        parse_amount(text)
