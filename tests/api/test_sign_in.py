"""A script identifies itself with a personal token, a page with its session."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from capacities.accounts.models import ApiToken

from .conftest import CELL


def test_without_token_the_answer_is_401_in_french_and_says_how_to_identify(script):
    answer = script().get("deliverables/")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Token"
    assert "jeton personnel" in answer.json()["detail"]


def test_a_token_opens_what_its_owner_may_see(script, reader, deliverable):
    assert script(reader).get("deliverables/").json()["results"][0]["id"] == str(deliverable.pk)


@pytest.mark.parametrize(
    "header", ["Token", "Token cap_faux", "Token a b", "Token é\u00ff", "Token cap_\x00", "Token " + "9" * 9000]
)
def test_a_wrong_token_is_refused(db, header):
    answer = Client().get("/api/v1/deliverables/", headers={"Authorization": header})
    assert answer.status_code == 401
    assert "jeton" in answer.json()["detail"]


def test_a_wrong_token_is_refused_even_where_nobody_needs_one(db):
    assert Client().get("/api/v1/grids/", headers={"Authorization": "Token cap_faux"}).status_code == 401


def test_an_account_closed_since_no_longer_enters(script, reader):
    agent = script(reader)
    reader.forget()
    assert agent.get("deliverables/").status_code == 401


def test_a_token_taken_back_no_longer_enters(script, reader):
    agent = script(reader)
    ApiToken.objects.all().delete()
    assert agent.get("deliverables/").status_code == 401


def test_an_expired_token_no_longer_enters_and_reading_deletes_nothing(script, reader):
    agent, other = script(reader), script(reader)
    ApiToken.objects.update(expiry=timezone.now() - timedelta(seconds=1))
    ApiToken.objects.create(reader, name="valable")
    assert agent.get("deliverables/").status_code == other.get("deliverables/").status_code == 401
    assert ApiToken.objects.count() == 3


def test_a_session_reads_and_needs_the_form_token_to_write(client_of, contributor, deliverable, note_body, note_path):
    browser = client_of(contributor, enforce_csrf_checks=True)
    path = f"/api/v1/{note_path()}"
    assert browser.get(f"/api/v1/deliverables/{deliverable.pk}/").status_code == 200
    refused = browser.put(path, note_body(), content_type="application/json")
    assert refused.status_code == 403
    assert "X-CSRFToken" in refused.json()["detail"]
    assert deliverable.notes.count() == 0

    browser.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    allowed = browser.put(path, note_body(), content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert allowed.status_code == 201


def test_a_token_needs_no_form_token(script, contributor, note_body, note_path):
    agent = script(contributor)
    agent.client = Client(enforce_csrf_checks=True)
    assert agent.put(note_path(), note_body()).status_code == 201


def test_a_script_in_a_hurry_is_asked_to_wait(script, reader, monkeypatch):
    from rest_framework.throttling import UserRateThrottle

    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": "2/min", "anon": "60/min"})
    agent = script(reader)
    assert [agent.get("deliverables/").status_code for _ in range(3)] == [200, 200, 429]
    last = agent.get("deliverables/")
    assert int(last["Retry-After"]) > 0
    assert "Trop de demandes" in last.json()["detail"]


def test_nobody_reads_a_private_deliverable_without_identifying(script, deliverable):
    answer = script().get(f"deliverables/{deliverable.pk}/")
    assert answer.status_code == 401
    assert deliverable.title not in json.dumps(answer.json())
    assert CELL not in answer.content.decode()
