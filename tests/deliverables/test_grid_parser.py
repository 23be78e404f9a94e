"""A grid that cannot be read is told with its file, its line and its key."""

import pytest

from capacities.content import ContentError
from deliverables.grid.parser import digest, parse_grid

from .small import GRID, TEXT


def errors_of(old, new):
    assert old in TEXT
    with pytest.raises(ContentError) as refused:
        parse_grid(TEXT.replace(old, new, 1), "petite/v9.yaml")
    return refused.value.errors


def line_of(part):
    return next(n for n, line in enumerate(TEXT.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("old", "new", "place", "key", "said"),
    [
        ("version: 1", "version: un", "version: 1", "version", "integer"),
        ("title: Petite grille\n", "", "grid: petite", "title", "required"),
        ("licence: Aucune", "licence: ''", "licence", "licence", "at least 1"),
        ("reviewed: 2026-11-21", "reviewed: hier", "reviewed", "reviewed", "date"),
        ("layout: matrix", "layout: roue", "layout", "sheets.0.layout", "'matrix'"),
        ("{id: bas, label: Bas}", "{id: Bas, label: Bas}", "{id: bas", "sheets.0.rows.1.id", "pattern"),
        ("{id: bas, label: Bas}", "{id: x-bas, label: Bas}", "{id: bas", "sheets.0.rows.1", "ne commence pas par « x- »"),
        ("{id: bas, label: Bas}", "{id: bas, label: Bas, couleur: bleu}", "{id: bas", "sheets.0.rows.1.couleur", "not permitted"),
        ("{id: bas, label: Bas}", "{id: haut, label: Bas}", "id: feuille", "sheets.0", "ligne en double : haut"),
        ("id: apres, label", "id: avant, label", "id: feuille", "sheets.0", "colonne en double : avant"),
        ("{id: q4, row: bas", "{id: q1, row: bas", "id: feuille", "sheets.0", "question en double : q1"),
        ("{id: q4, row: bas", "{id: q4, row: milieu", "id: feuille", "sheets.0", "q4 est hors de la grille : milieu.avant"),
        ("{id: non, label: non, points: 0}", "{id: oui, label: non}", "id: feuille", "sheets.0", "réponse en double : oui"),
        ("points: 1}", "points: beaucoup}", "partiellement", "sheets.0.answers.1.points", "integer"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(old, new, place, key, said):
    (told,) = errors_of(old, new)
    assert told.startswith(f"petite/v9.yaml:{line_of(place)}: {key}: ")
    assert said in told


def test_an_unknown_source_is_named():
    (told,) = errors_of("[RGPD art. 5]", "[Loi imaginaire]")
    assert "sources inconnues : Loi imaginaire" in told


def test_every_fault_is_told_at_once():
    with pytest.raises(ContentError) as refused:
        parse_grid(TEXT.replace("version: 1", "version: un").replace("label: Bas", "nom: Bas"), "petite/v9.yaml")
    assert len(refused.value.errors) == 3  # the version, the missing label, the unknown name


@pytest.mark.parametrize(
    ("text", "line"),
    [("grid: petite\ngrid: autre\n", 2), ("grid: [petite\n", 2), ("grid: petite\n\tversion: 1\n", 2), ("a: b: c\n", 1)],
)
def test_what_is_not_yaml_is_told_with_its_line(text, line):
    with pytest.raises(ContentError) as refused:
        parse_grid(text, "petite/v9.yaml")
    assert refused.value.errors[0].startswith(f"petite/v9.yaml:{line}: ")


@pytest.mark.parametrize("text", ["", "~", "bonjour", "- un\n- deux\n", "12"])
def test_what_is_no_mapping_is_told_too(text):
    with pytest.raises(ContentError, match=r"petite/v9.yaml:1: "):
        parse_grid(text, "petite/v9.yaml")


def test_a_citation_leans_on_the_longest_source_that_begins_it():
    assert GRID.source_of("RGPD art. 5") is GRID.sources["RGPD"]  # « RGPD art » is another word than « RGPD art. »
    assert GRID.source_of("RGPD art 5") is GRID.sources["RGPD art"]
    assert GRID.source_of("RGPD") is GRID.sources["RGPD"]
    assert GRID.source_of("RGPDX") is None


def test_a_digest_changes_with_one_byte():
    assert digest(TEXT) != digest(TEXT + " ")
    assert digest(TEXT) == digest(TEXT)
