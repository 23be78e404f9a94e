"""The cost-benefit grid on paper: what elected officials read first, every line with its amount, every drawing with its
words and its table, and forms that hold on their pages."""

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings

from deliverables import actions, documents
from deliverables.costbenefit.findings import findings
from deliverables.costbenefit.lines import balance_of
from deliverables.costbenefit.reading import reading
from deliverables.documents.balance import money
from deliverables.documents.blank import blank_html
from deliverables.grid.layout import draw
from deliverables.grid.paper import board_tables
from deliverables.grid.schema import Grid

from .content import balance_notes, html_of, note
from .structure import elements


def pages_of(path):
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return text.rstrip("\f").split("\f")


def found_in(grid, size):
    notes = balance_notes(grid, size)
    return findings(balance_of({sheet.id: draw(sheet, notes) for sheet in grid.sheets}, 2026))


def words(text):
    return " ".join(text.split())


def test_the_second_page_says_it_all(balance_grid, files):
    pages = pages_of(files["balance-usual-a4"])
    found, essential = found_in(balance_grid, "usual"), words(pages[1])
    for figure in found.figures:
        if figure.code in ("npv", "benefits", "costs", "ratio"):
            assert words(figure.text) in essential
    assert "Lecture automatique" in essential
    assert "Qui gagne, qui paie" in essential
    assert "Les trois pourquoi" in pages[2]


def test_every_sentence_of_the_reading_is_printed_once(balance_grid, documents_html):
    for size in ("usual", "huge"):
        html = documents_html[f"balance-{size}-a4"]
        for sentence in reading(found_in(balance_grid, size)):
            printed = sentence.replace("'", "&#39;").replace("<", "&lt;")
            assert html.count(printed) == 1


def test_every_line_stands_in_the_grid_and_in_one_table(balance_grid, documents_html):
    html, found = documents_html["balance-usual-a4"], found_in(balance_grid, "usual")
    tables = {name: html[html.index(f'id="{name}"') :].split("</table>")[0] for name in ("hors-chiffres", "lignes", "bilan")}
    assert tables["hors-chiffres"].count("<tr>") - 1 == len(found.aside)
    assert tables["lignes"].count("<tr>") - 1 == len(found.counted) + len(found.elsewhere)
    assert len(found.aside) + len(found.counted) + len(found.elsewhere) == len(found.balance.lines)
    assert tables["bilan"].count('<span class="amount">') == sum(line.counted for line in found.balance.lines)
    for line in found.balance.lines:
        if line.counted:
            assert line.told in tables["bilan"]
            assert line.told in tables["lignes"]
    assert any(one.intensity_words and one.intensity_words in tables["hors-chiffres"] for one in found.aside)


def test_every_drawing_is_told_in_words_and_comes_with_a_table(files, documents_html):
    with pikepdf.open(files["balance-usual-a4"]) as pdf:
        told = [str(element.Alt) for element in elements(pdf) if str(element.S) == "/Figure"]
    assert len(told) == documents_html["balance-usual-a4"].count("<svg") == 6
    for title in ("Qui gagne, qui paie", "Des coûts à la VAN", "Flux cumulés", "Les scénarios", "Ce qui fait", "Les résultats"):
        assert sum(alternative.startswith(title) for alternative in told) == 1
    results = documents_html["balance-usual-a4"].split('id="resultats"')[1].split('id="lignes"')[0]
    blocks = [block for block in results.split('<section class="block">') if "<svg" in block]
    assert len(blocks) == 5
    assert all("<table" in block for block in blocks)


def test_hypotheses_say_their_value_source_and_doubt(documents_html):
    text = words(re.sub(r"<[^>]+>", " ", documents_html["balance-usual-a4"].split('id="hypotheses"')[1]))
    assert "Modifié localement." in text
    assert "Renseigné par l’équipe." in text
    assert "Valeur proposée" in text
    assert "350,5" in text
    assert "Prix de 2022." in text
    assert "À vérifier." in text
    assert "À valider." in text


def test_an_empty_balance_says_what_is_missing_and_claims_nothing(files, documents_html):
    text = words(" ".join(pages_of(files["balance-empty-a4"])))
    assert "Le bilan est encore vide" in text
    assert "L’équipe n’a pas encore conclu." in text
    assert 'id="resultats"' not in documents_html["balance-empty-a4"]
    assert "0 € " not in text.split("Hypothèses communes")[0]


def test_a_version_frozen_without_conclusion_says_so(balance_grid):
    html = html_of(balance_grid, "empty", frozen=True)
    assert "Aucune conclusion n’était écrite quand cette version a été figée." in html
    assert "L’équipe n’a pas encore conclu" not in html


