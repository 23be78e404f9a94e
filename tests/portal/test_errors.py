"""Error pages say what happened, what is safe, and what to do."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied


@pytest.mark.django_db
def test_an_unknown_address_says_so_and_offers_a_way_on(client):
    answer = client.get("/nulle-part/")

    html = answer.content.decode()
    assert answer.status_code == 404
    assert "Rien de ce que vous avez enregistré" in html
    assert 'href="/compte/connexion/"' in html


@pytest.mark.django_db
def test_a_refusal_gives_its_reason_escaped(stranger):
    request = RequestFactory().get("/")
    request.user = stranger

    answer = permission_denied(request, PermissionDenied("Réservé aux pilotes <script>"))

    assert answer.status_code == 403
    assert "Réservé aux pilotes &lt;script&gt;" in answer.content.decode()


@pytest.mark.django_db
def test_a_lost_form_token_says_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/compte/connexion/", {"login": "x"})

    assert answer.status_code == 403
    assert "Rechargez la page" in answer.content.decode()


def test_the_server_error_page_needs_neither_database_nor_request():
    html = render_to_string("500.html")

    assert "Ce n’est pas de votre fait" in html
    assert "{{" not in html


@pytest.mark.django_db
def test_an_unexpected_error_shows_that_page(client, monkeypatch):
    @login_not_required
    def broken(request):
        raise RuntimeError("secret")

    monkeypatch.setattr("django.core.handlers.base.BaseHandler.resolve_request", lambda handler, request: (broken, (), {}))
    client.raise_request_exception = False

    answer = client.get("/")

    assert answer.status_code == 500
    assert "Le portail a rencontré une erreur" in answer.content.decode()
    assert "secret" not in answer.content.decode()
