"""The responsible-digital matrix as published: what the issue and the content promise is in it."""

from collections import Counter

from deliverables.grid import published
from deliverables.grid.address import locate

GRID = next(text for text in published.texts() if text.name == "numerique-responsable/v1.yaml")


def grid():
    from deliverables.grid.parser import parse_grid

    return parse_grid(GRID.text, GRID.name)


def test_six_dimensions_by_five_columns():
    sheet = grid().sheets[0]
    assert [row.id for row in sheet.rows] == ["ecologique", "sociale", "economique", "ethique", "securitaire", "autre"]
    assert [c.id for c in sheet.columns] == ["conception", "usage", "fin-de-vie", "impacts-positifs", "impacts-negatifs"]
    assert [c.kind for c in sheet.columns] == ["phase"] * 3 + ["impact"] * 2
    assert (sheet.extensible, sheet.row_word) == (True, "dimension")


def test_eighty_six_questions_each_in_its_place_with_sources_that_exist():
    sheet = grid().sheets[0]
    assert len(sheet.questions) == 86
    for question in sheet.questions:
        assert locate(grid(), f"matrice.{question.row}.{question.column}.{question.id}").question == question.id
        assert question.sources, f"{question.id} leans on nothing"
        assert all(grid().source_of(citation).name for citation in question.sources)
        assert question.text.endswith("?"), question.text
        assert question.evidence == "inferred"  # proposed by the portal, shown « à valider »


def test_no_question_is_asked_twice():
    assert [text for text, times in Counter(q.text for q in grid().sheets[0].questions).items() if times > 1] == []


def test_answers_are_worth_what_the_content_says():
    points = {answer.id: answer.points for answer in grid().sheets[0].answers}
    assert points == {"oui": 2, "partiellement": 1, "non": 0, "ne-sait-pas": 0, "non-applicable": None}


def test_a_note_may_name_a_component_and_be_marked():
    fields = {field.id: [choice.id for choice in field.choices] for field in grid().sheets[0].fields}
    assert fields == {"composant": ["infrastructure", "equipement", "donnee"], "signe": ["vigilance", "force"]}


def test_what_it_says_is_french_and_tidy():
    sheet = grid().sheets[0]
    texts = [grid().title, grid().purpose, *grid().guidance, *(q.text for q in sheet.questions)]
    assert not [text for text in texts if "  " in text or "..." in text or "'" in text or text != text.strip()]
