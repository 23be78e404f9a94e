"""The cast every test knows, and a harness that hunts whole families of faults in whatever the tests render."""

import os
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from django.template import engines
from django.test import Client

from capacities.accounts.models import User
from deliverables.actions import Operation, begin, publish_grid, write
from deliverables.grid.parser import digest
from deliverables.models import Note
from usecases.models import Membership, Territory, UseCase
from usecases.models.membership import Role

from .harness import UndefinedVariable, watch_responses
from .machine import describe_browser

ROOT = Path(__file__).resolve().parent.parent
GRID = ROOT / "deliverables" / "catalogue" / "numerique-responsable" / "v1.yaml"
BALANCE_GRID = GRID.parents[1] / "analyse-couts-benefices" / "v1.yaml"
PASSWORD = "capacities-demo"


# --- The harness ----------------------------------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def _faults_are_found(monkeypatch):
    """An undefined variable in a template of ours fails; so does a page with a fault any page could have."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", UndefinedVariable())
    monkeypatch.setattr(Client, "request", watch_responses(Client.request))


@pytest.fixture(autouse=True)
def _caches_are_empty():
    from django.core.cache import caches

    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


def pytest_terminal_summary(terminalreporter):
    """Say what the tests ran on: the run is worth what its database and browser are worth."""
    if connection.vendor == "sqlite":
        database = f"SQLite {sqlite3.sqlite_version}"
    else:
        with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as server:
            database = f"PostgreSQL {server.get_parameter_status('server_version')}"
    terminalreporter.write_line(f"Database: {database}. Browser: {describe_browser()}.")


# --- The cast -------------------------------------------------------------------------------------------------------
def person(email, name, **fields):
    return User.objects.create_user(email, PASSWORD, name=name, **fields)


@pytest.fixture
def client_of(db):
    """`client_of(user)`: a browser in which `user` is signed in; `client_of(None)`: one in which nobody is."""

    def client(user=None, **options):
        browser = Client(**options)
        if user is not None:
            browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return client


@pytest.fixture
def territory(db):
    return Territory.objects.create(
        kind=Territory.Kind.EPCI,
        code="200010700",
        name="CA Caux Seine Agglo",
        population=77_200,
        departement="76",
        region="28",
    )


@pytest.fixture
def steward(db):
    return person("pilote@territoire.example", "Claire Aubert")


@pytest.fixture
def facilitator(db):
    return person("animation@territoire.example", "Yanis Benali")


@pytest.fixture
def contributor(db):
    return person("contribution@territoire.example", "Maud Lefèvre")


@pytest.fixture
def reader(db):
    return person("lecture@territoire.example", "Paul N’Guyen")


@pytest.fixture
def stranger(db):
    """Signed in, member of nothing."""
    return person("ailleurs@territoire.example", "Inès Martin")


@pytest.fixture
def company(db):
    """Somebody from a company, member of nothing either."""
    return person("contact@entreprise.example", "Karim Haddad", job="Chef de produit, entreprise partenaire")


@pytest.fixture
def staff(db):
    return person("equipe@portail.example", "Équipe du portail", is_staff=True, is_superuser=True)


@pytest.fixture
def usecase(territory, steward, facilitator, contributor, reader):
    """A private use case with one member for each role."""
    made = UseCase.objects.create(
        slug="friches-et-foncier", title="Suivre les friches", territory=territory, created_by=steward
    )
    for user, role in (
        (steward, Role.STEWARD),
        (facilitator, Role.FACILITATOR),
        (contributor, Role.CONTRIBUTOR),
        (reader, Role.READER),
    ):
        Membership.objects.create(usecase=made, user=user, role=role)
    return made


@pytest.fixture
def reference_usecase(territory):
    """A published use case, readable by all, with no member."""
    return UseCase.objects.create(
        slug="mobilites-du-quotidien", title="Mobilités du quotidien", territory=territory, published=True, reference=1
    )


@pytest.fixture
def grid_version(db):
    """The first version of the responsible-digital matrix, as published."""
    text = GRID.read_text(encoding="utf-8")
    return publish_grid(text, slug="numerique-responsable", number=1, digest=digest(text))[0]


@pytest.fixture
def deliverable(usecase, grid_version, facilitator):
    return begin(usecase, grid_version, by=facilitator)


@pytest.fixture
def balance_version(db):
    """The first version of the cost-benefit grid, as published."""
    text = BALANCE_GRID.read_text(encoding="utf-8")
    return publish_grid(text, slug="analyse-couts-benefices", number=1, digest=digest(text))[0]


@pytest.fixture
def reference_grids(db):
    """The grids that are read and picked from, as published, by their slugs."""
    slugs = ["structures-de-portage", "bibliographie"]
    texts = {slug: (GRID.parents[1] / slug / "v1.yaml").read_text(encoding="utf-8") for slug in slugs}
    return {slug: publish_grid(text, slug=slug, number=1, digest=digest(text))[0] for slug, text in texts.items()}


@pytest.fixture
def action_version(db):
    """The first version of the action sheet, as published."""
    text = (GRID.parents[1] / "fiche-action" / "v1.yaml").read_text(encoding="utf-8")
    return publish_grid(text, slug="fiche-action", number=1, digest=digest(text))[0]


@pytest.fixture
def balance(usecase, balance_version, facilitator):
    return begin(usecase, balance_version, by=facilitator)


@pytest.fixture
def write_note(db):
    """`write_note(deliverable, address, text, by=user)` writes a note through the one write path and returns it."""

    def written(deliverable, address, text, *, by, kind="note", **fields):
        asked = Operation(id=uuid.uuid4(), kind=kind, address=address, note=uuid.uuid4(), text=text, fields=fields)
        return Note.objects.get(pk=write(deliverable, asked, by=by).change.note_id)

    return written
