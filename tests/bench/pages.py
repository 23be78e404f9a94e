"""The matrix page: time, queries, forms, weight, growth; and the time to write a note."""

import http.client
import json
import os
import re
import subprocess
import sys
import time
import uuid
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.urls import reverse

from deliverables.models import Deliverable

from ..journeys.server import free_port
from .clock import in_turns
from .world import Caller, deliverable_of

SEEN_WHOLE = "?vue=matrice"
CELL = "matrice.ecologique.conception"
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


def times(user, deliverable):
    visitor, agent = Caller(), Caller(user)
    page = deliverable.get_absolute_url() + SEEN_WHOLE
    arms = {
        "empty": lambda: visitor("/vide/"),
        "frame": lambda: agent("/vide/cadre/"),
        "warm": lambda: agent(page),
        "cold": lambda: agent(page),
    }
    return in_turns(arms, rounds=60, before={"cold": lambda: changed(deliverable)})


def served(user, deliverable):
    """{arm: seconds} of waiting for the same pages behind uvicorn, as people are served: one connection kept open."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "capacities.asgi:application", "--port", str(port), "--no-access-log"]
    server = subprocess.Popen([*command, "--log-level", "warning"], env=os.environ | {"PYTHONPATH": str(settings.BASE_DIR)})
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        wait_for(line)
        cookies = {"Cookie": Caller(user).cookies}
        page = deliverable.get_absolute_url() + SEEN_WHOLE

        def ask(path, headers):
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, f"{path}: {answer.status}"

        arms = {"empty": lambda: ask("/vide/", {}), "warm": lambda: ask(page, cookies), "cold": lambda: ask(page, cookies)}
        return in_turns(arms, rounds=60, clock=time.perf_counter, before={"cold": lambda: changed(deliverable)})
    finally:
        server.terminate()
        server.wait(10)


def wait_for(line, patience=30):
    until = time.monotonic() + patience
    while True:
        try:
            line.request("GET", "/sante")
            return line.getresponse().read()
        except OSError:
            line.close()
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def changed(deliverable):
    """Somebody wrote: what was drawn of this deliverable is of yesterday."""
    Deliverable.objects.filter(pk=deliverable.pk).update(revision=F("revision") + 1)


def queries(user, page):
    seen = []

    def count(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    cache.clear()
    agent = Caller(user)
    with connection.execute_wrapper(count):
        agent(page)
    return len(seen)


def forms(user, page):
    return Caller(user)(page).count(b"<form")


def weight(user, page):
    """Bytes sent for a first visit: the page and all that it loads, compressed as the server sends them."""
    html = Caller(user)(page, **GZIP)
    plain = Caller(user)(page).decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', plain))
    for name in list(files):
        if name.endswith(".css"):
            text = (Path(settings.STATIC_ROOT) / name).read_text()
            files |= {str((Path(name).parent / url).as_posix()) for url in re.findall(r'url\("?([^")]+\.woff2)"?\)', text)}
    return len(html), sum(sent(name) for name in files), len(files)


def sent(name):
    path = (Path(settings.STATIC_ROOT) / name).resolve()
    for suffix in (".br", ".gz"):
        packed = path.with_name(path.name + suffix)
        if packed.exists():
            return packed.stat().st_size
    return path.stat().st_size


def writing(user, deliverable):
    agent, path = Caller(user), reverse("deliverables:changes", args=[deliverable.pk])

    def add():
        asked = {"id": str(uuid.uuid4()), "kind": "note", "note": str(uuid.uuid4()), "address": CELL, "text": "Réemployer"}
        agent(path, json.dumps(asked).encode())

    visitor = Caller()
    arms = {"empty": lambda: visitor("/vide/", b"{}"), "add": add}
    return in_turns(arms, rounds=40), in_turns(arms, rounds=40, clock=time.perf_counter)


def growth(user, usecase, version, sizes):
    """{notes: seconds} of a cold page."""
    agent, arms, before = Caller(user), {}, {}
    for size in sizes:
        deliverable = deliverable_of(size, user, usecase, version)
        arms[size] = partial(agent, deliverable.get_absolute_url() + SEEN_WHOLE)
        before[size] = partial(changed, deliverable)
    return in_turns(arms, rounds=7, before=before)
