"""« Ce qui manque » and its siblings: the sheet marks each cell, the filter puts the others aside, nothing disappears."""

import re

import pytest

from .conftest import CELL, OTHER, QUESTION


@pytest.fixture
def sheet(client_of, contributor, deliverable):
    client = client_of(contributor)
    return lambda query="?vue=matrice": client.get(deliverable.get_absolute_url() + query).content.decode()


def classes(html, address):
    return set(re.search(rf'<td id="c-{re.escape(address)}" class="([^"]*)"', html)[1].split())


def test_each_cell_carries_what_the_filters_look_for(sheet, do):
    do(fields={"signe": "vigilance"})
    do(address=OTHER, fields={"signe": "force"})
    do(address=OTHER, kind="state", note=None, text="fait")
    do(address=QUESTION, kind="answer", note=None, fields={"choice": "ne-sait-pas"})
    html = sheet()
    assert {"is-en-cours", "is-missing", "has-vigilance", "has-lookup"} <= classes(html, CELL)
    assert {"is-fait", "has-force"} <= classes(html, OTHER)
    assert not {"is-missing", "has-vigilance", "has-lookup"} & classes(html, OTHER)


def test_a_cell_said_done_with_something_to_look_up_is_still_missing_it(sheet, do):
    do(kind="state", note=None, text="fait")
    do(address=QUESTION, kind="answer", note=None, fields={"choice": "ne-sait-pas"})
    assert {"is-fait", "is-missing", "has-lookup"} <= classes(sheet(), CELL)


@pytest.mark.parametrize(
    ("key", "label"),
    [("manque", "Ce qui manque"), ("vigilance", "Points de vigilance"), ("force", "Forces"), ("instruire", "À instruire")],
)
def test_a_filter_says_which_one_it_is_and_keeps_every_cell(sheet, key, label):
    html = sheet(f"?filtre={key}")
    assert f"filter-{key}" in html
    assert html.count('class="cell-link"') == 30
    assert re.search(rf'aria-current="true">\s*{label}', html)


@pytest.mark.parametrize("odd", ["inconnu", "<script>", "%00", "x" * 3000])
def test_an_unknown_filter_is_no_filter(sheet, odd):
    html = sheet(f"?filtre={odd}")
    assert "filter-tout" in html
    assert "<script>" not in html.split("<main")[1].split("</main>")[0]
