"""Numbers are spaced for readers, never for programs: the thousandth account writes like the first."""

import json
import re
import uuid

import pytest
from django.urls import reverse

from capacities.accounts.models import User
from deliverables.models import Note
from tests.addresses import CELL
from usecases.models import Membership


@pytest.fixture
def newcomer(usecase):
    user = User.objects.create(pk=12345, email="mille@territoire.example", name="Mila")
    Membership.objects.create(usecase=usecase, user=user, role="contributor")
    return user


def test_the_page_names_its_person_as_the_outbox_sends_it_back(client_of, newcomer, deliverable):
    browser = client_of(newcomer)
    user = re.search(r'data-user="([^"]*)"', browser.get(deliverable.get_absolute_url()).content.decode())[1]
    sent = {"id": str(uuid.uuid4()), "kind": "note", "note": str(uuid.uuid4()), "address": CELL, "text": "Réemployer"}
    answer = browser.post(
        reverse("deliverables:changes", args=[deliverable.pk]),
        json.dumps(sent),
        content_type="application/json",
        headers={"X-User": user},
    )

    assert answer.status_code == 200
    assert Note.objects.get().text == "Réemployer"