def test_what_is_undefined_is_told_in_words(balance_grid):
    lines = [note("note", "bilan.collectivite.couts-investissement", "Étude", valeur="1000")]
    sheets = {sheet.id: draw(sheet, lines) for sheet in balance_grid.sheets}
    cover = {
        "title": "Bilan", "usecase": "Eau", "territory": "Ville", "code": "", "status": "Brouillon", "frozen": False,
        "version_name": "", "date": "2026-03-01T09:30:00+01:00", "begun": 2026,
    }  # fmt: skip
    text = words(re.sub(r"<[^>]+>", " ", documents.filled_html(balance_grid, sheets, cover, "a4", False)))
    assert "La mise n’est pas retrouvée avant la fin de la période étudiée." in text
    assert "aucun taux n’annule la VAN" in text
    assert "None" not in text
    assert "Undefined" not in text


def test_bookmarks_follow_the_reader(files):
    with pikepdf.open(files["balance-usual-a4"]) as pdf, pdf.open_outline() as outline:
        cover = outline.root[0]
        assert [entry.title for entry in cover.children] == [
            "L’essentiel", "Les trois pourquoi", "Ce que l’équipe conclut", "Bilan des bénéfices et des coûts",
            "Ce qui n’est pas dans les chiffres", "Les résultats", "Les lignes chiffrées, une à une", "Hypothèses communes",
            "Comment ces chiffres sont calculés",
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["balance-usual-a4", "balance-huge-a4"])
def test_no_title_stands_alone_at_the_foot_of_a_page(name, files):
    titles = {
        "Année après année",
        "Si une hypothèse change",
        "Les résultats",
        "Hypothèses communes",
        "Valeur du temps",
        "Climat",
    }
    for page in pages_of(files[name])[1:]:
        last = [line.strip() for line in page.splitlines() if line.strip()][-2]
        assert last not in titles


def test_money_stays_in_its_column():
    assert money(12500) == "12\u202f500\u00a0€"
    assert money(-999_999_999_999) == "−999\u202f999\u202f999\u202f999\u00a0€"
    assert len(money(10**30)) < 15


def test_the_forms_take_one_page_for_each_sheet(files):
    assert len(pages_of(files["balance-blank-a4"])) == 6  # four sheets, the card of a line, the advice
    told = subprocess.run(["pdfinfo", files["balance-blank-a3"]], capture_output=True, text=True, check=True).stdout
    assert "Pages:           5\n" in told
    assert "(A3)" in told
    text = words(" ".join(pages_of(files["balance-blank-a4"])))
    for said in ("gommettes", "Autre partie prenante", "Votre valeur", "□ très défavorable (−2)", "□ journée d’agent"):
        assert said in text


def test_answers_with_most_dots_come_first(balance_grid):
    answers = [note("note", "pourquoi.pourquoi-1.reponses", f"avec {dots}", gommettes=str(dots)) for dots in (2, 11, 0, 5)]
    ((_, pieces),) = board_tables(draw(balance_grid.sheet_by_id["pourquoi"], answers), "a4")
    assert [entry.dots for entry in pieces[0].cells[0][1]] == [11, 5, 2, 0]


def test_a_grid_of_other_sheets_prints_by_their_layouts_alone(balance_grid, engine):
    """The next deliverables cost only a file: no template knows the name of these sheets."""
    sheets = [sheet.model_copy(update={"id": f"autre-{sheet.id}"}) for sheet in balance_grid.sheets]
    grid = Grid.model_construct(
        **balance_grid.model_dump() | {"results": "scores", "sheets": sheets, "sources": balance_grid.sources}
    )
    html = html_of(grid, "empty")
    assert [html.count(f'id="{sheet.id}"') for sheet in sheets] == [1] * 4
    assert engine.render(html).startswith(b"%PDF")
    assert engine.render(blank_html(grid, "a4", True)).startswith(b"%PDF")


def test_a_frozen_balance_is_computed_from_that_day(balance, contributor, facilitator, write_note):
    write_note(balance, "bilan.collectivite.couts-investissement", "Étude", by=contributor, valeur="1000")
    actions.freeze(balance, "Avant", by=facilitator)
    snapshot = balance.snapshots.get()
    before = documents.filled(balance, snapshot=snapshot)
    draft = documents.filled(balance)
    write_note(balance, "bilan.collectivite.couts-investissement", "Serveur", by=contributor, valeur="77000")
    write_note(balance, "hypotheses.periode.valeurs.horizon", "", by=contributor, kind="answer", value="12")
    balance.refresh_from_db()
    after = documents.filled(balance, snapshot=snapshot)
    assert before.key == after.key
    assert "77\u202f000" not in after.html()
    assert "2026 à 2031" in words(after.html()) or "à 2031" in after.html()
    assert documents.filled(balance).key != draft.key
    assert "77\u202f000" in documents.filled(balance).html()
    assert "Version 1" in after.html()


def test_whatever_computes_or_draws_a_balance_changes_the_key():
    """The file that a document is made from is in its key, or an old one would come back after a correction."""
    code = Path(settings.BASE_DIR) / "deliverables"
    made_from = set(documents._sources.__wrapped__())  # as the folders stand now
    for package in ("grid", "appraisal", "costbenefit", "documents", "drawing"):
        assert set((code / package).rglob("*.py")) <= made_from
    assert set((settings.BASE_DIR / "templates" / "deliverables" / "pdf").glob("*.jinja")) <= made_from
