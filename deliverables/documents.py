"""Typed data → HTML → PDF: the matrix filled, frozen or to write on by hand. A document knows its key before it is drawn,
so that what has been rendered once is never drawn again."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from capacities.pdf import digest_of, engine_digest, render
from capacities.pdf.tokens import tokens
from capacities.templatetags.ui import siren

from .grid.paper import ROOM, entries, pieces
from .grid.progress import marked, progress, scores, to_look_up
from .grid.radar import radar
from .live import sheets_at, sheets_now

PAPERS = {"a4": "A4", "a3": "A3"}
PORTAL = "Portail CAPACities"
TOLD = 10  # points of vigilance and strengths repeated in the summary
_HEAD = 130  # signs of a running head or foot


@dataclass(frozen=True)
class Document:
    """A PDF to be: `html` draws it, `key` changes with everything that is drawn, `label` names the file for people."""

    key: str
    label: str
    html: Callable[[], str]

    @property
    def file_name(self):
        return f"{slugify(self.label)[:120].strip('-')}.pdf"


def filled(deliverable, *, paper="a4", snapshot=None, questions=False):
    """The matrix as it is now, marked « Brouillon », or as it was frozen in `snapshot`."""
    grid_version = snapshot.grid_version if snapshot else deliverable.grid_version
    territory = deliverable.usecase.territory
    revision = snapshot.revision if snapshot else deliverable.revision
    status = f"Version {snapshot.number}" if snapshot else "Brouillon"
    cover = {
        "title": deliverable.title,
        "usecase": deliverable.usecase.title,
        "territory": territory.name,
        "code": f"{territory.code_name} {siren(territory.code) if territory.kind == territory.Kind.EPCI else territory.code}",
        "status": status,
        "frozen": snapshot is not None,
        "version_name": snapshot.name if snapshot else "",
        "date": (snapshot.at if snapshot else deliverable.updated_at).isoformat(),
    }
    key = _key("filled", paper, questions, grid_version.digest, deliverable.pk, deliverable.epoch, revision, cover)

    def html():
        drawn = sheets_at(snapshot) if snapshot else sheets_now(deliverable)
        return filled_html(grid_version.grid, drawn[grid_version.grid.sheets[0].id], cover, paper, questions)

    label = f"{deliverable.title} {deliverable.usecase.title} {status}{' A3' if paper == 'a3' else ''}"
    return Document(key, label, html)


def blank(grid_version, *, paper="a4", questions=None):
    """The matrix to write on by hand. The guiding questions follow on A4; the A3 sheet stands alone on a wall."""
    questions = paper == "a4" if questions is None else questions
    grid = grid_version.grid
    key = _key("blank", paper, questions, grid_version.digest)
    return Document(key, f"{grid.short_title} vierge {PAPERS[paper]}", lambda: blank_html(grid, paper, questions))


def pdf(document):
    """The bytes of a document, rendered the first time only. Raises capacities.pdf.RenderRefused."""
    cache = caches["documents"]
    found = cache.get(document.key)
    if found is None:
        found = render(document.html())
        cache.set(document.key, found)
    return found


def _key(*parts):
    """SHA-256 over the renderer, the templates and all that a document says."""
    said = json.dumps([engine_digest(), digest_of(_sources()), *parts], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


@lru_cache(maxsize=1)
def _sources():
    """The files that turn data into HTML."""
    here = Path(__file__).resolve().parent
    templates = settings.BASE_DIR / "templates"
    return [
        Path(__file__).resolve(),
        settings.BASE_DIR / "capacities" / "text.py",
        *sorted((here / "grid").glob("*.py")),
        *sorted((templates / "pdf").glob("*.jinja")),
        *sorted((templates / "deliverables" / "pdf").glob("*.jinja")),
        templates / "deliverables" / "_radar.jinja",
    ]


def filled_html(grid, drawn, cover, paper, questions):
    sheet = drawn.sheet
    at = timezone.datetime.fromisoformat(cover["date"])
    found = scores(drawn)
    context = cover | {
        "grid": grid,
        "sheet": sheet,
        "drawn": drawn,
        "pieces": [piece for line in drawn.lines for piece in pieces(line, ROOM[paper], sheet.fields)],
        "strays": entries(drawn.stray, sheet.fields),
        "progress": progress(drawn),
        "scores": found,
        "radar": radar(found),
        "to_look_up": to_look_up(drawn),
        "told": _told(drawn),
        "questions": questions,
        "answers": {a.question.id: a.choice for cell in drawn.cells.values() for a in cell.asked if a.choice},
        "day": long_date(at),
        "head": _short(f"{cover['title']} · {cover['usecase']}"),
        "foot": _short(f"{PORTAL} · {cover['territory']} · {long_date(at)}"),
        "document_title": f"{cover['title']}, {cover['usecase']}",
    }
    return _drawn("deliverables/pdf/matrix.jinja", paper, context)


def blank_html(grid, paper, questions):
    context = {
        "grid": grid,
        "sheet": grid.sheets[0],
        "questions": questions,
        "day": long_date(grid.reviewed),
        "date": grid.reviewed.isoformat(),
        "status": "À remplir",
        "frozen": True,
        "head": _short(grid.short_title),
        "foot": _short(f"{PORTAL} · modèle, version {grid.version} · {long_date(grid.reviewed)} · licence : {grid.licence}"),
        "document_title": f"{grid.short_title}, feuille à remplir",
    }
    return _drawn("deliverables/pdf/blank.jinja", paper, context)


def _drawn(template, paper, context):
    common = {"paper": paper, "portal": PORTAL, "colour": tokens()}
    return get_template(template, using="jinja2").render(context | common)


def _told(drawn):
    """Points of vigilance, then strengths: ((cell, note)…, how many more stand in the matrix)."""
    told = {}
    for sign in ("vigilance", "force"):
        found = marked(drawn, sign)
        told[sign] = found[:TOLD], max(0, len(found) - TOLD), len(found)
    return told


def long_date(value):
    """« 1er mars 2026 », by the clock of Paris when `value` is a moment."""
    if hasattr(value, "hour"):
        value = timezone.localtime(value)
    return date_format(value, "j F Y").replace("1 ", "1er ", 1) if value.day == 1 else date_format(value, "j F Y")


def _short(text):
    return text if len(text) <= _HEAD else f"{text[: _HEAD - 1].rstrip()}…"
