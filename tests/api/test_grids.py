"""A script reads which places a published grid has."""

from typing import get_args

import pytest

from deliverables.actions import publish_grid
from deliverables.api.grids import LAYOUTS, TYPES
from deliverables.grid.parser import digest
from deliverables.grid.schema import Field, Sheet


def test_a_grid_is_read_without_identifying_and_with_its_whole_structure(script, grid_version):
    sheet = script().get("grids/numerique-responsable/").json()["sheets"][0]
    expected = grid_version.grid.sheets[0]
    assert [row["id"] for row in sheet["rows"]] == [row.id for row in expected.rows]
    assert [column["id"] for column in sheet["columns"]] == [column.id for column in expected.columns]
    assert [(q["id"], q["text"]) for q in sheet["questions"]] == [(q.id, q.text) for q in expected.questions]
    assert [choice["id"] for choice in sheet["answers"]] == [choice.id for choice in expected.answers]
    assert {field["id"] for field in sheet["fields"]} == {"composant", "signe"}


def test_every_question_s_source_is_explained(script, grid_version):
    grid = script().get("grids/numerique-responsable/1/").json()
    assert grid["sources"]["RGESN"]["evidence"] == "verified"
    assert grid["digest"] == grid_version.digest


def test_the_newest_version_is_the_one_read_by_default(script, grid_version):
    text = grid_version.text.replace("version: 1", "version: 2")
    publish_grid(text, slug=grid_version.slug, number=2, digest=digest(text))
    assert script().get("grids/numerique-responsable/").json()["version"] == 2
    assert script().get("grids/numerique-responsable/1/").json()["version"] == 1
    assert [grid["version"] for grid in script().get("grids/").json()["results"]] == [2]


@pytest.mark.parametrize(
    "path", ["grids/inconnu/", "grids/numerique-responsable/9/", f"grids/numerique-responsable/{'9' * 40}/"]
)
def test_an_unknown_grid_is_a_404_in_json(script, grid_version, path):
    answer = script().get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("Cette ressource n’existe pas")


def test_every_kind_of_field_and_of_sheet_is_explained():
    assert set(get_args(Field.model_fields["type"].annotation)) <= TYPES.keys()
    assert set(get_args(Sheet.model_fields["layout"].annotation)) <= LAYOUTS.keys()
