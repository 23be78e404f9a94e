"""Notices of a reference sheet for reference managers: RIS and BibTeX, in UTF-8."""

import rispy
from pybtex.database import BibliographyData, Entry, Person

_RIS = {
    "report": "RPRT",
    "book": "BOOK",
    "article": "MGZN",
    "web": "ELEC",
    "standard": "STAND",
    "law": "STAT",
    "document": "GEN",
}
_SPELLED = str.maketrans({"{": "(", "}": ")", "\\": "/", "$": r"\$", "^": r"\textasciicircum{}"})
_BIBTEX = {"report": "techreport", "book": "book"}  # BibTeX has no type of its own for the rest


class _Writer(rispy.RisWriter):
    NEWLINE = "\r\n"  # as the format asks for

    def set_header(self, count):
        return ""  # a number before each notice is no part of the format


def ris(notices):
    """The Notices (deliverables.grid.reference) as one RIS text."""
    return rispy.dumps([_ris(notice) for notice in notices], implementation=_Writer)


def _ris(notice):
    published = notice.publication
    held = {
        "type_of_reference": _RIS[published.kind],
        "id": notice.id,
        "title": _line(notice.title),
        "authors": [_line(name) for name in (*published.people, *published.bodies)],
        "year": str(published.year or ""),
        "abstract": _line(notice.abstract),
        "keywords": [_line(word) for word in notice.keywords],
        "urls": [published.url or notice.link],
        "language": "fr",
        "notes": [_line(published.licence)] if published.licence else [],
    }
    return {name: value for name, value in held.items() if value}


def bibtex(notices):
    """As `ris`, in BibTeX. Braces hold together what must keep its capitals and its commas: titles and names of bodies."""
    entries = {notice.id: _bibtex(notice) for notice in notices}
    return BibliographyData(entries).to_string("bibtex")


def _bibtex(notice):
    published = notice.publication
    fields = {
        "title": _held(notice.title),
        "year": str(published.year or ""),
        "abstract": _bare(notice.abstract),
        "keywords": _bare(", ".join(notice.keywords)),
        "url": _bare(published.url or notice.link),
        "language": "french",
        "note": _bare(published.licence),
    }
    publisher = {"report": "institution", "book": "publisher"}.get(published.kind)
    if publisher and published.bodies:
        fields[publisher] = _held(published.bodies[0])
    people = [Person(_bare(name)) for name in published.people] + [Person(_held(body)) for body in published.bodies]
    fields = {name: value for name, value in fields.items() if value}
    return Entry(_BIBTEX.get(published.kind, "misc"), fields=fields, persons={"author": people} if people else {})


def _held(text):
    return f"{{{_bare(text)}}}"


def _bare(text):
    """On one line, with what pybtex lets through and BibTeX would take for markup spelled out or replaced: an odd brace
    stops it from reading the rest of the file."""
    return _line(text).translate(_SPELLED)


def _line(text):
    return " ".join(text.split())
