"""A script reads a grid of reference as any other, and cannot begin it."""

from deliverables.grid.reference import mark
from deliverables.models import Deliverable


def test_a_grid_of_reference_is_read_like_any_grid(script, reference_grids):
    answer = script().get("grids/structures-de-portage/")

    assert answer.status_code == 200
    (sheet,) = answer.json()["sheets"]
    assert sheet["layout"] == "reference"
    assert len(sheet["rows"]) == 14


def test_it_is_given_whole(script, reference_grids):
    """A script draws from it every page that the portal does: nothing that the file says is left out."""
    for slug, version in reference_grids.items():
        given = script().get(f"grids/{slug}/").json()
        (sheet,) = given["sheets"]
        published = version.grid.model_dump(mode="json")
        (said,) = published["sheets"]

        assert given["reviewed"] == published["reviewed"]
        for name in ("guide", "notice", "shortlist"):
            assert sheet[name] == said[name]
        for column, one in zip(sheet["columns"], said["columns"], strict=True):
            for name in ("choices", "evidence", "brief", "cites"):
                assert column[name] == one[name]
        assert sheet["entries"] == {
            row: {**entry, "mark": mark(version.grid.reference.entries[row])} for row, entry in said["entries"].items()
        }


def test_the_mark_of_a_row_is_the_one_of_its_page(script, reference_grids):
    entries = script().get("grids/structures-de-portage/").json()["sheets"][0]["entries"]
    assert entries["gip"]["mark"] == "vérifié en partie"
    assert entries["gip"]["unsure"] == "la quasi-régie et le personnel"
    assert entries["gip"]["sources"][0]["evidence"] == "verified"


def test_a_grid_to_fill_has_no_entries(script, grid_version):
    sheet = script().get("grids/numerique-responsable/").json()["sheets"][0]
    assert (sheet["entries"], sheet["guide"], sheet["notice"], sheet["shortlist"]) == ({}, [], "", False)


def test_a_grid_of_reference_is_not_begun(script, facilitator, usecase, reference_grids):
    answer = script(facilitator).post("deliverables/", {"usecase": usecase.slug, "grid": "bibliographie"})

    assert answer.status_code == 403
    assert "il n’y a rien à y remplir" in answer.json()["detail"]
    assert not Deliverable.objects.exists()
