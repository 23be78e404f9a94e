"""Rows are cut for paper without losing a word, and the radar never draws what nobody answered."""

import uuid
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverables.grid.layout import Cell, Line
from deliverables.grid.paper import ROOM, pieces
from deliverables.grid.progress import DimensionScore
from deliverables.grid.radar import CENTRE, radar

A4 = ROOM["a4"]


def line_of(*texts_by_cell, **of_each):
    cells = []
    for i, texts in enumerate(texts_by_cell):
        notes = [
            SimpleNamespace(id=uuid.uuid4(), text=text, fields=of_each.get("fields", {}), conflict_of=None) for text in texts
        ]
        cells.append(Cell(f"m.r.{i}", None, None, notes=notes))
    return Line(SimpleNamespace(id="r", label="Rang"), cells)


def words(text):
    return "".join(text.split())


@given(st.lists(st.lists(st.text(alphabet="ab \n", max_size=900), max_size=6), min_size=1, max_size=3))
def test_no_word_is_lost_and_order_is_kept(texts):
    cut = pieces(line_of(*texts), A4, ())
    for i, cell_texts in enumerate(texts):
        printed = "".join(entry.text for piece in cut for entry in piece.cells[i][1])
        assert words(printed) == words("".join(cell_texts))


def test_a_short_row_stays_whole():
    assert len(pieces(line_of(["un", "deux"], []), A4, ())) == 1


def test_an_empty_row_is_printed():
    assert [entries for _, entries in pieces(line_of([], []), A4, ())[0].cells] == [[], []]


def test_a_long_row_repeats_its_header():
    cut = pieces(line_of(["mot " * 10] * 15), A4, ())
    assert len(cut) == 3
    assert [piece.continued for piece in cut] == [False] + [True] * (len(cut) - 1)


def test_a_row_of_several_pages_fills_them():
    texts = ["mot " * 10] * 100
    cut = pieces(line_of(texts), A4, ())
    assert all(len(piece.cells[0][1]) > 10 for piece in cut[:-1])
    assert len(cut) < 10


def test_a_long_note_is_cut_between_words_and_says_so():
    cut = [entry for piece in pieces(line_of(["bonjour " * 200]), A4, ()) for entry in piece.cells[0][1]]
    assert len(cut) > 2
    assert [entry.continued for entry in cut] == [False] + [True] * (len(cut) - 1)
    assert all(word == "bonjour" for entry in cut for word in entry.text.split())


def test_many_empty_lines_take_no_room():
    (piece,) = pieces(line_of(["haut" + "\n" * 300 + "bas"]), A4, ())
    assert piece.cells[0][1][0].text == "haut\n\nbas"


def test_both_versions_of_a_disputed_note_are_marked():
    line = line_of(["première", "seconde", "autre"])
    first, second, _ = line.cells[0].notes
    second.conflict_of = first.id
    (piece,) = pieces(line, A4, ())
    assert [entry.about for entry in piece.cells[0][1]] == [("deux versions, à départager",)] * 2 + [()]


def score(label, percent):
    points = None if percent is None else percent
    return DimensionScore(
        SimpleNamespace(label=label), 10, 0 if percent is None else 10, 0 if percent is None else 50, points or 0, 0
    )


def test_a_whole_radar_is_one_shape():
    drawn = radar([score(name, percent) for name, percent in (("A", 100), ("B", 50), ("C", 0))])
    assert drawn.axes[0].point == (CENTRE[0], CENTRE[1] - 146)  # full, straight up
    assert drawn.axes[2].point == (float(CENTRE[0]), float(CENTRE[1]))
    assert len(drawn.outline.split()) == 3
    assert drawn.segments == []


def test_a_dimension_without_answer_has_no_point_and_no_zero():
    drawn = radar([score("A", 80), score("B", None), score("C", 40), score("D", 60)])
    assert drawn.outline == ""
    assert drawn.axes[1].point is None
    assert drawn.axes[1].value == "pas encore de réponse"
    assert len(drawn.segments) == 2  # C to D, D to A
    assert "B\u00a0: pas encore de réponse" in drawn.description


@pytest.mark.parametrize("count", [0, 1, 2])
def test_under_three_dimensions_there_is_no_radar(count):
    assert radar([score("A", 10)] * count) is None


def test_long_labels_stand_on_several_lines_inside_the_figure():
    drawn = radar([score("Écologique et énergétique", 10)] * 6)
    for axis in drawn.axes:
        assert max(map(len, axis.label)) <= 18
        x, y = axis.text_at
        assert 0 < y < drawn.height
        longest = max(map(len, axis.label)) * 7
        left = {"start": x, "middle": x - longest / 2, "end": x - longest}[axis.anchor]
        assert -10 < left < drawn.width - longest + 10
