"""A member takes a deliverable to a spreadsheet: the lines of an analysis, the notes of any other grid, now or as frozen."""

import csv
import io
import json
from urllib.parse import unquote

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from capacities.accounts.actions import close_account
from deliverables.actions import archive, freeze, rename

from .conftest import CELL, OTHER, QUESTION

COST = "bilan.collectivite.couts-investissement"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@pytest.fixture
def taken(client_of, reader):
    """`taken(deliverable, kind)`: the answer that a reader gets, `?version=` and headers on demand."""

    def get(deliverable, kind, headers=None, **query):
        return client_of(reader).get(reverse(f"deliverables:export-{kind}", args=[deliverable.pk]), query, headers=headers)

    return get


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def cells_of(answer):
    book = load_workbook(io.BytesIO(answer.content))
    return [[cell.value or "" for cell in row] for row in book["Notes"].iter_rows()]


@pytest.fixture
def written(deliverable, contributor, write_note):
    """One note of each kind in the matrix, one of which a spreadsheet would run."""
    row = write_note(deliverable, "matrice", "Patrimoniale", by=contributor, kind="row")
    write_note(deliverable, CELL, "=1+1", by=contributor, signe="force")
    write_note(deliverable, f"matrice.x-{row.pk.hex}.usage", "Deux\nlignes ; et un point-virgule", by=contributor)
    write_note(deliverable, QUESTION, "Étude faite", by=contributor, kind="answer", choice="oui")
    write_note(deliverable, OTHER, "fait", by=contributor, kind="state")
    return deliverable


def test_every_note_of_a_matrix_is_in_the_table_with_its_place(taken, written, contributor):
    head, *rows = rows_of(taken(written, "csv"))
    told = [dict(zip(head, row, strict=True)) for row in rows]

    assert [(one["Ligne"], one["Colonne"], one["Genre"], one["Texte"]) for one in told] == [
        ("", "", "ligne ajoutée", "Patrimoniale"),
        ("Écologique / énergétique", "Conception", "note", "'=1+1"),
        ("Patrimoniale", "Usage", "note", "Deux\nlignes ; et un point-virgule"),
        ("Écologique / énergétique", "Conception", "réponse", "Étude faite"),
        ("Sociale", "Usage", "état", "fait"),
    ]
    assert {one["Par"] for one in told} == {str(contributor)}
    assert told[3]["Réponse"].lower() == "oui"
    assert told[3]["Question"] == written.sheet.question_by_id["eco-c1"].text
    sign = written.sheet.field_by_id["signe"]
    assert told[1][sign.label] == sign.label_of("force")


def test_the_workbook_holds_the_same_notes_and_runs_nothing(taken, written):
    table, sheet = rows_of(taken(written, "csv")), cells_of(taken(written, "xlsx"))
    assert [[cell.removeprefix("'") for cell in row] for row in table] == sheet
    book = load_workbook(io.BytesIO(taken(written, "xlsx").content))
    assert "f" not in {cell.data_type for row in book["Notes"].iter_rows() for cell in row}


def test_a_struck_note_says_so(taken, deliverable, do):
    note = do().change.note_id
    do(note=note, gesture="strike")
    head, row = rows_of(taken(deliverable, "csv"))
    assert dict(zip(head, row, strict=True))["Barrée"] == "oui"


def test_the_lines_of_an_analysis_go_out_with_french_numbers(taken, balance, contributor, write_note):
    write_note(balance, COST, "Capteurs", by=contributor, valeur="12 500,50 €", evolution="3,2")
    head, row = rows_of(taken(balance, "csv"))
    told = dict(zip(head, row, strict=True))
    assert (told["Libellé"], told["Prix d’une unité"], told["Évolution par an"]) == ("Capteurs", "12500,5", "3,2 %")


def test_the_workbook_of_an_analysis_is_alive(taken, balance, contributor, write_note):
    write_note(balance, COST, "Capteurs", by=contributor, valeur="12500")
    book = load_workbook(io.BytesIO(taken(balance, "xlsx").content))
    assert "Résultats" in book.sheetnames
    assert any(cell.data_type == "f" for row in book["Résultats"].iter_rows() for cell in row)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("which", ["deliverable", "balance"])
def test_a_file_says_what_it_is_and_who_may_keep_it(request, taken, facilitator, which, kind):
    deliverable = request.getfixturevalue(which)
    rename(deliverable, "Écarts « d’été »", by=facilitator)
    answer = taken(deliverable, kind)
    assert answer["Content-Type"].partition(";")[0] == TYPES[kind].partition(";")[0]
    ascii_name, _, name = answer["Content-Disposition"].removeprefix("attachment; filename=").partition("; filename*=UTF-8''")
    assert ascii_name.startswith('"ecarts-dete')
    assert ascii_name.endswith(f'.{kind}"')
    assert unquote(name).startswith("Écarts « d’été »")
    assert "private" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("which", ["deliverable", "balance"])
