"""A real portal: uvicorn in a process of its own, on a database of its own, that a test may kill and start again."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30


class Portal:
    """`url`, `start()`, `stop()`, `kill9()`, `query(sql, *values)`, `manage(…)`."""

    def __init__(self, database_url=""):
        self.folder = tempfile.TemporaryDirectory(prefix="capacities-journeys-")
        self.port = int(os.environ.get("JOURNEY_PORT", 0)) or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server_url, self.database_url = database_url, ""
        self.process = None
        if database_url:
            self.database = f"capacities_journeys_{uuid.uuid4().hex[:12]}"
            self._on_server(f'CREATE DATABASE "{self.database}"')
            self.database_url = urlunsplit(urlsplit(database_url)._replace(path="/" + self.database))
        else:
            self.database = str(Path(self.folder.name) / "capacities.sqlite3")

    @property
    def environment(self):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "CAPACITIES_DEMO": "1",
            "CAPACITIES_VAR": self.folder.name,
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "PYTHONPATH": str(ROOT),
        }

    def manage(self, *arguments):
        """Run a command of manage.py and return what it says; its error message is the test's when it fails."""
        ran = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"manage.py {arguments[0]} failed:\n{ran.stderr[-4000:]}"
        return ran.stdout

    def start(self):
        """Start serving, and wait until it answers."""
        log = open(Path(self.folder.name) / "server.log", "ab")  # noqa: SIM115  the child keeps it
        self.process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "capacities.asgi:application", "--port", str(self.port), "--no-access-log",
             "--log-level", "warning", "--timeout-graceful-shutdown", "2"],
            cwd=ROOT, env=self.environment, stdout=log, stderr=log,
        )  # fmt: skip
        log.close()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.url}/sante", timeout=5).close()
                return self
            except (urllib.error.URLError, OSError):
                assert self.process.poll() is None, f"the server stopped:\n{self.log()[-4000:]}"
                time.sleep(0.1)
        raise AssertionError(f"the server does not answer after {PATIENCE} s:\n{self.log()[-4000:]}")

    def log(self):
        return (Path(self.folder.name) / "server.log").read_text(errors="replace")

    def kill9(self):
        """What a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill9()

    def query(self, sql, *values):
        """The rows that the portal's database answers, read beside the server. `%s` stands for a value."""
        with self._connect() as connection:
            cursor = connection.cursor()
            cursor.execute(sql if self.database_url else sql.replace("%s", "?"), values)
            return cursor.fetchall() if cursor.description else []

    def _connect(self):
        if self.database_url:
            connection = psycopg2.connect(self.database_url)
            connection.autocommit = True
        else:
            connection = sqlite3.connect(self.database, timeout=20, isolation_level=None)
        return closing(connection)

    def _on_server(self, sql):
        with closing(psycopg2.connect(self.server_url)) as connection:
            connection.autocommit = True
            connection.cursor().execute(sql)

    def discard(self):
        self.stop()
        if self.database_url:
            self._on_server(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')
        self.folder.cleanup()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
