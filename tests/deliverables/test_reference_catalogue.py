"""The comparison of structures and the bibliography as published: what the content promises is in them."""

import re

import pytest

from capacities.text import plain
from deliverables.grid import published, reference
from deliverables.grid.parser import parse_grid

SLUGS = ["structures-de-portage", "bibliographie"]


def grid(slug):
    text = next(text for text in published.texts() if text.name == f"{slug}/v1.yaml")
    return parse_grid(text.text, text.name)


STRUCTURES, NOTICES = (grid(slug).reference for slug in SLUGS)


def advised(**answers):
    groups = dict(reference.advised(STRUCTURES, {id.replace("_", "-"): answer for id, answer in answers.items()}))
    return {name: [a.row.id for a in groups.get(title, [])] for name, title in reference.GROUPS.items()}


def reasons(row, **answers):
    told = reference.advised(STRUCTURES, {id.replace("_", "-"): answer for id, answer in answers.items()})
    advice = next(a for _, advices in told for a in advices if a.row.id == row)
    return [reason for _, reason in advice.ruled_out]


def test_fourteen_structures_each_with_references():
    assert len(STRUCTURES.rows) == 14
    for row in STRUCTURES.rows:
        entry = STRUCTURES.entries[row.id]
        assert entry.sources, f"{row.id} leans on no text"
        assert all(said(row, column) for column in ("membres", "famille", "atouts", "limites", "duree", "gouvernance")), row.id
    assert "conseil juridique" in STRUCTURES.notice


def said(row, column):
    return STRUCTURES.entries[row.id].cells.get(column)


def test_six_months_are_six_months():
    """The words one filters by follow from the indicative duration beside them."""
    limits = {"six-mois": (0, 6), "douze-mois": (6, 12), "plus-douze-mois": (12, 99)}
    for row in STRUCTURES.rows:
        longest = max(int(word) for word in plain(said(row, "duree")[0]).split() if word.isdigit())
        after, until = limits[said(row, "delai")[0]]
        assert after < longest <= until, row.id


def test_the_law_rules_out_what_it_forbids():
    private = advised(entreprises="oui")
    assert {"spl", "syndicat-mixte-ferme", "syndicat-mixte-ouvert"} <= set(private["against"])
    assert {"gip", "scic", "association"} <= set(private["fits"])
    assert reasons("semop", etendue="plusieurs") == ["elle n’admet qu’un seul actionnaire public"]
    assert reasons("spl", clients_tiers="oui") == ["elle travaille exclusivement pour ses actionnaires, sur leur territoire"]
    assert reasons("sem", contrats_membres="oui") == ["la mise en concurrence y est la règle"]


def test_every_structure_is_spoken_for_by_some_answer():
    spoken = {row for q in STRUCTURES.guide for a in q.answers for w in a.weights if w.side == "for" for row in w.rows}
    assert spoken == STRUCTURES.row_by_id.keys()
    assert 5 <= len(STRUCTURES.guide) <= 7


def test_no_answer_speaks_twice_on_the_same_side_of_a_row():
    for question in STRUCTURES.guide:
        for answer in question.answers:
            told = [(weight.side, row) for weight in answer.weights for row in weight.rows]
            assert len(told) == len(set(told)), (question.id, answer.id)


def test_thirty_six_notices_with_who_published_them():
    assert len(NOTICES.rows) == 36
    for entry in NOTICES.entries.values():
        assert entry.publication.people or entry.publication.bodies
        assert entry.cells["resume"]
        assert re.fullmatch(r"(https?://[^\s\\{}_%]+)?", entry.publication.url)  # nothing that LaTeX would change


def test_what_was_not_verified_must_be_read_again():
    marks = {row.id: reference.mark(NOTICES.entries[row.id]) for row in NOTICES.rows}
    assert {id for id, mark in marks.items() if mark == "à relire"} == {"b20", "b21", "b22", "b32", "b33", "b34", "b35"}
    assert marks["b13"] == ""
    assert next(c for c in NOTICES.columns if c.id == "etape").evidence == "inferred"


@pytest.mark.parametrize("slug", SLUGS)
def test_what_it_says_is_french_and_tidy(slug):
    sheet = grid(slug).reference
    texts = [grid(slug).purpose, sheet.notice, *grid(slug).guidance]
    texts += [text for entry in sheet.entries.values() for texts in entry.cells.values() for text in texts]
    texts += [w.reason for q in sheet.guide for a in q.answers for w in a.weights]
    assert not [text for text in texts if "  " in text or "..." in text or "'" in text or text != text.strip()]
