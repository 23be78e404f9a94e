"""The lines of a balance as a table: French columns, numbers that a French spreadsheet reads, no formula from a text."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.costbenefit import table

from .balances import SHEET, balance, example, line, stakeholder


def rows(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_columns_are_those_of_the_schema():
    labels = [column.label for column in table.columns(SHEET)]
    assert labels[:5] == [
        "Identifiant",
        "Partie prenante",
        "Bénéfice ou coût",
        "Investissement, fonctionnement ou caché",
        "Libellé",
    ]
    assert labels[5:] == [field.label for field in SHEET.fields]
    assert len({table.key(label) for label in labels}) == len(labels)


def test_csv_is_what_excel_reads_in_french():
    text = table.csv_text(example(), SHEET)
    assert text.startswith("\ufeffIdentifiant;Partie prenante;")
    assert text.count("\r\n") == len(example().lines) + 1


def test_post_its_are_lines_too_and_words_are_french():
    studied = balance(
        line("usagers", "couts-caches", "Stress"),
        line("collectivite", "benefices-fonctionnement", "Gain", valeur="12500,5", evolution="-7,5", rythme="annuel",
             transfert="usagers", confiance="c3"),
    )  # fmt: skip
    head, *told = rows(table.csv_text(studied, SHEET))
    said = {one["Libellé"]: one for one in (dict(zip(head, row, strict=True)) for row in told)}
    stress, gain = said["Stress"], said["Gain"]
    assert (stress["Partie prenante"], stress["Bénéfice ou coût"], stress[head[3]]) == ("Usagers", "Coût", "Caché")
    label = {id: field.label for id, field in SHEET.field_by_id.items()}
    assert (gain[label["valeur"]], gain[label["evolution"]]) == ("12500,5", "-7,5 %")
    assert gain[label["transfert"]] == "Usagers"
    assert gain[label["confiance"]] == SHEET.field_by_id["confiance"].label_of("c3")


def test_two_stakeholders_of_the_same_name_are_told_apart():
    told = table.names(balance(stakeholder("Opérateur", "entreprise"), stakeholder("operateur", "autre")))
    assert list(told.values()) == ["Collectivité", "Usagers", "Opérateur", "operateur (2)"]


@pytest.mark.parametrize("text", ["=1+1", "+33", "-12", "@x", "\t=1", "'=1", "''+1", "＝1"])
def test_a_text_that_would_be_a_formula_is_defused_and_comes_back(text):
    assert table.defused(text) == f"'{text}"
    assert table.fused(table.defused(text)) == text


@given(st.text(st.sampled_from("'=+-@\ta1 "), max_size=6) | st.text(max_size=8))
def test_defusing_loses_nothing_and_leaves_no_formula(text):
    safe = table.defused(text)
    assert table.fused(safe) == text
    assert safe[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_a_negative_number_stays_a_number_and_a_text_that_looks_like_one_does_not():
    studied = balance(line("usagers", "couts-caches", "-12", evolution="-5"))
    (_, row) = rows(table.csv_text(studied, SHEET))
    assert row[4] == "'-12"
    assert "-5 %" in row
