"""The same cells one by one: the default on a phone, and the matrix always one press away."""

import pytest

from .conftest import CELL

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"


@pytest.fixture
def get(client_of, contributor, deliverable):
    client = client_of(contributor)
    return lambda path="", agent=DESK: client.get(deliverable.get_absolute_url() + path, headers={"User-Agent": agent})


def test_a_phone_lands_on_the_step_by_step_and_a_desk_on_the_matrix(get, deliverable):
    assert get(agent=PHONE).url == f"{deliverable.get_absolute_url()}pas-a-pas/"
    assert get(agent=DESK).status_code == 200
    assert get(agent="").status_code == 200


def test_a_phone_that_asks_for_the_matrix_gets_it(get):
    for path in ("?vue=matrice", f"?case={CELL}", "?filtre=manque"):
        assert get(path, PHONE).status_code == 200


def test_it_begins_where_something_is_missing(get, do):
    assert "Case 1 sur 30" in get("pas-a-pas/").content.decode()
    do(kind="state", note=None, text="fait")
    assert "Case 2 sur 30" in get("pas-a-pas/").content.decode()


def test_it_goes_from_one_cell_to_the_next_and_ends_on_the_summary(get, deliverable):
    html = get(f"pas-a-pas/?case={CELL}").content.decode()
    assert "Précédente" not in html
    assert 'href="?case=matrice.ecologique.usage"' in html
    html = get("pas-a-pas/?case=matrice.autre.impacts-negatifs").content.decode()
    assert "Case 30 sur 30" in html
    assert "Suivante" not in html
    assert "Voir la synthèse" in html
    assert "Précédente" in html


def test_every_cell_is_listed_with_its_state(get, do):
    do(kind="state", note=None, text="non-concerne")
    html = get("pas-a-pas/").content.decode()
    assert html.count('class="state state-') == 30
    assert "non concerné" in html


def test_when_all_is_said_it_opens_on_the_first_cell(get, do, deliverable):
    for row in deliverable.sheet.rows:
        for column in deliverable.sheet.columns:
            do(kind="state", note=None, address=f"matrice.{row.id}.{column.id}", text="fait")
    html = get("pas-a-pas/").content.decode()
    assert "Case 1 sur 30" in html
    assert "il manque quelque chose" not in html
