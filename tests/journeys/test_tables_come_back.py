"""The lines of a balance leave for a spreadsheet and come back: what was understood is shown, then agreed to."""

import csv
import io
import os
from pathlib import Path
from uuid import UUID

import pytest

from .conftest import AGENT, axe

PICTURES = os.environ.get("PICTURES")


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def at(portal):
    ((pk,),) = portal.query(
        "SELECT d.id FROM deliverables_deliverable d JOIN deliverables_gridversion g ON g.id = d.grid_version_id "
        "WHERE g.slug = 'analyse-couts-benefices' ORDER BY d.created_at LIMIT 1"
    )
    return f"/livrables/{UUID(str(pk))}/"  # SQLite keeps it without hyphens


def taken(page):
    """The rows of the CSV file that the page's link gives."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Tableau CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert download.value.suggested_filename.endswith(".csv")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def send(page, rows):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    file = {"name": "lignes.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode("cp1252", "replace")}
    page.get_by_label("Fichier CSV ou XLSX").set_input_files(file)
    page.get_by_role("button", name="Lire ce fichier").click()


@pytest.mark.parametrize("width", [1440, 390])
def test_errors_are_corrected_then_the_lines_are_imported(visitors, at, width):
    visitors.tolerate("422")
    page = visitors.open(AGENT, width=width)
    page.goto(f"{at}versions/")
    page.get_by_role("link", name="Importer des lignes").click()
    axe(page)
    picture(page, f"import-form-{width}")
    head, *rows = taken(page)
    edited, value = rows[0], head.index("Prix d’une unité")

    edited[value] = "12.500"
    send(page, [head, *rows])
    assert page.get_by_role("alert").is_visible()
    assert "Windows-1252" in page.locator("main").inner_text()
    axe(page)
    picture(page, f"import-errors-{width}")

    page.get_by_role("link", name="Choisir un autre fichier").click()
    edited[value] = "12500" if width == 1440 else "13500"
    new = ["" for _ in head]
    new[1:5] = [f"Écoles {width}", "Coût", "Caché", "Sorties annulées"]
    send(page, [head, *rows, new])
    axe(page)
    picture(page, f"import-preview-{width}")
    page.get_by_role("button", name="Importer ces 2 lignes").click()

    page.wait_for_url("**/livrables/*/?*")
    assert "2 lignes du fichier importées." in page.locator("main").inner_text()
    picture(page, f"import-done-{width}")