def test_an_unchanged_file_is_not_sent_again(request, taken, contributor, facilitator, write_note, which, kind):
    deliverable = request.getfixturevalue(which)
    etag = taken(deliverable, kind)["ETag"]
    again = taken(deliverable, kind, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    write_note(deliverable, deliverable.sheet.id + "." + _first_cell(deliverable), "Nouvelle", by=contributor)
    assert taken(deliverable, kind, headers={"If-None-Match": etag}).status_code == 200
    etag = taken(deliverable, kind)["ETag"]
    rename(deliverable, "Autre titre", by=facilitator)
    assert taken(deliverable, kind, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("kind", TYPES)
def test_a_name_that_changes_or_goes_is_kept_by_no_file(taken, deliverable, contributor, write_note, kind):
    def said(answer):
        return str(cells_of(answer)) if kind == "xlsx" else answer.content.decode()

    write_note(deliverable, CELL, "Une note", by=contributor)
    first = taken(deliverable, kind)
    assert str(contributor) in said(first)
    old, contributor.name = str(contributor), "Camille Nouveau"
    contributor.save()
    renamed = taken(deliverable, kind, headers={"If-None-Match": first["ETag"]})
    assert renamed.status_code == 200
    assert "Camille Nouveau" in said(renamed)
    assert old not in said(renamed)
    close_account(contributor)
    closed = taken(deliverable, kind, headers={"If-None-Match": renamed["ETag"]})
    assert closed.status_code == 200
    assert "Camille Nouveau" not in said(closed)


def _first_cell(deliverable):
    return f"{deliverable.sheet.rows[0].id}.{deliverable.sheet.columns[0].id}"


def test_a_frozen_version_goes_out_as_it_was(taken, balance, contributor, facilitator, write_note):
    write_note(balance, COST, "Avant le comité", by=contributor)
    freeze(balance, "Comité de juin", by=facilitator)
    write_note(balance, COST, "Après le comité", by=contributor)
    for kind in ("csv", "json"):
        frozen, present = taken(balance, kind, version=1), taken(balance, kind)
        assert frozen["ETag"] != present["ETag"]
        assert "Après le comité" not in frozen.content.decode()
        assert "Avant le comité" in frozen.content.decode()
        assert "Après le comité" in present.content.decode()
    sheet = load_workbook(io.BytesIO(taken(balance, "xlsx", version=1).content))["Lignes"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "Avant le comité" in texts
    assert "Après le comité" not in texts


def test_a_frozen_matrix_goes_out_as_it_was(taken, deliverable, facilitator, do):
    do(text="Avant")
    freeze(deliverable, "Comité", by=facilitator)
    do(text="Après")
    assert len(rows_of(taken(deliverable, "csv", version=1))) == 2
    assert len(rows_of(taken(deliverable, "csv"))) == 3


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("version", "status"), [("2", 404), ("abc", 400), ("-1", 400), ("\x00", 400), ("9" * 40, 400)])
def test_a_version_that_does_not_exist_is_told(taken, balance, kind, version, status):
    answer = taken(balance, kind, version=version)
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (status, "text/html")


def test_an_archived_deliverable_still_goes_out(taken, balance, facilitator):
    archive(balance, by=facilitator)
    assert taken(balance, "xlsx").status_code == 200


def test_the_json_of_the_page_is_that_of_the_api_and_says_everything(taken, balance, contributor, write_note):
    note = write_note(balance, COST, "Capteurs", by=contributor, valeur="12500")
    write_note(balance, "hypotheses.periode.valeurs.taux", "Décidé en bureau", by=contributor, kind="answer", value="2,5")
    answer = taken(balance, "json")
    told = json.loads(answer.content)
    assert told["format"] == "capacities.deliverable/1"
    assert (told["grid"]["slug"], told["grid"]["version"]) == ("analyse-couts-benefices", 1)
    assert told["grid"]["digest"] == balance.grid_version.digest
    assert told["deliverable"]["usecase"]["title"] == balance.usecase.title
    line, answered = told["notes"]
    assert (line["id"], line["kind"], line["address"], line["fields"]) == (str(note.pk), "note", COST, {"valeur": "12500"})
    assert (line["version"], line["struck"], line["author"]) == (1, False, str(contributor))
    assert (answered["text"], answered["fields"]) == ("Décidé en bureau", {"value": "2,5"})


def test_a_stranger_takes_nothing(client_of, stranger, balance):
    for kind in TYPES:
        assert client_of(stranger).get(reverse(f"deliverables:export-{kind}", args=[balance.pk])).status_code == 404


def test_the_page_of_versions_leads_to_every_file(client_of, contributor, reader, balance, deliverable, facilitator):
    freeze(balance, "Comité", by=facilitator)

    def links(user, one):
        html = client_of(user).get(reverse("deliverables:versions", args=[one.pk])).content.decode()
        return {kind: html.count(f"/export.{kind}") for kind in TYPES} | {"import": html.count("/importer/")}

    assert links(contributor, balance) == {"csv": 2, "xlsx": 2, "json": 2, "import": 1}
    assert links(reader, balance)["import"] == 0
    assert links(contributor, deliverable) == {"csv": 1, "xlsx": 1, "json": 1, "import": 0}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("which", ["deliverable", "balance"])
def test_as_many_queries_for_1_note_as_for_100(
    request, client_of, reader, contributor, write_note, django_assert_num_queries, which, kind
):
    deliverable, browser = request.getfixturevalue(which), client_of(reader)
    path = reverse(f"deliverables:export-{kind}", args=[deliverable.pk])
    address = f"{deliverable.sheet.id}.{_first_cell(deliverable)}"
    write_note(deliverable, address, "Une seule", by=contributor)
    queries = 4 if which == "balance" else 5  # the names of the authors
    with django_assert_num_queries(queries):
        browser.get(path)
    for n in range(99):
        write_note(deliverable, address, f"Note {n}", by=contributor)
    with django_assert_num_queries(queries):
        assert browser.get(path).status_code == 200
