"""A member brings a table back: sees what was understood, agrees, and finds exactly that in the deliverable."""

import csv
import html as markup
import io
import random
import re
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from deliverables.actions import Operation, archive, begin, write
from deliverables.costbenefit import uploads
from deliverables.models import Change, Deliverable, Note

COST = "bilan.collectivite.couts-investissement"
HEAD = "Partie prenante;Bénéfice ou coût;Investissement, fonctionnement ou caché;Libellé"


@pytest.fixture
def page(balance):
    return reverse("deliverables:import", args=[balance.pk])


@pytest.fixture
def browser(client_of, contributor):
    return client_of(contributor)


@pytest.fixture
def lines(balance, contributor, write_note):
    """Three lines: a measured cost, a post-it and a benefit."""
    return [
        write_note(balance, COST, "Capteurs", by=contributor, valeur="12500,5", debut="2027"),
        write_note(balance, COST, "Moins de tournées", by=contributor),
        write_note(balance, "bilan.usagers.benefices-fonctionnement", "Temps gagné", by=contributor, valeur="900"),
    ]


@pytest.fixture
def taken(browser, balance):
    """The table as it goes out, as rows of texts."""
    answer = browser.get(reverse("deliverables:export-csv", args=[balance.pk]))
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_csv(rows):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


@pytest.fixture
def send(browser, page):
    def sent(data, name="lignes.csv", by=browser):
        return by.post(page, {"fichier": SimpleUploadedFile(name, data)})

    return sent


def signed_in(answer):
    """What the button of the preview would post."""
    found = re.search(r'name="accord" value="([^"]*)"', answer.content.decode())
    return found and found[1]


