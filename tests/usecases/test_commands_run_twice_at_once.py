"""Two machines of one deployment start the same command at the same moment: the second waits, and finds nothing to do."""

import io
import threading

import pytest
from django.core.management import call_command
from django.db import connection, connections

from capacities.accounts.models import User
from deliverables.models import Deliverable
from usecases.models import Statement, UseCase

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite serves one machine"),
]


def twice_at_once(command):
    """What each of the two said, and what went wrong."""
    start, said, wrong = threading.Barrier(2), [io.StringIO(), io.StringIO()], []

    def run(out):
        start.wait()
        try:
            call_command(command, stdout=out, stderr=out)
        except Exception as fault:
            wrong.append(fault)
        finally:
            connections.close_all()

    runs = [threading.Thread(target=run, args=[out]) for out in said]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    return [out.getvalue() for out in said], wrong


def test_the_content_is_loaded_once(france):
    said, wrong = twice_at_once("load_content")

    assert wrong == []
    assert sum("déjà à jour" in told for told in said) == 1
    assert UseCase.objects.filter(published=True).count() == 5
    assert Statement.objects.values("usecase", "section", "position").distinct().count() == Statement.objects.count()


def test_the_demonstration_is_built_once(small_france):
    said, wrong = twice_at_once("seed")

    assert wrong == []
    assert sum("Démonstration : déjà là." in told for told in said) == 1
    assert UseCase.objects.filter(published=False).count() == 1
    assert Deliverable.objects.count() == 2  # the matrix and the cost-benefit analysis
    assert User.objects.count() == 6
