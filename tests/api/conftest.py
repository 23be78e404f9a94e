"""A script that talks to the API with a personal token."""

import uuid

import pytest
from django.test import Client

from capacities.accounts.models import ApiToken

CELL = "matrice.ecologique.conception"


class Script:
    """Sends JSON with a token, as curl would; `None` sends nothing that identifies."""

    def __init__(self, user=None):
        self.token = ApiToken.objects.create(user, name="essai")[1] if user else None
        self.client = Client()

    def ask(self, method, path, body=None, **headers):
        if self.token:
            headers["Authorization"] = f"Token {self.token}"
        sent = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method)(f"/api/v1/{path}", headers=headers, **sent)

    def get(self, path, **headers):
        return self.ask("get", path, **headers)

    def post(self, path, body):
        return self.ask("post", path, body)

    def put(self, path, body):
        return self.ask("put", path, body)

    def patch(self, path, body):
        return self.ask("patch", path, body)


@pytest.fixture
def script(db):
    return Script


@pytest.fixture
def note_body():
    """`note_body(text=…)`: what a script sends to write a note, with an operation of its own."""

    def body(**changed):
        return {"operation": str(uuid.uuid4()), "address": CELL, "text": "Réutiliser les mâts existants", **changed}

    return body


@pytest.fixture
def note_path(deliverable):
    def path(note=None):
        return f"deliverables/{deliverable.pk}/notes/{note or uuid.uuid4()}/"

    return path
