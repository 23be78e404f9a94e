"""The summary on screen: what people marked, each with its place, and the rows that have no result."""

import pytest

from .conftest import OTHER


@pytest.fixture
def summary(client_of, reader, deliverable):
    return lambda: client_of(reader).get(f"{deliverable.get_absolute_url()}synthese/").content.decode()


def part(html, title):
    return html.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("sign", "title", "other"), [("vigilance", "Points de vigilance", "Forces"), ("force", "Forces", "Points de vigilance")]
)
def test_a_marked_note_is_listed_with_a_link_to_its_cell(summary, do, deliverable, sign, title, other):
    do(address=OTHER, text="Les agents <b>tournent</b>", fields={"signe": sign})
    html = summary()
    listed = part(html, title)
    assert f'href="{deliverable.get_absolute_url()}?case={OTHER}#case">Sociale, Usage</a>' in listed
    assert "Les agents &lt;b&gt;tournent&lt;/b&gt;" in listed
    assert "Les agents" not in part(html, other)


def test_nothing_marked_says_so(summary, do):
    do(text="Sans signe")
    html = summary()
    assert "Sans signe" not in html
    assert "Aucune note n’est marquée comme point de vigilance." in part(html, "Points de vigilance")
    assert "Aucune note n’est marquée comme force." in part(html, "Forces")


def test_an_added_row_is_said_to_have_no_result(summary, do):
    assert "pas de résultat" not in summary()
    do(kind="row", address="matrice", text="Paysage")
    assert "cette dimension, que vous avez ajoutée," in summary()
    do(kind="row", address="matrice", text="Santé")
    assert "ces dimensions, que vous avez ajoutées," in summary()
