"""Grids to read, on paper: whole, side by side, or what a search left."""

import re
import subprocess

import pikepdf
import pytest

from deliverables.grid import reference


def pages_of(path):
    """The text of each page, lines joined."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [re.sub(r"\s+", " ", page) for page in text.rstrip("\f").split("\f")]


def bookmarks(path):
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        return top.title, [entry.title for entry in top.children]


def test_the_whole_guide_gives_a_page_to_each_structure(files, structures):
    pages = pages_of(files["structures-whole"])
    rows = structures.reference.rows

    assert len(pages) == 1 + 1 + len(rows) + 1  # cover, overview, structures, advice with sources
    for number, (row, page) in enumerate(zip(rows, pages[2:], strict=False), start=3):
        entry = structures.reference.entries[row.id]
        assert row.label in page
        assert reference.mark(entry) in page
        assert f"p. {number}" in pages[1]
        for source in entry.sources:
            assert all(word in page for word in source.name.split())


def test_it_is_bookmarked(files, structures):
    title, entries = bookmarks(files["structures-whole"])
    assert title == "Comparer les structures de portage"
    assert entries == ["D’un coup d’œil", *(row.label for row in structures.reference.rows), "Pour s’y prendre"]


@pytest.mark.parametrize("name", ["structures-whole", "structures-two", "structures-four", "structures-searched"])
def test_no_document_goes_without_its_warning_and_its_date_of_review(name, files):
    said = " ".join(pages_of(files[name])[:2])
    assert "Elle n’est pas un conseil juridique" in said
    assert "Contenu relu le 21 novembre 2026" in said


@pytest.mark.parametrize(("name", "ids"), [("structures-two", "gip scic"), ("structures-four", "spl gip")])
def test_a_comparison_repeats_the_names_of_structures_on_each_page(name, ids, files, structures):
    pages = pages_of(files[name])
    assert len(pages) == 2
    for page in pages:
        assert "Critère" in page
        for id in ids.split():
            assert re.search(r"\((\w+)\)", structures.reference.row_by_id[id].label)[0] in page


def test_no_row_of_a_comparison_is_torn(files, structures):
    """The last row is the tallest: the references of all four stand on one page, and no word of them before it."""
    pages = pages_of(files["structures-four"])
    assert "Références" in pages[1]
    assert "CGCT L.5721-1" in pages[1]
    assert "CGCT L.5221-1" in pages[1]
    assert "CGCT" not in pages[0]


def test_the_bibliography_holds_every_notice_and_where_to_read_it(files, bibliography):
    sheet = bibliography.reference
    with pikepdf.open(files["notices-whole"]) as pdf:
        leads = {str(link.A.URI) for page in pdf.pages for link in page.get("/Annots", []) if "/A" in link and "/URI" in link.A}
        with pdf.open_outline() as outline:
            (notices,) = [entry for entry in outline.root[0].children if entry.title == "Les notices"]
            assert [entry.title for entry in notices.children] == [row.label for row in sheet.rows]
    assert leads == {entry.publication.url for entry in sheet.entries.values() if entry.publication.url}


def test_what_a_search_left_says_so(files):
    first = pages_of(files["notices-searched"])[0]
    assert "3 notices sur 36" in first
    assert "<script>alert(1)</script>" in first
    assert bookmarks(files["notices-searched"])[0] == "Bibliographie augmentée"
