"""A member downloads the matrix: as it is, as it was frozen, on A4 or A3; once rendered, it is not rendered again."""

import subprocess

import pytest
from django.urls import reverse

from capacities.pdf import RenderRefused
from deliverables import actions, documents


@pytest.fixture
def rendered(monkeypatch):
    """What the renderer is asked, instead of asking it: the HTML of each document."""
    asked = []

    def remember(html):
        asked.append(html)
        return b"%PDF-1.7 " + str(len(asked)).encode()

    monkeypatch.setattr(documents, "render", remember)
    return asked


@pytest.fixture
def address(deliverable):
    return reverse("deliverables:export", args=[deliverable.pk])


def test_a_reader_downloads_the_matrix(client_of, reader, contributor, deliverable, address, write_note, tmp_path):
    write_note(deliverable, "matrice.ecologique.conception", "Réemployer les mâts : 12 500 € évités", by=contributor)
    answer = client_of(reader).get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Disposition"] == (
        'inline; filename="matrice-numerique-responsable-suivre-les-friches-brouillon.pdf"; '
        "filename*=UTF-8''Matrice%20num%C3%A9rique%20responsable%20Suivre%20les%20friches%20Brouillon.pdf"
    )
    assert not answer.has_header("Content-Security-Policy")
    path = tmp_path / "matrix.pdf"
    path.write_bytes(answer.content)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Brouillon" in text
    assert "CA Caux Seine Agglo" in text
    assert "12 500 €" in text


def test_strangers_do_not_learn_that_it_exists(client_of, stranger, address, rendered):
    assert client_of(stranger).get(address).status_code == 404
    assert client_of().get(address).status_code == 302
    assert rendered == []


def test_a_document_already_rendered_comes_from_the_cache(client_of, reader, address, rendered, django_assert_max_num_queries):
    browser = client_of(reader)
    first = browser.get(address)
    with django_assert_max_num_queries(5):
        second = browser.get(address)
    assert first.content == second.content
    assert len(rendered) == 1


def test_a_browser_that_holds_the_document_is_told_so(client_of, reader, address, rendered):
    browser = client_of(reader)
    etag = browser.get(address)["ETag"]
    again = browser.get(address, headers={"if-none-match": etag, "accept-encoding": "gzip"})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == etag
    assert again["Cache-Control"] == "private, no-cache"


def test_a_pdf_is_not_compressed_twice(client_of, reader, address, monkeypatch):
    monkeypatch.setattr(documents, "render", lambda html: b"%PDF-1.7 " + b"x" * 5000)
    answer = client_of(reader).get(address, headers={"accept-encoding": "gzip"})
    assert not answer.has_header("Content-Encoding")
    assert not answer["ETag"].startswith("W/")


@pytest.mark.parametrize(
    "change",
    ["note", "title", "usecase", "territory", "paper", "questions", "epoch"],
)
def test_whatever_is_printed_changes_the_key(change, deliverable, contributor, facilitator, territory, usecase, write_note):
    before = documents.filled(deliverable).key
    options = {}
    if change == "note":
        write_note(deliverable, "matrice.ecologique.usage", "Une idée", by=contributor)
    elif change == "title":
        actions.rename(deliverable, "Notre matrice", by=facilitator)
    elif change == "usecase":
        deliverable.usecase.title = "Autre titre"
    elif change == "territory":
        deliverable.usecase.territory.name = "Ailleurs"
    elif change == "epoch":
        deliverable.epoch = deliverable.pk
    else:
        options = {"paper": {"paper": "a3"}, "questions": {"questions": True}}[change]
    assert documents.filled(deliverable, **options).key != before


def test_a_frozen_version_keeps_its_words_and_its_key(
    client_of, reader, contributor, facilitator, deliverable, address, write_note, rendered
):
    write_note(deliverable, "matrice.sociale.usage", "Écrit avant", by=contributor)
    actions.freeze(deliverable, "Présentée au bureau", by=facilitator)
    browser = client_of(reader)
    before = browser.get(f"{address}?version=1")
    write_note(deliverable, "matrice.sociale.usage", "Écrit après", by=contributor)
    after = browser.get(f"{address}?version=1")
    assert before["ETag"] == after["ETag"]
    assert len(rendered) == 1
    assert "Écrit avant" in rendered[0]
    assert "Version 1" in rendered[0]
    assert "Présentée au bureau" in rendered[0]
    assert "Brouillon" not in rendered[0]
    browser.get(address)
    assert "Écrit après" in rendered[1]
    assert "Brouillon" in rendered[1]


