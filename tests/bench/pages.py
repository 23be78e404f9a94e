"""The matrix page: time, queries, forms, weight, growth; and the time to write a note."""

import json
import re
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
