"""The sheet costs the same number of queries whatever it holds: told to the public on /ecoconception/."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deliverables.models import Note

PAGES = {"sheet": "?vue=matrice", "cell": "?case=matrice.ecologique.conception", "steps": "pas-a-pas/", "summary": "synthese/"}


def fill(deliverable, count, by):
    sheet, now = deliverable.sheet, timezone.now()
    places = [f"{sheet.id}.{row.id}.{column.id}" for row in sheet.rows for column in sheet.columns]
    Note.objects.bulk_create(
        Note(
            id=uuid.uuid4(), deliverable=deliverable, address=places[at % len(places)], text=f"Idée {at}", author=by, revision=at,
            created_revision=at, created_at=now, updated_at=now,
        )
        for at in range(1, count + 1)
    )  # fmt: skip
    deliverable.revision = count
    deliverable.save()


def queries(client, path):
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_much_for_one_note_as_for_three_hundred(client_of, contributor, deliverable, page):
    client, path = client_of(contributor), deliverable.get_absolute_url() + PAGES[page]
    fill(deliverable, 1, contributor)
    client.get(path)
    one = queries(client, path)
    Note.objects.all().delete()
    fill(deliverable, 300, contributor)

    many = queries(client, path)

    assert many == one
    assert many <= (6 if page == "sheet" else 10)
