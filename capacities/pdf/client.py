"""The web side of the renderer: starts it when nobody answers, sends one document, waits for the PDF."""

import contextlib
import fcntl
import logging
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from . import frames
from .address import socket_path
from .sources import ROOT

LONGEST_WAIT = 180  # seconds: a document's own limit, and the documents before it
_START = 60  # seconds for a renderer to be ready, fonts built
logger = logging.getLogger("capacities.pdf")

_SENTENCES = {
    "size": (413, "Ce document est trop grand pour être mis en page. Exportez-le sans les questions, ou allégez ses notes."),
    "time": (503, "La mise en page de ce document a pris trop de temps. Rien n’est perdu : réessayez plus tard."),
    "forbidden": (422, "Ce document appelle un fichier qu’il n’a pas le droit d’ouvrir. Il n’a pas été mis en page."),
    "busy": (503, "Beaucoup de documents sont en cours de mise en page. Réessayez dans une minute."),
    "failed": (503, "Ce document n’a pas pu être mis en page. Vos notes sont intactes : réessayez dans quelques minutes."),
}


class RenderRefused(Exception):
    """No PDF. The message is a French sentence for the person, `status` the HTTP status that says the same."""

    def __init__(self, reason):
        self.reason = reason if reason in _SENTENCES else "failed"
        self.status, sentence = _SENTENCES[self.reason]
        super().__init__(sentence)


def render(html, *, on_progress=None, limits=None, var_dir=None):
    """The PDF of `html`, as bytes. Raises RenderRefused. `on_progress` receives WeasyPrint's steps as they come;
    `limits` (cpu, wall, memory) may only be stricter than usual."""
    document, _ = render_with_cost(html, on_progress=on_progress, limits=limits, var_dir=var_dir)
    return document


def render_with_cost(html, *, on_progress=None, limits=None, var_dir=None):
    """(bytes, {"cpu": seconds, "memory": kilobytes}) of one document."""
    if var_dir is None:
        from django.conf import settings

        var_dir = settings.VAR_DIR
    try:
        with _connected(Path(var_dir)) as connection:
            connection.settimeout(LONGEST_WAIT)
            frames.send(connection, frames.OPTIONS, {"progress": on_progress is not None, "limits": limits or {}})
            frames.send(connection, frames.HTML, html.encode())
            return _answer(connection, on_progress)
    except TimeoutError as error:
        raise RenderRefused("busy") from error
    except (OSError, subprocess.SubprocessError) as error:
        logger.exception("the PDF renderer does not answer")
        raise RenderRefused("failed") from error


def _answer(connection, on_progress):
    document = None
    while True:
        kind, body = frames.receive(connection)
        if kind == frames.PROGRESS and on_progress:
            on_progress(body.decode())
        elif kind == frames.DOCUMENT:
            document = body
        elif kind == frames.REFUSED:
            logger.warning("document refused: %s", body.decode(errors="replace"))
        elif kind == frames.END:
            told = frames.read_json(body)
            if told.pop("reason") == "done" and document is not None:
                return document, told
            raise RenderRefused(frames.read_json(body)["reason"])


def _connected(var_dir):
    """A connection to the renderer, started if need be by one process only: the others wait at the lock."""
    path = socket_path(var_dir)
    with contextlib.suppress(OSError):
        return _connect(path)
    var_dir.mkdir(parents=True, exist_ok=True)
    with open(path.parent / "pdf.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with contextlib.suppress(OSError):
            return _connect(path)
        return _started(var_dir, path)


def _connect(path):
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(path))
    except OSError:
        connection.close()
        raise
    return connection


def _started(var_dir, path):
    """Start the renderer with none of our secrets in its environment, and connect as soon as it listens."""
    known = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR", "CAPACITIES_PDF_IDLE") if name in os.environ}
    path.unlink(missing_ok=True)
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "capacities.pdf.worker", str(var_dir), str(path)],
        cwd=ROOT, env={**known, "LC_ALL": "C.UTF-8"}, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            return _connect(path)
        time.sleep(0.02)
    process.kill()
    raise ConnectionError("the PDF renderer did not start")
