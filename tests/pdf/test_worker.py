"""The renderer is warm, alone, bounded; it says why it refuses, and the next document never pays for the last."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings

from capacities.pdf import RenderRefused, address, client, frames, render
from capacities.pdf.limits import Limits

PAGE = '<!doctype html><html lang="fr"><head><title>t</title></head><body><h1>Bonjour</h1>{}</body></html>'
SMALL = PAGE.format("<p>Une page.</p>")


@pytest.fixture
def own_folder(tmp_path):
    """A folder in which a renderer of our own starts, and is stopped at the end."""
    yield tmp_path
    for path in tmp_path.glob("pdf-*.sock"):
        path.unlink()  # a renderer whose socket is gone quits by itself


@pytest.fixture
def starts(monkeypatch):
    """The processes of renderers started during the test."""
    started, popen = [], subprocess.Popen

    def remember(*arguments, **options):
        started.append(popen(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(client.subprocess, "Popen", remember)
    yield started
    for process in started:
        process.terminate()
        process.wait(10)


def test_a_document_is_rendered_and_its_cost_is_known():
    document, cost = client.render_with_cost(SMALL)
    assert document.startswith(b"%PDF-1.7")
    assert document.rstrip().endswith(b"%%EOF")
    assert 0 < cost["cpu"] < 5
    assert cost["memory"] > 10_000


def test_the_same_text_gives_the_same_bytes_here_there_and_again(engine, documents_html):
    html = documents_html["usual-a4"]
    here, there = engine.render(html), render(html)
    assert here == there
    assert render(html) == there


def test_bytes_do_not_depend_on_the_process_that_renders(documents_html, own_folder, starts):
    html = documents_html["empty-a4"]
    assert render(html, var_dir=own_folder) == render(html)
    assert len(starts) == 1


def test_many_web_processes_start_one_renderer(own_folder):
    ask = (
        "import sys; from pathlib import Path; from capacities.pdf.client import render\n"
        "assert render(sys.argv[2], var_dir=Path(sys.argv[1])).startswith(b'%PDF')"
    )
    askers = [subprocess.Popen([sys.executable, "-c", ask, own_folder, SMALL], cwd=settings.BASE_DIR) for _ in range(4)]
    assert [asker.wait(60) for asker in askers] == [0, 0, 0, 0]
    running = subprocess.run(["pgrep", "-f", f"capacities.pdf.worker {own_folder}"], capture_output=True, text=True)
    pids = [int(pid) for pid in running.stdout.split()]
    assert len(pids) == 1
    os.kill(pids[0], signal.SIGTERM)


def test_only_its_owner_may_speak_to_the_renderer_and_it_knows_no_secret(own_folder, starts, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not-for-the-renderer")
    monkeypatch.setenv("DATABASE_URL", "postgres://not-for-the-renderer")
    render(SMALL, var_dir=own_folder)
    assert stat.S_IMODE(address.socket_path(own_folder).stat().st_mode) == 0o600
    known = Path(f"/proc/{starts[0].pid}/environ").read_bytes()
    assert b"not-for-the-renderer" not in known


def test_a_dead_renderer_is_replaced(own_folder, starts):
    render(SMALL, var_dir=own_folder)
    starts[0].kill()
    starts[0].wait()
    assert render(SMALL, var_dir=own_folder).startswith(b"%PDF")
    assert len(starts) == 2


def test_another_renderer_answers_as_soon_as_style_sheets_change(own_folder, starts, monkeypatch):
    render(SMALL, var_dir=own_folder)
    monkeypatch.setattr(address, "engine_digest", lambda: "another" * 8)
    render(SMALL, var_dir=own_folder)
    assert len(starts) == 2
    assert len(list(own_folder.glob("pdf-*.sock"))) == 2


def test_an_idle_renderer_quits_and_leaves_nothing(own_folder, starts, monkeypatch):
    monkeypatch.setenv("CAPACITIES_PDF_IDLE", "0.3")
    render(SMALL, var_dir=own_folder)
    assert starts[0].wait(10) == 0
    assert list(own_folder.glob("*.sock")) == []


def test_a_deep_folder_does_not_break_the_socket(tmp_path, starts):
    deep = tmp_path / ("d" * 100)
    deep.mkdir()
    path = address.socket_path(deep)
    assert len(os.fsencode(path)) < 108
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert render(SMALL, var_dir=deep).startswith(b"%PDF")


BOMBS = {
    "nested flex": (PAGE.format('<div style="display:flex;flex-direction:column">' * 9 + "<p>" + "mot " * 10), {"cpu": 1}),
    "endless text": (PAGE.format("<p>" + "mot court " * 100_000), {"wall": 0.5}),
    "wide cell": (PAGE.format("<table><tr><td colspan=1000000>x</table>"), {"cpu": 1}),
    "nested boxes": (PAGE.format("<div>" * 2000), {}),
    "variables": (
        PAGE.format(
            "<style>:root{--a0:x;"
            + "".join(f"--a{i}:" + f"var(--a{i - 1}) " * 4 + ";" for i in range(1, 14))
            + "}p{font-family:var(--a13)}</style><p>x"
        ),
        {"memory": 400 << 20, "cpu": 5},
    ),
    "many cells": (PAGE.format("<table><tr>" + "<td>x" * 20_000), {"memory": 130 << 20}),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_contained_and_the_renderer_goes_on(bomb):
    html, limits = BOMBS[bomb]
    began = time.monotonic()
    with pytest.raises(RenderRefused) as refusal:
        render(html, limits=limits)
    assert refusal.value.reason in ("time", "size")
    assert refusal.value.status in (413, 503)
    assert time.monotonic() - began < 60
    assert render(SMALL).startswith(b"%PDF")


def test_limits_may_be_tightened_never_loosened():
    usual = Limits()
    assert Limits.at_most({"cpu": 10**6, "wall": 10**6, "memory": 10**15}) == usual
    assert Limits.at_most({"cpu": 2}) == Limits(cpu=2)


def test_a_forbidden_call_is_refused_in_french():
    with pytest.raises(RenderRefused) as refusal:
        render(PAGE.format('<img alt="x" src="http://127.0.0.1:9/x.png">'))
    assert (refusal.value.reason, refusal.value.status) == ("forbidden", 422)
    assert str(refusal.value).startswith("Ce document appelle un fichier")


def test_a_renderer_that_cannot_start_is_said_in_french(own_folder, monkeypatch):
    monkeypatch.setattr(client.sys, "executable", "/nowhere/python")
    with pytest.raises(RenderRefused) as refusal:
        render(SMALL, var_dir=own_folder)
    assert refusal.value.status == 503


def test_documents_wait_for_their_turn():
    """Two at once, the others at the door: all are served."""
    done = []
    askers = [threading.Thread(target=lambda: done.append(render(SMALL))) for _ in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(60)
    assert len(done) == 6
    assert len(set(done)) == 1


def test_progress_is_told_page_by_page(documents_html):
    steps = []
    render(documents_html["usual-a4"], on_progress=steps.append)
    assert any(step.startswith("Step 5") for step in steps)
    assert steps[-1].startswith("Step 7")


def test_a_web_process_that_leaves_does_not_hold_the_renderer():
    connection = client._connected(settings.VAR_DIR)
    frames.send(connection, frames.OPTIONS, {"progress": False, "limits": {}})
    connection.close()
    assert render(SMALL).startswith(b"%PDF")


def test_a_web_process_does_not_load_weasyprint():
    """Pages without PDF do not pay for it: neither the import nor its memory."""
    probe = (
        "import django, sys; django.setup(); from deliverables.views import exports\n"
        "print([m for m in ('weasyprint', 'pydyf', 'fontTools') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", probe], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
