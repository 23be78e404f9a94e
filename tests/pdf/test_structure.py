"""What screen readers meet is what the page says: the same tables, rows, headers and lists, whatever the page breaks."""

import subprocess

import pikepdf
import pytest

from .content import html_of
from .structure import counted_in_html, counted_in_pdf, elements

NAMES = (
    "empty-a4", "empty-a3", "usual-a4", "usual-a3", "huge-a4", "hostile-a4", "hostile-a3", "blank-a4", "blank-a3",
    "balance-empty-a4", "balance-usual-a4", "balance-usual-a3", "balance-huge-a4", "balance-hostile-a4", "balance-blank-a4",
    "balance-blank-a3", "structures-whole", "structures-two", "structures-four", "structures-searched", "notices-whole",
    "notices-searched",
    *(f"{grid}-{size}" for grid in ("canvas-usagers", "creation-de-valeur") for size in ("blank-a4", "blank-a3", "empty-a4", "usual-a4")),
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_structure_counts_equal_those_of_the_html(name, files, documents_html):
    with pikepdf.open(files[name]) as pdf:
        assert counted_in_pdf(pdf) == counted_in_html(documents_html[name])


def test_every_document_is_looked_at(files):
    assert set(NAMES) == set(files)


def test_a_matrix_of_many_pages_is_one_table_with_one_header_row(files):
    with pikepdf.open(files["huge-a4"]) as pdf:
        assert len(pdf.pages) > 15
        parts = {str(e.S): len(e.K) for e in elements(pdf) if str(e.S) in ("/Table", "/THead")}
        headers = [e for e in elements(pdf) if str(e.S) == "/TH" and str(e.A.Scope) == "/Column"]
        assert counted_in_pdf(pdf)["THead"] == counted_in_pdf(pdf)["Table"] == 2  # the matrix, the scores
        assert parts["/THead"] == 1
        assert len(headers) == 6 + 4


def test_every_page_of_the_matrix_repeats_the_names_of_columns_and_row(files):
    """No piece of a row is taller than its page: the page would lose its headers."""
    text = subprocess.run(["pdftotext", "-layout", files["huge-a4"], "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")
    last = next(i for i, page in enumerate(pages) if "Notes sans case" in page)
    first = next(i for i, page in enumerate(pages) if "La matrice" in page)
    assert last - first > 15
    for page in pages[first:last]:
        assert "Impacts négatifs" in page
        assert "(suite)" in page or "En cours" in page


def test_every_data_cell_names_its_row_and_its_column(files):
    with pikepdf.open(files["huge-a4"]) as pdf:
        ids = {str(e.ID): e for e in elements(pdf) if str(e.S) == "/TH"}
        cells = [e for e in elements(pdf) if str(e.S) == "/TD"]
        assert len(cells) > 100
        for cell in cells:
            scopes = [str(ids[str(header)].A.Scope) for header in cell.A.Headers]
            assert sorted(scopes) == ["/Column", "/Row"]


def test_running_heads_and_repeated_headers_are_decoration(files):
    """Nothing that repeats on each page is read aloud on each page."""
    with pikepdf.open(files["usual-a4"]) as pdf:
        for page in pdf.pages:
            operators = [operator for operator in pikepdf.parse_content_stream(page) if str(operator.operator) == "BDC"]
            kinds = [str(operator.operands[0]) for operator in operators]
            if page.label == "1":
                assert "/Artifact" not in kinds  # the cover has no running head
            else:
                assert kinds.count("/Artifact") >= 4


def test_title_language_and_bookmarks(files):
    with pikepdf.open(files["usual-a4"]) as pdf, pdf.open_outline() as outline:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == "Matrice numérique responsable, Suivre la ressource en eau"
        cover = outline.root[0]
        assert cover.title == "Matrice numérique responsable"
        assert [entry.title for entry in cover.children] == ["Synthèse", "La matrice", "Questions pour se guider"]


def test_the_radar_is_described_in_words_and_has_its_table(files):
    with pikepdf.open(files["usual-a4"]) as pdf:
        figure = next(e for e in elements(pdf) if str(e.S) == "/Figure")
        assert "Éthique\u00a0: " in str(figure.Alt)
        assert "Autre dimension…\u00a0: pas encore de réponse" in str(figure.Alt)


def test_links_say_where_they_lead(engine, tmp_path):
    path = tmp_path / "links.pdf"
    path.write_bytes(
        engine.render(
            '<!doctype html><html lang="fr"><head><title>t</title></head><body><h1 id="a">Haut</h1>'
            '<p><a href="#a">Remonter</a>, <a href="https://example.org/x">le guide</a></p></body></html>'
        )
    )
    with pikepdf.open(path) as pdf:
        said = sorted(str(annotation.Contents) for annotation in pdf.pages[0].Annots)
    assert said == ["Remonter", "le guide (https://example.org/x)"]


def test_headers_that_span_rows_and_columns_reach_the_right_cells(engine, tmp_path):
    path = tmp_path / "spans.pdf"
    path.write_bytes(
        engine.render(
            '<!doctype html><html lang="fr"><head><title>t</title></head><body><h1>t</h1><table><thead>'
            '<tr><th rowspan="2">Qui</th><th colspan="2">Coûts</th><th rowspan="2">Solde</th></tr>'
            "<tr><th>investissement</th><th>fonctionnement</th></tr></thead>"
            '<tbody><tr><th scope="row">Ville</th><td>1</td><td>2</td><td>3</td></tr></tbody></table></body></html>'
        )
    )
    with pikepdf.open(path) as pdf:
        texts = {str(e.ID): i for i, e in enumerate(e for e in elements(pdf) if str(e.S) == "/TH")}
        names = ["Qui", "Coûts", "Solde", "investissement", "fonctionnement", "Ville"]
        said = [[names[texts[str(h)]] for h in e.A.Headers] for e in elements(pdf) if str(e.S) == "/TD"]
    assert said == [["Ville", "Coûts", "investissement"], ["Ville", "Coûts", "fonctionnement"], ["Ville", "Solde"]]


def test_a_draft_says_so_on_every_page_and_a_version_never(engine, grid, tmp_path):
    for frozen, word in ((False, "Brouillon"), (True, "Version 3")):
        path = tmp_path / f"{frozen}.pdf"
        path.write_bytes(engine.render(html_of(grid, "usual", frozen=frozen)))
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
        pages = text.rstrip("\f").split("\f")
        assert len(pages) > 4
        assert all(word in page for page in pages)
        assert ("Brouillon" in text) is not frozen
