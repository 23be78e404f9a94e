"""A published grid never changes: digests, the command that publishes, the check that refuses, errors that name their place."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from capacities.content import ContentError
from deliverables.actions import begin
from deliverables.checks import published_grids_never_change
from deliverables.grid import published
from deliverables.grid.parser import parse_grid
from deliverables.models import GridVersion

NAME = "numerique-responsable/v1.yaml"


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A copy of the catalogue that a test may spoil."""
    copy = tmp_path / "catalogue"
    shutil.copytree(published.CATALOGUE, copy)
    monkeypatch.setattr(published, "CATALOGUE", copy)
    return copy


def edit(catalogue, old, new, name=NAME):
    path = catalogue / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def second_version(catalogue):
    shutil.copy(catalogue / NAME, catalogue / "numerique-responsable" / "v2.yaml")
    edit(catalogue, "version: 1", "version: 2", "numerique-responsable/v2.yaml")
    edit(catalogue, "Questionner son projet", "Interroger son projet", "numerique-responsable/v2.yaml")


def ids(messages):
    return [message.id for message in messages]


def test_the_catalogue_as_it_stands_is_sound():
    assert published_grids_never_change(None) == []


def test_an_edited_published_grid_is_refused(catalogue):
    edit(catalogue, "Questionner son projet", "Interroger son projet")

    messages = published_grids_never_change(None)

    assert ids(messages) == ["deliverables.E001"]
    assert "v2.yaml" in messages[0].msg


def test_a_vanished_published_grid_is_refused(catalogue):
    (catalogue / NAME).unlink()
    assert ids(published_grids_never_change(None)) == ["deliverables.E003"]


def test_a_new_version_waits_to_be_recorded(catalogue):
    second_version(catalogue)
    assert ids(published_grids_never_change(None)) == ["deliverables.W001"]


def test_a_text_under_another_name_is_refused(catalogue):
    shutil.copy(catalogue / NAME, catalogue / "numerique-responsable" / "v3.yaml")
    assert "deliverables.E001" in ids(published_grids_never_change(None))


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("licence: Creative", "license: Creative", "", "license"),
        ("version: 1", "version: un", 2, "version"),
        ("version: 1", "version: 1\nversion: 2", 3, "duplicate"),
        ("  RGESN:\n    name:", "  RGESN:\n    nom:", 17, "sources.RGESN.nom"),
    ],
)
def test_an_error_names_the_file_the_line_and_the_key(catalogue, old, new, line, key):
    edit(catalogue, old, new)

    errors = [message.msg for message in published_grids_never_change(None) if message.id == "deliverables.E002"]

    assert any(error.startswith(f"{NAME}:{line}") and key in error for error in errors), errors


def test_a_question_outside_the_grid_is_an_error_with_its_place(catalogue):
    text = (catalogue / NAME).read_text(encoding="utf-8").replace("row: ecologique", "row: ailleurs", 1)
    with pytest.raises(ContentError, match="hors de la grille : ailleurs"):
        parse_grid(text, NAME)


def test_publishing_twice_leaves_one_version(db, capsys):
    call_command("publish_grids")
    call_command("publish_grids")

    assert GridVersion.objects.filter(slug="numerique-responsable", number=1).count() == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith(", publié.")
    assert said[-1].endswith(", déjà publié.")


def test_a_new_version_is_published_only_once_recorded(db, catalogue):
    second_version(catalogue)
    with pytest.raises(CommandError, match="--record"):
        call_command("publish_grids")

    call_command("publish_grids", "--record")

    name = "numerique-responsable/v2.yaml"
    assert published.recorded()[name] == next(text.digest for text in published.texts() if text.name == name)
    assert published_grids_never_change(None) == []
    assert GridVersion.objects.filter(slug="numerique-responsable").count() == 2


def test_recording_does_not_excuse_an_edited_text(db, catalogue):
    edit(catalogue, "Questionner son projet", "Interroger son projet")
    with pytest.raises(CommandError, match="a changé depuis sa publication"):
        call_command("publish_grids", "--record")


def test_a_database_that_holds_another_text_is_not_overwritten(db, catalogue):
    call_command("publish_grids")
    GridVersion.objects.update(digest="0" * 64)
    with pytest.raises(CommandError, match="autre texte"):
        call_command("publish_grids")


def test_a_deliverable_stays_with_the_version_it_was_begun_with(db, catalogue, usecase, facilitator):
    call_command("publish_grids")
    first = GridVersion.objects.get(slug="numerique-responsable", number=1)
    deliverable = begin(usecase, first, by=facilitator)
    second_version(catalogue)
    call_command("publish_grids", "--record")

    deliverable.refresh_from_db()

    assert deliverable.grid_version == first
    assert deliverable.grid.title.startswith("Questionner")
    assert GridVersion.objects.latest_of_each().get(slug="numerique-responsable").number == 2
