"""Typed data → HTML → PDF: a deliverable as it is, as it was frozen, or a grid to write on by hand. A document knows its
key before it is drawn, so that what has been rendered once is never drawn again."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.utils.text import slugify

from capacities.pdf import digest_of, engine_digest, render
from capacities.templatetags.ui import siren

from ..live import sheets_at, sheets_now
from .blank import blank_html
from .filled import filled_html
from .frame import PAPERS, long_date
from .reference import reference_html

__all__ = [
    "PAPERS",
    "Document",
    "blank",
    "blank_html",
    "filled",
    "filled_html",
    "long_date",
    "pdf",
    "reference",
    "reference_html",
]


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
    """The deliverable as it is now, marked « Brouillon », or as it was frozen in `snapshot`."""
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
        "begun": deliverable.begun,
    }
    key = _key("filled", paper, questions, grid_version.digest, deliverable.pk, deliverable.epoch, revision, cover)

    def html():
        sheets = sheets_at(snapshot) if snapshot else sheets_now(deliverable)
        return filled_html(grid_version.grid, sheets, cover, paper, questions)

    label = f"{deliverable.title} {deliverable.usecase.title} {status}{' A3' if paper == 'a3' else ''}"
    return Document(key, label, html)


def blank(grid_version, *, paper="a4", questions=None):
    """The grid to write on by hand. The guiding questions follow on A4; A3 sheets stand alone on a wall."""
    questions = paper == "a4" if questions is None else questions
    grid = grid_version.grid
    key = _key("blank", paper, questions, grid_version.digest)
    return Document(key, f"{grid.short_title} vierge {PAPERS[paper]}", lambda: blank_html(grid, paper, questions))


def reference(grid_version, rows, *, compared=False, searched=()):
    """Rows of a grid to read, in their order: `compared` side by side, or what the `searched` words and filters left."""
    grid = grid_version.grid
    key = _key("reference", grid_version.digest, [row.id for row in rows], compared, searched)
    label = f"{grid.short_title} {'comparaison ' if compared else 'extrait ' if searched else ''}CAPACities"
    return Document(key, label, lambda: reference_html(grid, rows, compared, searched))


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
    code, templates = settings.BASE_DIR / "deliverables", settings.BASE_DIR / "templates"
    packages = [Path(__file__).resolve().parent, *(code / name for name in ("grid", "appraisal", "costbenefit", "drawing"))]
    return [
        *(path for package in packages for path in sorted(package.rglob("*.py"))),
        *(settings.BASE_DIR / "capacities" / name for name in ("text.py", "figures.py")),
        *sorted((templates / "pdf").glob("*.jinja")),
        *sorted((templates / "deliverables" / "pdf").glob("*.jinja")),
        templates / "deliverables" / "_radar.jinja",
    ]
