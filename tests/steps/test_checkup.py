"""The OUI / NON table: what is fine, what is not, and what remains to be done."""

import pytest

from deliverables.steps.checkup import BETTER, FINE, HEAD, NO, Action, Line, Reply, checkup

LINES = [Line("maitrise", "Maîtrise"), Line("acteurs", "Acteurs"), Line("acces", "Accès"), Line("qualite", "Qualité")]


def test_nothing_said_remains_to_be_said():
    found = checkup(LINES, {})
    assert (found.answered, found.percent) == (0, 0)
    assert [remaining.words for remaining in found.remaining] == ["à répondre"] * 4
    assert {len(row) for row in found.rows} == {len(HEAD)}


def test_each_answer_stands_in_its_column_with_its_actions():
    enquire = Action("Enquêter", "DPO", "mars 2027")
    found = checkup(
        LINES,
        {
            "maitrise": Reply(FINE, "catalogue à jour"),
            "acteurs": Reply(BETTER, "", (enquire, Action("Relire", done=True))),
            "acces": Reply(NO),
        },
    )
    assert found.rows[0] == ("Maîtrise", "OUI, satisfaisant\u00a0: catalogue à jour", "")
    assert found.rows[1] == ("Acteurs", "OUI, à améliorer · Enquêter (DPO, mars 2027) · Relire (fait)", "")
    assert found.rows[2] == ("Accès", "", "NON")
    assert found.counts == {FINE: 1, BETTER: 1, NO: 1, "": 1}
    assert (found.answered, found.percent) == (3, 25)
    assert [(r.line.id, r.words, r.actions) for r in found.remaining] == [
        ("acteurs", "1 action à mener", (enquire,)),
        ("acces", "aucune action n’est prévue", ()),
        ("qualite", "à répondre", ()),
    ]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(NO, "", (Action("A", done=True),)), "à revoir, toutes les actions sont faites"),
        (Reply(FINE, "", (Action("A"),)), "1 action à mener"),
        (Reply("", "", (Action("A"), Action("B"))), "2 actions à mener"),
    ],
)
def test_what_remains_is_told(reply, words):
    [remaining] = checkup(LINES[:1], {"maitrise": reply}).remaining
    assert remaining.words == words


def test_a_satisfying_line_whose_actions_are_done_expects_nothing():
    assert checkup(LINES[:1], {"maitrise": Reply(FINE, "", (Action("A", done=True),))}).percent == 100


def test_an_empty_table_is_complete_and_a_strange_answer_refused():
    assert checkup([], {}).percent == 100
    with pytest.raises(ValueError, match="peut-être"):
        checkup(LINES, {"acces": Reply("peut-être")})
