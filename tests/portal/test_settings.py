"""Settings are safe by default, and the environment is the only thing that opens them."""

import json
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

from capacities import checks

from ..conftest import ROOT

PRODUCTION = {"SECRET_KEY": "k" * 25 + "0123456789-abcdefghijklmnop", "ALLOWED_HOSTS": "portail.exemple.fr"}


def run(*command, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=kept | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def told(tmp_path):
    """`told("NAME", …, VARIABLE="value")`: what the settings say in that environment, read in a process of its own."""

    def told(*names, **environment):
        code = f"import json, capacities.settings as s; print(json.dumps([getattr(s, n) for n in {names!r}], default=str))"
        ran = run("-c", code, CAPACITIES_VAR=str(tmp_path), **environment)
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    return told


def test_a_server_does_not_start_without_a_key_of_its_own(tmp_path):
    ran = run("manage.py", "check", CAPACITIES_VAR=str(tmp_path))

    assert ran.returncode != 0
    assert "SECRET_KEY is missing" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_documented_production_environment_is_clean(tmp_path):
    ran = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", CAPACITIES_VAR=str(tmp_path), **PRODUCTION)

    assert ran.returncode == 0, ran.stderr
    assert "no issues" in ran.stdout


def test_production_is_closed_and_encrypted(told):
    demo, debug, secure, redirected, hsts, cookie = told(
        "DEMO",
        "DEBUG",
        "SESSION_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "CSRF_COOKIE_SECURE",
        **PRODUCTION,
    )
    assert (demo, debug, secure, redirected, cookie) == (False, False, True, True, True)
    assert hsts >= 31536000


def test_a_demonstration_answers_on_this_machine_only(told):
    hosts, secure, hsts = told("ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS", CAPACITIES_DEMO="1")

    assert hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert (secure, hsts) == (False, 0)


def test_a_demonstration_keeps_one_key_that_only_its_owner_reads(told, tmp_path):
    first, second = told("SECRET_KEY", CAPACITIES_DEMO="1"), told("SECRET_KEY", CAPACITIES_DEMO="1")

    assert first == second
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_sqlite_waits_its_turn_and_writes_to_the_disk(told):
    options = told("DATABASES", **PRODUCTION)[0]["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]
    assert "journal_mode=WAL" in options["init_command"]


def test_a_database_url_switches_to_postgresql(told):
    database = told("DATABASES", DATABASE_URL="postgres://anne:mot@db.exemple.fr:5433/portail", **PRODUCTION)[0]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.exemple.fr", 5433, "portail")
    assert "init_command" not in database.get("OPTIONS", {})


def test_a_session_is_kept_in_a_cache_only_when_all_processes_share_it(told):
    (alone,), (shared,) = told("SESSION_ENGINE", **PRODUCTION), told("SESSION_ENGINE", REDIS_URL="redis://cache", **PRODUCTION)

    assert alone == "django.contrib.sessions.backends.db"
    assert shared == "django.contrib.sessions.backends.cached_db"


def objections(monkeypatch, database):
    """What the system check says of a portal with that database."""
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES={"default": database}))
    return [error.id for error in checks.notes_survive(None)]


@pytest.mark.parametrize(
    "change", [{"transaction_mode": None}, {"init_command": "PRAGMA journal_mode=WAL;"}, {"init_command": ""}]
)
def test_settings_that_could_lose_a_note_are_refused(monkeypatch, change):
    good = {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"}
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": good}
    assert objections(monkeypatch, sqlite) == []

    assert objections(monkeypatch, sqlite | {"OPTIONS": good | change})


def test_a_transaction_around_every_page_is_refused(monkeypatch):
    database = {"ENGINE": "django.db.backends.postgresql", "ATOMIC_REQUESTS": True}
    assert objections(monkeypatch, database) == ["capacities.E001"]


def test_every_variable_that_the_settings_read_is_documented():
    read = set(
        re.findall(r'(?:environ\.get\(|environ\[|flag\(|words\()"([A-Z_]+)"', (ROOT / "capacities" / "settings.py").read_text())
    )
    documented = (ROOT / "docs" / "deploiement.md").read_text(encoding="utf-8")

    assert len(read) > 10
    assert [name for name in sorted(read) if f"`{name}`" not in documented] == []