def test_everything_written_is_on_the_paper(deliverable, contributor, write_note):
    row = write_note(deliverable, "matrice", "Paysage", by=contributor, kind="row")
    write_note(
        deliverable, f"matrice.x-{row.pk.hex}.usage", "Vue sur le clocher", by=contributor,
        composant="equipement", signe="vigilance",
    )  # fmt: skip
    write_note(deliverable, "matrice.ethique.usage.eth-u1", "", by=contributor, kind="answer", choice="ne-sait-pas")
    write_note(deliverable, "matrice.sociale.usage", "fait", by=contributor, kind="state")
    html = documents.filled(deliverable, questions=True).html()
    assert "Paysage<span>dimension ajoutée par le groupe</span>" in html
    assert "Vue sur le clocher" in html
    assert "!\u00a0point de vigilance · équipement" in html
    assert '<p class="state state-fait">Fait</p>' in html
    question = deliverable.sheet.question_by_id["eth-u1"].text
    assert html.count(question[:30]) == 2  # to be looked into, and among the questions
    assert "Réponse\u00a0: ne sait pas." in html or "Réponse : ne sait pas." in html


@pytest.mark.parametrize("query", ["format=a5", "format=", "version=deux", "version=-1", "version=1.5", "questions=oui"])
def test_what_cannot_be_asked_is_said_in_french(query, client_of, reader, address, rendered):
    answer = client_of(reader).get(f"{address}?{query}")
    assert answer.status_code == 400
    assert "Ce document n’est pas disponible" in answer.text
    assert answer.has_header("Content-Security-Policy")
    assert rendered == []


@pytest.mark.parametrize("number", ["1", "99999"])
def test_an_unknown_version_is_not_found(number, client_of, reader, address, rendered):
    assert client_of(reader).get(f"{address}?version={number}").status_code == 404


@pytest.mark.parametrize(("reason", "status"), [("size", 413), ("time", 503), ("forbidden", 422), ("failed", 503)])
def test_a_refusal_of_the_renderer_is_a_page_not_an_error(reason, status, client_of, reader, address, monkeypatch):
    def refuse(html):
        raise RenderRefused(reason)

    monkeypatch.setattr(documents, "render", refuse)
    answer = client_of(reader).get(address)
    assert answer.status_code == status
    assert "Ce document" in answer.text
    assert answer["Cache-Control"] == "no-store"


def test_writing_to_an_export_is_refused(client_of, steward, address):
    assert client_of(steward).post(address).status_code == 405


def test_anyone_prints_the_blank_matrix(client_of, grid_version, tmp_path):
    address = reverse("deliverables:blank", args=["numerique-responsable"])
    answer = client_of().get(f"{address}?format=a3")
    assert answer.status_code == 200
    assert 'filename="matrice-numerique-responsable-vierge-a3.pdf"' in answer["Content-Disposition"]
    path = tmp_path / "blank.pdf"
    path.write_bytes(answer.content)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in told
    assert "1190.55 x 841.89 pts (A3)" in told


def test_an_unknown_grid_has_no_blank(client_of, grid_version):
    assert client_of().get(reverse("deliverables:blank", args=["inconnue"])).status_code == 404
    assert client_of().get(reverse("deliverables:blank", args=["numerique-responsable"]) + "?format=b4").status_code == 400


def test_the_blank_sheet_fits_one_page_before_its_questions(grid_version, engine, tmp_path):
    path = tmp_path / "a4.pdf"
    path.write_bytes(engine.render(documents.blank(grid_version).html()))
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    first, second, *_ = text.split("\f")
    assert "Autre dimension" in first
    assert "Groupe" in first
    assert "Questions pour se guider" in second


@pytest.mark.parametrize(
    ("day", "said"),
    [("2026-03-01", "1er mars 2026"), ("2026-11-21", "21 novembre 2026"), ("2026-07-31", "31 juillet 2026")],
)
def test_dates_are_said_in_french(day, said):
    from datetime import date

    assert documents.long_date(date.fromisoformat(day)) == said


def test_the_clock_is_that_of_paris():
    from datetime import UTC, datetime

    assert documents.long_date(datetime(2026, 2, 28, 23, 30, tzinfo=UTC)) == "1er mars 2026"
