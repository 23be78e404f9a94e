"""Reading a reference sheet: what a search finds, what filters leave, what the answers say and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacities.content import ContentError
from deliverables.grid import reference
from deliverables.grid.parser import parse_grid

SMALL = """
grid: abris
version: 1
title: Comparer les abris
short_title: Abris
purpose: Choisir un abri.
licence: CC0
reviewed: 2026-11-21
sheets:
  - id: abris
    layout: reference
    title: Abris
    shortlist: true
    rows: [{id: tente, label: Tente légère}, {id: cabane, label: Cabane}, {id: chateau, label: Château}]
    columns:
      - {id: texte, label: Description, brief: true}
      - {id: prix, label: Prix, choices: [{id: bas, label: Bas}, {id: haut, label: Élevé}]}
      - {id: places, label: Places, choices: [{id: une, label: Une}, {id: dix, label: Dix}]}
    guide:
      - id: pluie
        text: Pleut-il ?
        answers:
          - id: oui
            label: Oui
            weights:
              - {side: for, reason: le toit tient, rows: [cabane, chateau]}
              - {side: against, reason: la toile perce, rows: [tente]}
          - {id: non, label: Non}
      - id: demain
        text: Partez-vous demain ?
        answers:
          - id: oui
            label: Oui
            weights:
              - {side: for, reason: elle se plie, rows: [tente]}
              - {side: rules-out, reason: il ne bouge pas, rows: [chateau]}
              - {side: against, reason: elle se démonte mal, rows: [cabane]}
    entries:
      tente: {cells: {texte: [Se porte à l’épaule], prix: [bas], places: [une]}, evidence: verified}
      cabane: {cells: {texte: [En bois], prix: [bas, haut], places: [dix]}, unsure: la durée}
      chateau: {cells: {texte: [En pierre], prix: [haut], places: [dix]}}
"""
SHEET = parse_grid(SMALL).reference
ANSWERS = {question.id: [answer.id for answer in question.answers] for question in SHEET.guide}
any_answers = st.fixed_dictionaries({}, optional={id: st.sampled_from([*known, "autre"]) for id, known in ANSWERS.items()})
any_filters = st.fixed_dictionaries(
    {},
    optional={
        c.id: st.lists(st.sampled_from([choice.id for choice in c.choices]), unique=True) for c in SHEET.columns if c.choices
    },
)


def found(words="", **wanted):
    return [row.id for row in reference.matching(SHEET, words, {column: [word] for column, word in wanted.items()})]


def said(answers):
    return {
        a.row.id: (title, a.reasons, a.counters, a.ruled_out)
        for title, group in reference.advised(SHEET, answers)
        for a in group
    }


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("", ["tente", "cabane", "chateau"]),
        ("CHATEAU", ["chateau"]),
        ("legere epaule", ["tente"]),
        ("l'épaule", ["tente"]),
        ("bois pierre", []),
        ("élevé", ["cabane", "chateau"]),  # the label of a choice, not its id
        ("la duree", ["cabane"]),
    ],
)
def test_a_search_forgives_accents_and_wants_every_word(words, rows):
    assert found(words) == rows


def test_filters_of_several_columns_all_count():
    assert found(prix="bas") == ["tente", "cabane"]
    assert found(prix="bas", places="dix") == ["cabane"]
    assert found("pierre", prix="bas") == []


@given(any_filters, st.sampled_from(["", "en", "elevé"]))
def test_a_choice_announces_what_it_leaves(wanted, words):
    for facet in reference.facets(SHEET, words, wanted):
        for choice, count in facet.choices:
            assert count == len(reference.matching(SHEET, words, wanted | {facet.column.id: [choice.id]}))


@given(any_filters)
def test_one_more_filter_never_finds_more(wanted):
    every = reference.matching(SHEET)
    left = reference.matching(SHEET, "", wanted)
    assert [row for row in every if row in left] == left
    assert len(left) <= len(reference.matching(SHEET, "", dict(list(wanted.items())[1:])))


def test_each_row_is_told_why():
    told = said({"pluie": "oui", "demain": "oui"})

    assert [reason for _, reason in told["cabane"][1]] == ["le toit tient"]
    assert [reason for _, reason in told["cabane"][2]] == ["elle se démonte mal"]
    assert told["cabane"][0] == "Des raisons pour, des raisons contre"
    assert [reason for _, reason in told["chateau"][3]] == ["il ne bouge pas"]
    assert told["chateau"][0] == reference.GROUPS["against"]  # whatever speaks for it


def test_a_row_of_which_nothing_is_said_is_not_set_aside():
    told = said({"demain": "oui", "pluie": "non"})
    assert told["tente"][0] == reference.GROUPS["fits"]
    assert {row for row, (title, *_) in said({"pluie": "non"}).items() if title == reference.GROUPS["silent"]} == {
        "tente", "cabane", "chateau",
    }  # fmt: skip


@given(any_answers)
def test_every_row_is_there_once_and_every_reason_was_asked_for(answers):
    groups = reference.advised(SHEET, answers)

    rows = [advice.row.id for _, advices in groups for advice in advices]
    assert sorted(rows) == sorted(SHEET.row_by_id)
    given_weights = sum(
        len(weight.rows)
        for question in SHEET.guide
        for answer in question.answers
        if answers.get(question.id) == answer.id
        for weight in answer.weights
    )
    told = sum(len(a.reasons) + len(a.counters) + len(a.ruled_out) for _, advices in groups for a in advices)
    assert told == given_weights


@given(any_answers)
def test_inside_a_group_more_reasons_come_first(answers):
    for _, advices in reference.advised(SHEET, answers):
        keys = [(len(a.ruled_out), -len(a.reasons), len(a.counters)) for a in advices]
        assert keys == sorted(keys)


def test_a_sheet_of_reference_is_alone_in_its_grid():
    board = """  - {id: autre, layout: board, title: Autre, rows: [{id: a, label: A}], columns: [{id: b, label: B}]}\n"""
    with pytest.raises(ContentError, match="seule dans son modèle"):
        parse_grid(SMALL + board)


def test_side_by_side_leaves_out_what_nobody_says():
    rows = [SHEET.row_by_id["tente"], SHEET.row_by_id["cabane"]]
    table = reference.side_by_side(SHEET, rows)
    assert [(column.id, texts) for column, texts in table][:2] == [
        ("texte", [["Se porte à l’épaule"], ["En bois"]]),
        ("prix", [["Bas"], ["Bas", "Élevé"]]),
    ]


def test_what_nobody_checked_says_so():
    marks = [reference.mark(SHEET.entries[row.id]) for row in SHEET.rows]
    assert marks == ["", "vérifié en partie", "à vérifier"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("prix: [bas], places: [une]", "prix: [moyen], places: [une]", "mot inconnu dans prix"),
        ("      chateau: {cells: {texte: [En pierre], prix: [haut], places: [dix]}}\n", "", "chaque ligne a une fiche"),
        ("texte: [En bois]", "humeur: [En bois]", "colonne inconnue"),
        ("rows: [chateau]", "rows: [igloo]", "lignes inconnues"),
        ("id: pluie", "id: prix", "déjà pris"),
        ("id: pluie", "id: fiche", "déjà pris"),
        ("layout: reference", "layout: matrix", "feuille de référence"),
    ],
)
def test_a_sheet_that_does_not_hold_together_is_refused(right, wrong, told):
    assert right in SMALL
    with pytest.raises(ContentError, match=told):
        parse_grid(SMALL.replace(right, wrong))
