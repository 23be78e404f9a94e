"""The address that supervision asks."""

from unittest import mock

from django.db import DatabaseError, connection


def test_health_answers_without_signing_in_and_names_the_database(client, db):
    answer = client.get("/sante")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": connection.vendor}
    assert "no-store" in answer["Cache-Control"]


def test_health_touches_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(1):
        client.get("/sante")


def test_health_says_so_when_the_database_does_not_answer(client, db):
    with mock.patch("capacities.views.connection.cursor", side_effect=DatabaseError("secret-host refused")):
        answer = client.get("/sante")

    assert answer.status_code == 503
    assert answer.json() == {"status": "indisponible"}


def test_health_cannot_be_posted_to(client, db):
    assert client.post("/sante").status_code == 405
