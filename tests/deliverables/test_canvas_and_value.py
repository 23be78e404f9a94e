"""The canvas and the value table: blocks at their places, signs beside notes, a summary without scores."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse

from deliverables.actions import begin, publish_grid
from deliverables.grid import published
from deliverables.grid.paper import entries
from deliverables.grid.parser import parse_grid
from deliverables.grid.schema import Sheet
from deliverables.steps import checkup

TYPEWRITTEN = re.compile(r"\w'\w|\.\.\.|\s[,.]|[a-zé]\?|[«»] {2}")
SLUGS = ("canvas-usagers", "creation-de-valeur")


def text_of(slug):
    return next(text for text in published.texts() if text.name == f"{slug}/v1.yaml")


def grid_of(slug):
    return parse_grid(text_of(slug).text)


@pytest.fixture
def begun(usecase, contributor):
    """`begun(slug)`: a deliverable of that grid, where nothing is written."""

    def done(slug):
        text = text_of(slug)
        version, _ = publish_grid(text.text, slug=text.slug, number=text.number, digest=text.digest)
        return begin(usecase, version, by=contributor)

    return done


@pytest.mark.parametrize("slug", SLUGS)
def test_french_is_typeset(slug):
    assert not TYPEWRITTEN.findall(text_of(slug).text)


def test_the_canvas_has_twelve_blocks_that_fill_the_sheet_and_asks_in_each():
    [sheet] = grid_of("canvas-usagers").sheets
    assert len(sheet.rows) == 12
    assert {row for row, _ in sheet.questions_at} == set(sheet.row_by_id)
    assert sum(len(row.area.squares) for row in sheet.rows) == 100


@pytest.mark.parametrize(
    "areas",
    [
        [{"left": 1, "top": 1, "width": 2, "height": 1}, {"left": 2, "top": 1, "width": 1, "height": 1}],
        [{"left": 9, "top": 1, "width": 3, "height": 1}, {"left": 1, "top": 1, "width": 1, "height": 1}],
        [{"left": 1, "top": 1, "width": 1, "height": 1}, None],
    ],
    ids=["overlap", "off the sheet", "a block without a place"],
)
def test_odd_places_are_refused(areas):
    rows = [{"id": f"r{i}", "label": "Bloc", "area": area} for i, area in enumerate(areas)]
    with pytest.raises(ValueError, match="place"):
        Sheet(id="s", layout="board", title="S", rows=rows, columns=[{"id": "c", "label": "C"}])


def test_the_table_offers_the_answers_that_are_counted():
    maitrise = grid_of("creation-de-valeur").sheet_by_id["maitrise"]
    assert {answer.id: answer.label for answer in maitrise.answers} == checkup.ANSWERS


def test_a_printed_note_says_its_amount_and_draws_its_smiley():
    fields = grid_of("creation-de-valeur").sheet_by_id["valeur"].fields
    note = SimpleNamespace(
        id=1, text="Moins de ressaisies", fields={"euro": "economie", "smiley": "mieux", "montant": "12500,5"}, conflict_of=None
    )
    [entry] = entries([note], fields)
    assert entry.about == ("€ économie", "smiley content (mieux)", "Montant\u00a0: 12\u202f500,50\u00a0€")
    assert entry.signs == (("smiley content (mieux)", "smile"),)


@pytest.mark.django_db
def test_blocks_stand_at_their_places_and_notes_carry_their_marks(client_of, contributor, begun, do):
    canvas = begun("canvas-usagers")
    do(where=canvas, address="canvas.valeur.contenu", text="Moins d’attente", fields={"certitude": "suppose"})
    html = client_of(contributor).get(canvas.get_absolute_url()).content.decode()
    assert 'class="cell block left-5 top-1 wide-2 high-6 dimension-violet' in html
    assert re.search(r"Moins d’attente\s*<span class=\"mark mark-field\">supposé</span>", html)
    assert "css/places" in html


@pytest.mark.django_db
def test_a_cell_without_answers_asks_to_think_only(client_of, contributor, begun):
    canvas = begun("canvas-usagers")
    html = client_of(contributor).get(f"{canvas.get_absolute_url()}?case=canvas.couts.contenu").content.decode()
    assert "Questions pour réfléchir" in html
    assert 'name="q-' not in html


@pytest.mark.django_db
def test_the_value_table_shows_euros_smileys_and_answers(client_of, contributor, begun, do):
    made = begun("creation-de-valeur")
    do(
        where=made, address="valeur.usagers.usages", text="Un seul guichet",
        fields={"euro": "economie", "smiley": "mieux", "montant": "1200"},
    )  # fmt: skip
    do(where=made, kind="answer", address="maitrise.maitrise.situation.maitrise-fait", fields={"choice": "non"})
    browser, url = client_of(contributor), made.get_absolute_url()
    cells = browser.get(f"{url}?feuille=valeur").content.decode()
    for shown in ("€ économie", 'sign-smile" aria-hidden="true"></span>smiley content (mieux)', "1\u202f200\u00a0€"):
        assert shown in cells
    assert "<dd>NON</dd>" in browser.get(f"{url}?feuille=maitrise").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SLUGS)
def test_the_summary_scores_nothing_and_leads_to_what_is_empty(client_of, contributor, begun, slug):
    made = begun(slug)
    html = client_of(contributor).get(reverse("deliverables:summary", args=[made.pk])).content.decode()
    assert "Rien n’est encore écrit." in html
    assert "<svg" not in html.partition("<main")[2].partition("</main>")[0]
    cells = sum(len(sheet.rows) * len(sheet.columns) for sheet in made.grid.sheets)
    assert html.count("?case=") == cells + sum(len(sheet.questions) for sheet in made.grid.sheets if sheet.answers)


@pytest.mark.django_db
def test_the_summary_gathers_notes_by_their_marks(client_of, contributor, begun, do):
    made = begun("canvas-usagers")
    do(where=made, address="canvas.valeur.contenu", text="Moins d’attente", fields={"certitude": "suppose"})
    html = client_of(contributor).get(reverse("deliverables:summary", args=[made.pk])).content.decode()
    assumed = html.partition("Supposé")[2].partition("<h3>")[0]
    assert ">Valeur rendue</a> : Moins d’attente" in assumed.replace("\u00a0", " ")
    assert html.count("Moins d’attente") == 1
