"""The bibliography for reference managers, read back by other programs than those that wrote it."""

import re

import bibtexparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from deliverables.grid import citations, published, reference
from deliverables.grid.parser import parse_grid
from deliverables.grid.reference import Notice
from deliverables.grid.schema import Publication

TEXT = next(text for text in published.texts() if text.name == "bibliographie/v1.yaml")
SHEET = parse_grid(TEXT.text, TEXT.name).reference
ALL = reference.notices(SHEET, SHEET.rows, lambda row: f"https://portail.example/fiches/{row.id}/")
prose = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=60).filter(
    lambda text: text.split()
)


def read_ris(text):
    """The records of a RIS text: tag → values, in order, by the letter of the format."""
    records, record = [], {}
    for line in text.split("\r\n"):
        if not line.strip():
            continue
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - ?(.*)", line).groups()
        if tag == "ER":
            records.append(record)
            record = {}
        else:
            record.setdefault(tag, []).append(value)
    assert record == {}, "a record has no end"
    return records


def read_bibtex(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    return library.entries


def spoken(latex):
    """A BibTeX field as LaTeX would print it, spaces aside."""
    return " ".join(LatexNodes2Text(keep_braced_groups=False).latex_to_text(latex).replace("ˆ", "^").split())


def test_every_notice_goes_out_in_both_formats():
    assert len(ALL) == 36
    assert [record["ID"] for record in read_ris(citations.ris(ALL))] == [[row.id] for row in SHEET.rows]
    assert [entry.key for entry in read_bibtex(citations.bibtex(ALL))] == [row.id for row in SHEET.rows]


def test_a_notice_says_in_ris_what_it_says_here():
    record = next(r for r in read_ris(citations.ris(ALL)) if r["ID"] == ["b13"])

    assert record["TY"] == ["RPRT"]
    assert record["TI"] == ["Guide de l’évaluation socioéconomique des investissements publics"]
    assert record["AU"] == ["France Stratégie", "DG Trésor"]
    assert (record["PY"], record["LA"]) == (["2017"], ["fr"])
    assert record["KW"] == ["Analyse coûts-bénéfices"]
    assert record["UR"] == ["https://portail.example/fiches/b13/"]  # it has no address of its own
    assert next(iter(record)) == "TY"


def test_a_notice_says_in_bibtex_what_it_says_here():
    entry = next(e for e in read_bibtex(citations.bibtex(ALL)) if e.key == "b02")
    fields = {name: field.value for name, field in entry.fields_dict.items()}

    assert entry.entry_type == "techreport"
    assert fields["author"] == "Belot, Luc"
    assert fields["title"] == "{De la smart city au territoire d’intelligence(s)}"
    assert fields["year"] == "2017"


def test_a_body_with_a_comma_stays_one_author():
    body = "Auxilia, Chronos and others"
    notice = Notice("n", "Titre", Publication(byline=body, bodies=[body]), "", [], "https://portail.example/n/")

    (entry,) = read_bibtex(citations.bibtex([notice]))
    assert entry.fields_dict["author"].value == "{Auxilia, Chronos and others}"
    assert read_ris(citations.ris([notice]))[0]["AU"] == [body]


@pytest.mark.parametrize(
    "title", ["100 % & plus", "a_b#c$d", "x^2 ~ y", "{inachevé", 'dit "ainsi"', "deux\nlignes", "TY  - BOOK"]
)
def test_a_title_stays_whole(title):
    notice = Notice("n", title, Publication(byline="X", bodies=["X"], year=2020), title, [title], "https://portail.example/n/")

    (entry,) = read_bibtex(citations.bibtex([notice, notice._replace(id="m")])[:-1].split("\n\n")[0])
    assert spoken(entry.fields_dict["title"].value) == " ".join(title.replace("{", "(").split())
    (record,) = read_ris(citations.ris([notice]))
    assert record["TI"] == [" ".join(title.split())]


@settings(deadline=None)  # the first text loads the tables of LaTeX
@given(prose, prose)
def test_whatever_is_written_the_next_notice_is_read(title, abstract):
    odd = Notice("odd", title, Publication(byline="X", bodies=["X"]), abstract, [abstract], "https://portail.example/odd/")
    notices = [odd, odd._replace(id="next", title="Suite", abstract="")]

    assert [entry.key for entry in read_bibtex(citations.bibtex(notices))] == ["odd", "next"]
    ris = read_ris(citations.ris(notices))
    assert [record["ID"] for record in ris] == [["odd"], ["next"]]
    assert ris[0]["TI"] == [" ".join(title.split())]