def text_of(answer):
    return re.sub(r"\s+", " ", markup.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_one_edited_cell_comes_back_as_exactly_one_change(browser, page, send, balance, lines, taken):
    head, before = taken[0], Change.objects.count()
    taken[1][head.index("Prix d’une unité")] = "15 k€"

    preview = send(as_csv(taken))

    told = text_of(preview)
    assert preview.status_code == 200
    assert "Aucune ligne nouvelle, 1 changée, 2 inchangées" in told
    assert "Prix d’une unité : 12 500,50 € devient 15 000 €" in told
    assert "point-virgule" in told
    assert "UTF-8" in told
    assert Change.objects.count() == before
    agreed = browser.post(page, {"accord": signed_in(preview)}, follow=True)
    assert "1 ligne du fichier importée." in text_of(agreed)
    change = Change.objects.order_by("revision").last()
    assert Change.objects.count() == before + 1
    assert (change.note_id, change.kind) == (lines[0].pk, "corrected")
    assert change.fields == {"valeur": "15000", "debut": "2027"}


def test_a_workbook_comes_back_too(browser, page, send, balance, lines):
    answer = browser.get(reverse("deliverables:export-xlsx", args=[balance.pk]))
    book = load_workbook(io.BytesIO(answer.content))
    cell = next(cell for row in book["Lignes"].iter_rows() for cell in row if cell.value == "Moins de tournées")
    cell.value = "Moins de tournées en voiture"
    out = io.BytesIO()
    book.save(out)

    preview = send(out.getvalue(), "lignes.xlsx")
    browser.post(page, {"accord": signed_in(preview)})

    assert "Feuille lue : Lignes" in text_of(preview)
    texts = {note.pk: (note.text, note.version) for note in balance.notes.all()}
    assert texts == {
        lines[0].pk: ("Capteurs", 1),
        lines[1].pk: ("Moins de tournées en voiture", 2),
        lines[2].pk: ("Temps gagné", 1),
    }


@pytest.mark.parametrize("minus", ["−", "-"])
def test_a_spreadsheet_that_saves_in_windows_1252_changes_nothing(send, balance, contributor, write_note, browser, minus):
    """Excel's plain CSV has no « − » and no narrow space: it writes « ? », or the nearest sign."""
    write_note(
        balance, COST, "Passer de 3 à 2 tournées → moins de bruit", by=contributor, intensite="n2", source="12\u202f500 h"
    )
    table = browser.get(reverse("deliverables:export-csv", args=[balance.pk])).content.decode("utf-8-sig")

    answer = send(table.replace("−", minus).encode("cp1252", "replace"))

    assert (answer.status_code, signed_in(answer)) == (200, None)
    assert "Rien à importer" in text_of(answer)


def test_new_lines_and_the_stakeholder_they_name_are_added(browser, page, send, balance):
    table = f"{HEAD};Transfert avec\nSDIS;Coût;Investissement;Véhicule;\nUsagers;Bénéfice;Fonctionnement;Moins d’attente;Sdis\n"

    preview = send(table.encode())
    browser.post(page, {"accord": signed_in(preview)})

    assert "Partie prenante ajoutée : SDIS" in text_of(preview)
    row = balance.notes.get(kind="row")
    assert row.text == "SDIS"
    assert list(balance.notes.filter(kind="note").order_by("revision").values_list("address", "text", "fields")) == [
        (f"bilan.x-{row.pk.hex}.couts-investissement", "Véhicule", {}),
        ("bilan.usagers.benefices-fonctionnement", "Moins d’attente", {"transfert": f"x-{row.pk.hex}"}),
    ]
    assert list(balance.changes.values_list("revision", flat=True)) == [1, 2, 3]


def test_every_error_is_told_at_once_with_its_place_and_nothing_is_imported(send, balance, lines, taken):
    head = taken[0]
    taken[1][head.index("Prix d’une unité")] = "12.500"
    taken[2][head.index("Première année")] = "bientôt"
    taken[3][head.index("Bénéfice ou coût")] = "peut-être"
    taken[3][head.index("Partie prenante")] = "SDIS"

    answer = send(as_csv(taken))

    told = text_of(answer)
    assert answer.status_code == 422
    assert signed_in(answer) is None
    assert "Partie prenante à ajouter : SDIS" in told
    assert "3 erreurs : rien n’est importé." in told
    for value, sentence in (("12.500", "12 500 € ou 12,50 €"), ("bientôt", "année"), ("peut-être", "Bénéfice ou Coût")):
        assert value in told
        assert sentence in told.replace("\u202f", " ").replace("\u00a0", " ")
    assert balance.changes.count() == 3


def test_pressing_twice_imports_once(browser, page, send, balance):
    accord = signed_in(send(f"{HEAD}\nSDIS;Coût;Investissement;Véhicule\n".encode()))

    browser.post(page, {"accord": accord})
    again = browser.post(page, {"accord": accord}, follow=True)

    assert "déjà importé" in text_of(again)
    assert balance.notes.count() == balance.changes.count() == 2
    assert Deliverable.objects.get(pk=balance.pk).revision == 2


def test_a_line_corrected_since_the_preview_is_kept_beside(browser, page, send, balance, lines, taken, facilitator):
    taken[1][taken[0].index("Libellé")] = "Capteurs de niveau"
    accord = signed_in(send(as_csv(taken)))
    newer = Operation(id=uuid.uuid4(), kind="note", address=COST, note=lines[0].pk, base=1, text="Capteurs et pose")
    write(balance, newer, by=facilitator)

    answer = browser.post(page, {"accord": accord}, follow=True)

    assert "côte à côte" in text_of(answer)
    original = Note.objects.get(pk=lines[0].pk)
    sibling = Note.objects.get(conflict_of=original.pk)
    assert (original.text, sibling.text) == ("Capteurs et pose", "Capteurs de niveau")


def test_all_or_nothing(browser, page, send, balance, contributor, monkeypatch):
    """What the journal refuses in the last line takes back the first ones."""
    accord = signed_in(send(f"{HEAD}\nUsagers;Coût;Caché;Attente\nUsagers;Coût;Caché;Stress\n".encode()))
    monkeypatch.setattr("deliverables.actions.MAX_TEXT", 6)

    answer = browser.post(page, {"accord": accord})

    assert answer.status_code == 422
    assert "Rien n’a été importé." in text_of(answer)
    assert (balance.notes.count(), Deliverable.objects.get(pk=balance.pk).revision) == (0, 0)


def test_a_file_that_changes_nothing_has_nothing_to_agree_to(send, lines, taken):
    answer = send(as_csv(taken))
    assert (answer.status_code, signed_in(answer)) == (200, None)
    assert "Rien à importer" in text_of(answer)


def test_an_expired_preview_asks_for_the_file_again(browser, page, send, balance, monkeypatch):
    accord = signed_in(send(f"{HEAD}\nUsagers;Coût;Caché;Attente\n".encode()))
    later = timezone.now() + timedelta(hours=2, minutes=1)
    monkeypatch.setattr(signing.time, "time", later.timestamp)

    answer = browser.post(page, {"accord": accord})

    assert answer.status_code == 422
    assert "plus de deux heures" in text_of(answer)
    assert not balance.notes.exists()


def test_a_preview_serves_nobody_else_and_no_other_deliverable(
    client_of, page, send, balance, contributor, facilitator, usecase
):
    accord = signed_in(send(f"{HEAD}\nUsagers;Coût;Caché;Attente\n".encode()))
    other = begin(usecase, balance.grid_version, by=facilitator)

    stolen = client_of(facilitator).post(page, {"accord": accord})
    moved = client_of(contributor).post(reverse("deliverables:import", args=[other.pk]), {"accord": accord})

    for answer in (stolen, moved):
        assert answer.status_code == 422
        assert "n’est pas le vôtre" in text_of(answer)
    assert not Note.objects.exists()


@pytest.mark.parametrize("accord", ["", "x", "é:é:é", "\x00", "a:b:c", "." * 5000])
def test_a_forged_agreement_is_refused(browser, page, balance, accord):
    answer = browser.post(page, {"accord": accord})
    assert answer.status_code == 422
    assert not balance.notes.exists()


def test_a_deliverable_restored_since_asks_for_the_file_again(browser, page, send, balance):
    accord = signed_in(send(f"{HEAD}\nUsagers;Coût;Caché;Attente\n".encode()))
    Deliverable.objects.filter(pk=balance.pk).update(epoch=uuid.uuid4())
    answer = browser.post(page, {"accord": accord})
    assert answer.status_code == 422
    assert not balance.notes.exists()


def test_readers_strangers_and_archives_import_nothing(
    client_of, page, send, balance, reader, stranger, contributor, facilitator
):
    table = f"{HEAD}\nUsagers;Coût;Caché;Attente\n".encode()
    accord = signed_in(send(table))
    for user, status in ((reader, 403), (stranger, 404)):
        assert client_of(user).get(page).status_code == status
        assert send(table, by=client_of(user)).status_code == status
        assert client_of(user).post(page, {"accord": accord}).status_code == status
    archive(balance, by=facilitator)
    assert send(table).status_code == 403
    assert client_of(contributor).post(page, {"accord": accord}).status_code == 403
    assert not balance.notes.exists()


def test_no_file_or_too_big_a_file_is_told(browser, page, send, monkeypatch):
    assert browser.post(page, {}).status_code == 422
    assert send(b"").status_code == 422
    answer = send(b"x" * (uploads.MAX_BYTES + 1))
    assert answer.status_code == 413
    assert "Mo" in text_of(answer)


def test_more_than_a_form_may_carry_is_told_before_the_button(send, monkeypatch):
    monkeypatch.setattr("deliverables.views.imports.MAX_SIGNED", 100)
    answer = send(f"{HEAD}\nUsagers;Coût;Caché;Attente\n".encode())
    assert (answer.status_code, signed_in(answer)) == (422, None)
    assert "Coupez-le" in text_of(answer)


def _zip(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive_file:
        for name, data in parts.items():
            archive_file.writestr(name.replace("__", "/"), data)
    return out.getvalue()


HOSTILE = {
    "random": random.Random(3).randbytes(5000),
    "zip of nothing": _zip(),
    "bomb": _zip(**{"xl__workbook.xml": b"0" * 150_000_000}),
    "not a workbook": _zip(**{"xl__workbook.xml": b"<a/>"}),
    "truncated": b"PK\x03\x04" + b"\x00" * 100,
    "huge cell": f"{HEAD}\nUsagers;Coût;Caché;{'x' * 300_000}\n".encode(),
    "open quote": f'{HEAD}\nUsagers;Coût;Caché;"ouvert\n'.encode(),
    "nuls": b"\x00" * 1000,
    "entities": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "markup": f"{HEAD}\n<script>alert(1)</script>;<b>;<i>;<img src=x onerror=alert(1)>\n".encode(),
    "surrogates": f"{HEAD}\nUsagers;Coût;Caché;".encode() + b"\xed\xa0\x80\n",
    "many columns": (";".join(["x"] * 5000) + "\n").encode(),
    "many rows": (HEAD + "\n" + "Usagers;Coût;Caché;x\n" * 3000).encode(),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "../../é\x00.xlsx"])
def test_whatever_a_file_holds_the_answer_is_a_page(send, balance, data, name):
    answer = send(data, name)
    assert answer.status_code in (200, 413, 422)
    assert b"<script>alert" not in answer.content
    assert b"<img src=x" not in answer.content
    assert not balance.notes.exists()


def test_a_table_of_two_thousand_lines_goes_in_at_once(browser, page, send, balance, django_assert_max_num_queries):
    table = HEAD + ";Prix d’une unité\n" + "".join(f"Usagers;Coût;Caché;Ligne {n};{n},50\n" for n in range(uploads.MAX_LINES))
    preview = send(table.encode())
    with django_assert_max_num_queries(3 * uploads.MAX_LINES + 50):
        browser.post(page, {"accord": signed_in(preview)})
    assert balance.notes.count() == balance.changes.count() == uploads.MAX_LINES
    assert balance.changes.order_by("revision").last().revision == uploads.MAX_LINES


def test_the_form_says_what_it_takes_and_where_to_begin(browser, page, balance):
    answer = browser.get(page)
    html = answer.content.decode()
    assert answer.status_code == 200
    for kind in ("csv", "xlsx"):
        assert reverse(f"deliverables:export-{kind}", args=[balance.pk]) in html
    assert 'enctype="multipart/form-data"' in html


def test_other_grids_take_no_table(client_of, contributor, deliverable):
    path = reverse("deliverables:import", args=[deliverable.pk])
    assert client_of(contributor).get(path).status_code == client_of(contributor).post(path).status_code == 404
