"""A script reads a grid of reference as any other, and cannot begin it."""

from deliverables.models import Deliverable


def test_a_grid_of_reference_is_read_like_any_grid(script, reference_grids):
    answer = script().get("grids/structures-de-portage/")

    assert answer.status_code == 200
    (sheet,) = answer.json()["sheets"]
    assert sheet["layout"] == "reference"
    assert len(sheet["rows"]) == 14


def test_a_grid_of_reference_is_not_begun(script, facilitator, usecase, reference_grids):
    answer = script(facilitator).post("deliverables/", {"usecase": usecase.slug, "grid": "bibliographie"})

    assert answer.status_code == 403
    assert "il n’y a rien à y remplir" in answer.json()["detail"]
    assert not Deliverable.objects.exists()
