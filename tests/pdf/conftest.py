"""The grid as published, an engine in this process, and every document rendered once for all tests."""

from pathlib import Path

import pytest
from django.conf import settings

from capacities.pdf.engine import Engine
from deliverables.grid.parser import parse_grid

from .content import every_document

GRID = Path(settings.BASE_DIR) / "deliverables" / "catalogue" / "numerique-responsable" / "v1.yaml"


@pytest.fixture(scope="session")
def grid():
    return parse_grid(GRID.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def engine():
    return Engine(settings.VAR_DIR)


@pytest.fixture(scope="session")
def documents_html(grid):
    return every_document(grid)


@pytest.fixture(scope="session")
def files(engine, documents_html, tmp_path_factory):
    """Name → path of the PDF of every document at every size."""
    folder = tmp_path_factory.mktemp("pdf")
    found = {}
    for name, html in documents_html.items():
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(engine.render(html))
    return found
