"""Files that come back: what was understood, what would change, every error at once; hostile files are told, never raised."""

import io
import zipfile
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from deliverables.costbenefit import table, uploads
from deliverables.costbenefit.uploads import understood, xlsx_file
from deliverables.costbenefit.workbook import workbook
from deliverables.grid.address import own_row_id

from .balances import ABOUT, SHEET, balance, balances, example, line, rich, stakeholder

LABEL = {column.id: column.label for column in table.columns(SHEET)}
HEAD = ";".join(LABEL[id] for id in (*table.PLACE, "quantite", "valeur", "prix", "debut", "evolution"))
EMPTY = balance()


def csv_bytes(balance):
    return table.csv_text(balance, SHEET).encode()


def xlsx_bytes(balance):
    return workbook(balance, SHEET, ABOUT)


def reading(*rows, head=HEAD, present=EMPTY, encoding="utf-8"):
    return understood("\r\n".join([head, *rows]).encode(encoding), "lignes.csv", SHEET, present)


def messages(found):
    return [fault.message for fault in found.faults]


def sheet_of(*rows, title="Feuille"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("made", [csv_bytes, xlsx_bytes])
@pytest.mark.parametrize("studied", [example, rich, balance], ids=["example", "rich", "empty"])
def test_what_went_out_comes_back_unchanged(made, studied):
    studied = studied()
    found = understood(made(studied), "bilan", SHEET, studied)
    assert not messages(found)
    assert found.nothing_to_change
    assert [(one.id, one.row, one.column, one.text, one.fields) for one in found.lines] == [
        (one.id, one.row, one.column, one.text, one.fields) for one in studied.lines
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(balances())
def test_any_balance_comes_back_unchanged_from_csv(studied):
    found = understood(csv_bytes(studied), "bilan.csv", SHEET, studied)
    assert (messages(found), found.stakeholders, len(found.lines)) == ([], [], len(studied.lines))
    assert found.nothing_to_change


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(balances())
def test_any_balance_comes_back_unchanged_from_the_spreadsheet(studied):
    found = understood(xlsx_bytes(studied), "bilan.xlsx", SHEET, studied)
    assert (messages(found), found.stakeholders, len(found.lines)) == ([], [], len(studied.lines))
    assert found.nothing_to_change


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(balances())
def test_any_balance_read_into_an_empty_one_says_the_same(studied):
    found = understood(csv_bytes(studied), "bilan.csv", SHEET, EMPTY)
    added = {new.row: new.label for new in found.stakeholders}
    said = table.names(studied)
    for new, old in zip(found.lines, studied.lines, strict=True):
        assert new.state == "new"
        assert table.key(added.get(new.row) or table.names(EMPTY)[new.row]) == table.key(said[old.row])
        assert (new.column, new.text) == (old.column, old.text)
        assert {id: word for id, word in new.fields.items() if id != "transfert"} == {
            id: word for id, word in old.fields.items() if id != "transfert" and word
        }


def test_a_changed_cell_is_exactly_one_change():
    studied = example()
    found = understood(csv_bytes(studied).replace(b";30000;", b";31 000;"), "bilan.csv", SHEET, studied)
    (one,) = found.in_state("changed")
    assert one.changes == ((LABEL["valeur"], "30\u202f000\u00a0€", "31\u202f000\u00a0€"),)
    assert one.fields["valeur"] == "31000"
    assert found.importable
    assert len(found.in_state("unchanged")) == len(studied.lines) - 1


def test_a_cell_changed_in_the_spreadsheet_is_exactly_one_change():
    studied = rich()
    book = load_workbook(io.BytesIO(xlsx_bytes(studied)))
    head = [cell.value for cell in book["Lignes"][5]]
    book["Lignes"].cell(6, head.index(LABEL["evolution"]) + 1, 0.025)
    found = understood(saved(book), "bilan.xlsx", SHEET, studied)
    (one,) = found.in_state("changed")
    assert one.changes == ((LABEL["evolution"], "", "2,5\u00a0%"),)
    assert ("Feuille lue", "Lignes") in found.told
    assert not found.remarks


def test_a_line_of_another_stakeholder_or_kind_is_moved():
    studied = balance(line("usagers", "couts-caches", "Stress"))
    data = csv_bytes(studied).replace(b"Usagers;Co\xc3\xbbt;Cach\xc3\xa9", "collectivite;coûts;FONCTIONNEMENT".encode())
    (one,) = understood(data, "b.csv", SHEET, studied).lines
    assert (one.moved, one.row, one.column, len(one.changes)) == (True, "collectivite", "couts-fonctionnement", 2)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_encoding_and_separator_are_recognised(encoding, separator):
    head = separator.join(f'"{label}"' for label in HEAD.split(";"))
    row = separator.join(["", "Usagers", "Coût", "Caché", '"Temps ""perdu"";\nà attendre"', '"1,5"', "3", "", "2027", ""])
    found = reading(row, head=head, encoding=encoding)
    (one,) = found.lines
    assert (one.text, one.fields) == ('Temps "perdu";\nà attendre', {"quantite": "1,5", "valeur": "3", "debut": "2027"})
    told = dict(found.told)
    assert told["Encodage"] == {"cp1252": "Windows-1252"}.get(encoding, encoding.upper()[: 6 if "16" in encoding else 5])
    assert told["Séparateur"] == {";": "point-virgule", "\t": "tabulation", ",": "virgule"}[separator]
    assert told["Décimales"] == "virgule"


def test_headings_are_forgiven_in_any_order_and_unknown_ones_are_named():
    head = "LIBELLE;benefice ou cout;partie prenante;Commentaire;Investissement Fonctionnement ou Cache;quantite"
    found = reading("Bus;Bénéfices;Usagers;merci;Investissements;12.5", head=head)
    (one,) = found.lines
    assert (one.column, one.fields) == ("benefices-investissement", {"quantite": "12,5"})
    assert any("Commentaire" in remark for remark in found.remarks)
    assert any("Identifiant" in remark for remark in found.remarks)
    assert ("Décimales", "point") in found.told


def test_missing_columns_are_told():
    (fault,) = reading("Usagers;Bus", head="Partie prenante;Libellé").faults
    assert "« Bénéfice ou coût »" in fault.message.replace("\u00a0", " ")
    assert "fonctionnement ou caché" in fault.message


def test_every_error_is_told_at_once_with_its_line_and_column():
    found = reading(
        ";Usagers;Coût;Caché;Attente;12.500;3;;;",
        "",
        ";;Gain;Caché;;trois;12 €;soleil;27;5000",
        ";Usagers;Bénéfice;Caché;Repos;;;;;",
        head=HEAD,
    )
    told = {(fault.line, fault.letter): fault for fault in found.faults}
    assert set(told) == {(2, "F"), (4, "B"), (4, "C"), (4, "E"), (4, "F"), (4, "H"), (4, "I"), (4, "J"), (5, "D")}
    assert told[2, "F"].message == "12.500\u00a0: 12\u202f500 ou 12,5\u202f? Écrivez l’un des deux."
    assert (told[4, "F"].value, told[4, "F"].column) == ("trois", LABEL["quantite"])
    assert "journée d’agent" in told[4, "H"].message
    assert not found.importable


def test_where_points_part_decimals_a_comma_is_asked():
    found = reading(";Usagers;Coût;Caché;A;3.25;;;;", ";Usagers;Coût;Caché;B;12,500;;;;")
    (fault,) = found.faults
    assert fault.message == "12,500\u00a0: 12\u202f500 ou 12,5\u202f? Écrivez l’un des deux."


def test_new_stakeholders_are_named_once_and_transfers_may_name_them():
    head = f"{HEAD};{LABEL['transfert']}"
    ids = iter(UUID(int=n) for n in range(1, 9))
    rows = [";Opérateur;Coût;Caché;A;;;;;;", ";operateur;Coût;Caché;B;;;;;;État", ";Usagers;Coût;Caché;C;;;;;;Opérateur"]
    data = "\n".join([head, *rows]).encode()
    found = understood(data, "b.csv", SHEET, EMPTY, new_id=lambda: next(ids))
    operator, state = (own_row_id(UUID(int=n)) for n in (1, 2))
    assert [(new.row, new.label) for new in found.stakeholders] == [(operator, "Opérateur"), (state, "État")]
    assert [(one.row, one.fields.get("transfert", "")) for one in found.lines] == [
        (operator, ""), (operator, state), ("usagers", operator),
    ]  # fmt: skip


def test_names_and_labels_that_nobody_can_see_are_refused_with_their_place():
    head = f"{HEAD};{LABEL['transfert']}"
    found = reading(
        ";\u200b;Coût;Caché;A;;;;;;", ";Usagers;Coût;Caché;\u200d;5;;;;;", ";Usagers;Coût;Caché;B;;;;;;\u200b", head=head
    )
    assert [(fault.line, fault.letter) for fault in found.faults] == [(2, "B"), (3, "E"), (4, "K")]
    assert not found.stakeholders


def test_the_words_for_a_stakeholder_that_went_name_nobody():
    head = f"{HEAD};{LABEL['transfert']}"
    found = reading(";Usagers;Coût;Caché;A;;;;;;partie prenante retirée", head=head)
    (fault,) = found.faults
    assert (fault.line, fault.letter) == (2, "K")
    assert "n’est pas un nom" in fault.message
    assert not found.stakeholders


@pytest.mark.parametrize(("typed", "meant"), [("usager", "Usagers"), ("Colectivité", "Collectivité"), ("SDIS", None)])
def test_a_new_name_near_a_present_one_is_asked(typed, meant):
    found = reading(f";{typed};Coût;Caché;A;;;;;", ";Usagers;Coût;Caché;B;trois;;;;")
    assert [new.label for new in found.stakeholders] == [typed]
    asked = [remark for remark in found.remarks if "vouliez-vous dire" in remark]
    assert [meant in remark for remark in asked] == ([True] if meant else [])


def test_real_numbers_dates_and_percentages_of_a_spreadsheet():
    head = [LABEL[id] for id in ("partie-prenante", "sens", "nature", "libelle", "quantite", "debut", "evolution", "source")]
    book = load_workbook(io.BytesIO(sheet_of(
        ["Un titre"], [None], head,
        ["Usagers", "Coût", "Caché", "A", 0.1 + 0.2, date(2028, 6, 1), 0.025, 2024],
        ["Usagers", "Coût", "Caché", "B", 12.5, 2029, 0.025, True],
        ["Usagers", "Coût", "Caché", "C", 12500, 2029.5, 3],
    )))  # fmt: skip
    book.active["G4"].number_format = "0.0%"
    found = understood(saved(book), "b.xlsx", SHEET, EMPTY)
    (first,) = found.lines
    assert first.fields == {"quantite": "0,3", "debut": "2028", "evolution": "2,5", "source": "2024"}
    told = {(fault.line, fault.letter): fault.message for fault in found.faults}
    assert told[5, "G"].startswith("0,025\u00a0: 0,025\u00a0% ou 2,5\u00a0%")
    assert "année" in told[6, "F"]
    assert len(told) == 2


def test_identifiers_twice_unknown_or_left_out():
    studied = example()
    head, first, *_ = csv_bytes(studied).decode().splitlines(keepends=True)
    strange = first.replace(studied.lines[0].id, "12345678-0000-4000-8000-000000000000")
    found = understood("".join([head, first, first, strange]).encode(), "b.csv", SHEET, studied)
    (fault,) = found.faults
    assert (fault.line, fault.letter) == (3, "A")
    assert len(found.in_state("new")) == 1
    assert any("9 lignes du livrable absentes" in remark for remark in found.remarks)


def test_a_new_line_begins_without_identifier_in_the_free_rows_of_the_spreadsheet():
    studied = example()
    book = load_workbook(io.BytesIO(xlsx_bytes(studied)))
    at = 6 + len(studied.lines)
    for column, value in enumerate(["", "Usagers", "Coût", "Caché", "=SUM(1)"], 1):
        cell = book["Lignes"].cell(at, column, value)
        cell.data_type = "s" if value else "n"
    found = understood(saved(book), "b.xlsx", SHEET, studied)
    (new,) = found.in_state("new")
    assert (new.number, new.text) == (at, "=SUM(1)")


# Hostile or damaged files


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * (uploads.MAX_UNPACKED + 1))
    return out.getvalue()


def replaced(part, content):
    """A real workbook of which one part is something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(EMPTY))) as real, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in real.namelist():
            archive.writestr(name, content if name == part else real.read(name))
    return out.getvalue()


SHEET_PART = "xl/worksheets/sheet1.xml"
MANY_CELLS = b"<worksheet><sheetData><row>" + b"<c/>" * 10**6 + b"</row></sheetData></worksheet>"


def moved(part, content):
    """A real workbook whose sheet is `content`, in a part named otherwise."""
    out, plain = io.BytesIO(), sheet_of(["Un titre"])
    with zipfile.ZipFile(io.BytesIO(plain)) as real, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in real.namelist():
            told = real.read(name).replace(SHEET_PART.encode(), part.encode())
            archive.writestr(*((part, content) if name == SHEET_PART else (name, told)))
    return out.getvalue()


def twice_the_same_sheet():
    """A workbook of two sheets, both in the same part."""
    book = Workbook()
    book.create_sheet()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as real, zipfile.ZipFile(out, "w") as archive:
        for name in real.namelist():
            told = real.read(name)
            archive.writestr(name, told.replace(b"sheet2", b"sheet1") if name == "xl/_rels/workbook.xml.rels" else told)
    return out.getvalue()


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
HOSTILE = {
    "empty": (b"", "vide"),
    "too big": (b"a" * (uploads.MAX_BYTES + 1), "5\u00a0Mo"),
    "old xls or encrypted": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "mot de passe"),
    "pdf": (b"%PDF-1.7\n\0\x81\x8d", "ni un tableau"),
    "binary": (bytes(range(256)) * 4, "ni un tableau"),
    "cut utf-16": ("Libellé;x".encode("utf-16") + b"\x00", "coupé"),
    "not a table": ("Bonjour à tous.\nVoici mes lignes.".encode(), "titres des colonnes"),
    "open quote": ((HEAD + '\n;Usagers;Coût;Caché;"ouvert').encode(), "guillemet"),
    "zip": (zipped(lisez_txt="x"), "compressé"),
    "ods": (zipped(content_xml="<x/>"), "OpenDocument"),
    "not a zip": (b"PK\x03\x04" + b"nothing" * 40, "abîmé"),
    "bomb": (bomb(), "démesuré"),
    "entities": (replaced("xl/workbook.xml", ENTITIES), "XML inattendu"),
    "not xml": (replaced("xl/workbook.xml", b"<workbook"), "abîmé"),
    "a document type across two chunks": (replaced("xl/workbook.xml", b" " * (2**16 - 1) + ENTITIES), "XML inattendu"),
    "entities in utf-16": (replaced("xl/workbook.xml", ENTITIES.decode().encode("utf-16")), "XML inattendu"),
    "a row of a million cells": (replaced("xl/worksheets/sheet3.xml", MANY_CELLS), "démesuré"),
    "a cell of a hundred thousand attributes": (
        replaced("xl/worksheets/sheet3.xml", b"<c " + b"".join(b'a%d="" ' % n for n in range(10**5)) + b"/>"), "démesuré",
    ),
    "a million rows": (replaced("xl/worksheets/sheet3.xml", b"<row></row>" * 10**6), "démesuré"),
    "twice the same sheet": (twice_the_same_sheet(), "deux fois la même feuille"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_damaged_file_is_told_in_french(case):
    data, words = HOSTILE[case]
    found = understood(data, "fichier.xlsx", SHEET, EMPTY)
    (message,) = messages(found)
    assert words in message
    assert not found.importable


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.bin", "xl/media/image1.png", "xl/worksheets/feuille"])
def test_a_sheet_in_a_part_that_is_not_counted_is_never_parsed(part, monkeypatch):
    """The parser gets the counted parts alone, whatever the relationships of the workbook name."""
    handed, opened = [], xlsx_file._opened
    monkeypatch.setattr(xlsx_file, "_opened", lambda file: (handed.extend(zipfile.ZipFile(file).namelist()), opened(file))[1])
    found = understood(moved(part, MANY_CELLS), "b.xlsx", SHEET, EMPTY)
    assert "xl/workbook.xml" in handed
    assert part not in handed
    assert messages(found) == ["Ce classeur n’a aucune feuille de calcul."]
    assert messages(understood(moved("xl/worksheets/autre.xml", MANY_CELLS), "b.xlsx", SHEET, EMPTY)) == [xlsx_file.OVERSIZED]


def test_our_own_workbook_of_as_many_lines_as_may_be_comes_back():
    said = dict.fromkeys(("quantite", "valeur", "evolution"), "1") | {"debut": "2027", "fin": "2030", "source": "Devis"}
    studied = balance(*(line("usagers", "couts-caches", f"Ligne {n}", **said) for n in range(uploads.MAX_LINES)))
    found = understood(xlsx_bytes(studied), "b.xlsx", SHEET, studied)
    assert (messages(found), len(found.lines)) == ([], uploads.MAX_LINES)
    assert found.nothing_to_change


def test_a_truncated_spreadsheet_is_told():
    data = xlsx_bytes(example())
    for length in range(0, len(data), len(data) // 40):
        assert understood(data[:length], "b.xlsx", SHEET, EMPTY).faults


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=400)
    | st.text(st.sampled_from(";,\t\"'\n=1.,aé"), max_size=200).map(lambda text: f"{HEAD}\n{text}".encode())
)
def test_no_file_is_ever_an_exception(data):
    found = understood(data, "x", SHEET, EMPTY)
    assert found.faults or found.lines or found.remarks


def test_an_honest_table_that_is_too_long_is_told():
    found = reading(*[";Usagers;Coût;Caché;A;;;;;"] * (uploads.MAX_LINES + 1))
    assert "2\u202f000 lignes" in messages(found)[0]
    assert len(reading(*[";Usagers;Coût;Caché;A;;;;;"] * 300).lines) == 300


def test_two_stakeholders_of_one_name_come_back_each_in_its_place():
    one, two = stakeholder("Ville", "autre"), stakeholder("Ville", "etat")
    studied = balance(one, two, line(own_row_id(one.id), "couts-caches", "A"), line(own_row_id(two.id), "couts-caches", "B"))
    assert understood(csv_bytes(studied), "b.csv", SHEET, studied).nothing_to_change
