"""The grid as published, an engine in this process, and every document rendered once for all tests."""

from pathlib import Path

import pytest
from django.conf import settings

from capacities.pdf.engine import Engine
from deliverables.grid.parser import parse_grid

from .content import every_document

CATALOGUE = Path(settings.BASE_DIR) / "deliverables" / "catalogue"


@pytest.fixture(scope="session")
def grid():
    return parse_grid((CATALOGUE / "numerique-responsable" / "v1.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def balance_grid():
    return parse_grid((CATALOGUE / "analyse-couts-benefices" / "v1.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def structures():
    return parse_grid((CATALOGUE / "structures-de-portage" / "v1.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def bibliography():
    return parse_grid((CATALOGUE / "bibliographie" / "v1.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def unscored_grids():
    """The grids that score nothing, by the word that names them."""
    slugs = ("canvas-usagers", "creation-de-valeur")
    return {slug: parse_grid((CATALOGUE / slug / "v1.yaml").read_text(encoding="utf-8")) for slug in slugs}


@pytest.fixture(scope="session")
def engine():
    return Engine(settings.VAR_DIR)


@pytest.fixture(scope="session")
def documents_html(grid, balance_grid, structures, bibliography, unscored_grids):
    return every_document(grid, balance_grid, structures, bibliography, unscored_grids)


@pytest.fixture(scope="session")
def files(engine, documents_html, tmp_path_factory):
    """Name → path of the PDF of every document at every size."""
    folder = tmp_path_factory.mktemp("pdf")
    found = {}
    for name, html in documents_html.items():
        found[name] = folder / f"{name}.pdf"
        found[name].write_bytes(engine.render(html))
    return found
