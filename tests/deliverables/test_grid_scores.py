"""How far people are, and what the answers of each dimension say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.grid.layout import draw
from deliverables.grid.progress import marked, progress, scores, to_look_up, unasked

from .small import SHEET, answer, note, row, state

CHOICES = {"oui": 2, "partiellement": 1, "non": 0, "ne-sait-pas": 0, "non-applicable": None}
OF_HAUT = ["q1", "q2", "q3"]


def score_of(*notes):
    return scores(draw(SHEET, list(notes)))[0]


@pytest.mark.parametrize(
    ("choices", "percent"),
    [
        (["oui", "oui", "oui"], 100),
        (["oui", "non", "non"], 33),
        (["oui", "partiellement", "non"], 50),
        (["oui", "ne-sait-pas"], 50),  # « ne sait pas » counts in the denominator
        (["oui", "non-applicable"], 100),  # « non applicable » does not
        (["ne-sait-pas"], 0),
        (["non-applicable", "non-applicable", "non-applicable"], None),
        ([], None),
    ],
)
def test_the_score_of_a_dimension(choices, percent):
    found = score_of(*[answer(q, choice) for q, choice in zip(OF_HAUT, choices, strict=False)])
    assert found.percent == percent
    assert (found.asked, found.answered, found.complete) == (3, len(choices), len(choices) == 3)


def test_struck_and_unknown_answers_do_not_count():
    found = score_of(answer("q1", "oui", struck=True), answer("q2", "inventée"), answer("q3", "", "une remarque"))
    assert (found.answered, found.percent) == (0, None)


def test_rows_without_question_have_no_score():
    assert [found.row.id for found in scores(draw(SHEET, [row()]))] == ["haut", "bas"]


@given(st.lists(st.sampled_from(sorted(CHOICES)), max_size=3))
def test_the_score_is_the_formula_of_the_content(choices):
    """score = somme(points) / (2 × nombre de questions applicables) × 100"""
    found = score_of(*[answer(q, choice) for q, choice in zip(OF_HAUT, choices, strict=False)])
    worth = [CHOICES[choice] for choice in choices if CHOICES[choice] is not None]
    assert found.percent == (round(sum(worth) / (2 * len(worth)) * 100) if worth else None)
    assert found.percent is None or 0 <= found.percent <= 100
    assert found.to_look_up == choices.count("ne-sait-pas")


@given(st.lists(st.sampled_from(sorted(CHOICES)), min_size=1, max_size=3), st.integers(0, 2))
def test_a_better_answer_never_lowers_the_score(choices, at):
    at %= len(choices)
    if CHOICES[choices[at]] is None:
        return
    before = score_of(*[answer(q, choice) for q, choice in zip(OF_HAUT, choices, strict=False)])
    better = [*choices[:at], "oui", *choices[at + 1 :]]
    after = score_of(*[answer(q, choice) for q, choice in zip(OF_HAUT, better, strict=False)])
    assert after.percent >= before.percent


@given(st.lists(st.sampled_from(sorted(CHOICES)), max_size=2))
def test_a_question_said_not_applicable_changes_no_score(choices):
    given_answers = [answer(q, choice) for q, choice in zip(OF_HAUT, choices, strict=False)]
    assert score_of(*given_answers).percent == score_of(*given_answers, answer("q3", "non-applicable")).percent


def test_what_to_look_up_is_listed_with_its_cell():
    ((cell, asked),) = to_look_up(draw(SHEET, [answer("q4", "ne-sait-pas"), answer("q1", "oui")]))
    assert (cell.address, asked.question.id) == ("feuille.bas.avant", "q4")


def test_marked_notes_are_listed_with_their_cell_in_reading_order():
    late = note("bas.avant", "Tard", fields={"signe": "vigilance"})
    soon = note("haut.apres", "Tôt", fields={"signe": "vigilance"})
    others = [note("haut.avant", "Bien", fields={"signe": "force"}), note("haut.avant", "Sans signe")]
    gone = note("haut.avant", "Barrée", fields={"signe": "vigilance"}, struck=True)
    drawn = draw(SHEET, [late, soon, gone, *others])
    assert [(cell.address, n.text) for cell, n in marked(drawn, "vigilance")] == [
        ("feuille.haut.apres", "Tôt"),
        ("feuille.bas.avant", "Tard"),
    ]
    assert [n.text for _, n in marked(drawn, "force")] == ["Bien"]


def test_rows_that_people_added_are_told_apart():
    assert [added.label for added in unasked(draw(SHEET, [row("À nous"), row("Retirée", struck=True)]))] == ["À nous"]


def test_progress_counts_cells_by_state_and_leaves_out_those_not_concerned():
    told = progress(draw(SHEET, [note("haut.avant"), state("haut.apres", "fait"), state("bas.avant", "non-concerne"), row()]))
    assert (told.todo, told.started, told.done, told.out) == (3, 1, 1, 1)
    assert (told.total, told.due, told.percent) == (6, 5, 20)


def test_a_sheet_where_nothing_is_due_is_complete():
    everywhere = ["haut.avant", "haut.apres", "bas.avant", "bas.apres"]
    assert progress(draw(SHEET, [state(where, "non-concerne") for where in everywhere])).percent == 100


@given(st.lists(st.sampled_from(["", "fait", "non-concerne"]), min_size=4, max_size=4))
def test_progress_adds_up(said):
    everywhere = ["haut.avant", "haut.apres", "bas.avant", "bas.apres"]
    told = progress(draw(SHEET, [state(where, word) for where, word in zip(everywhere, said, strict=True)]))
    assert told.total == 4
    assert 0 <= told.percent <= 100
    assert (told.percent == 100) == (told.todo + told.started == 0)
