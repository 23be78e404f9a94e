"""What every answer carries: a strict policy, no frame, no guess; and cookies that scripts cannot read."""

import re

import pytest
from django.urls import reverse

from capacities.accounts.models import ApiToken

PAGES = ["/", "/cas-usage/", "/livrables/", "/aide/", "/compte/connexion/", "/compte/inscription/", "/nulle-part/", "/sante"]


def policy(answer):
    rules = (rule.split() for rule in answer["Content-Security-Policy"].split(";") if rule.strip())
    return {name: sources for name, *sources in rules}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_the_policy_lets_in_our_own_files_only(client, path):
    rules = policy(client.get(path))

    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == rules["font-src"] == rules["connect-src"] == ["'self'"]
    assert rules["form-action"] == ["'self'"]
    assert rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    assert not any("unsafe" in source or "*" in source for sources in rules.values() for source in sources)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_an_answer_cannot_be_framed_nor_guessed(client, path):
    answer = client.get(path)

    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_secure_answer_asks_browsers_to_stay_secure(client, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    assert client.get("/aide/", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
    assert "Strict-Transport-Security" not in client.get("/aide/")


@pytest.mark.django_db
def test_plain_http_is_sent_to_https_but_for_supervision(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/aide/").status_code == 301
    assert client.get("/aide/")["Location"].startswith("https://")
    assert client.get("/sante").status_code == 200


@pytest.mark.django_db
def test_the_session_cookie_is_for_the_server_alone(client_of, stranger):
    client = client_of()
    client.post(reverse("account_login"), {"login": stranger.email, "password": "capacities-demo"})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
def test_a_page_loads_nothing_from_elsewhere(client):
    for path in PAGES[:-1]:
        html = client.get(path).content.decode()
        loaded = re.findall(r'<(?:script|link|img|iframe|source|video|audio)[^>]*(?:src|href)="([^"]+)"', html)
        assert [address for address in loaded if not address.startswith(("/", "data:"))] == [], path


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(client, settings):
    settings.ALLOWED_HOSTS = ["portail.exemple.fr"]
    assert client.get("/aide/", headers={"host": "autre.exemple.fr"}).status_code == 400


READ_BY_A_MEMBER = [
    "/",
    "/cas-usage/",
    "/livrables/",
    "/aide/",
    "/compte/",
    "/nulle-part/",
    "/api/v1/deliverables/",
    "/api/docs/",
]


@pytest.mark.parametrize("path", READ_BY_A_MEMBER)
def test_what_a_signed_in_person_reads_is_kept_by_no_cache_between(path, client_of, reader):
    assert client_of(reader).get(path)["Cache-Control"] == "private"
    assert "private" not in client_of().get(path).get("Cache-Control", "")


def test_what_a_script_reads_with_a_token_is_private_too(client, reader, deliverable):
    token = {"authorization": f"Token {ApiToken.objects.create(reader, name='essai')[1]}"}

    for path in ("usecases/", "deliverables/", f"deliverables/{deliverable.pk}/", "deliverables/inconnu/"):
        assert "private" in client.get(f"/api/v1/{path}", headers=token)["Cache-Control"], path


def test_what_a_view_says_of_its_answer_is_not_weakened(client_of, reader, deliverable):
    browser, sheet = client_of(reader), deliverable.get_absolute_url()

    assert browser.get(sheet)["Cache-Control"] == "private"
    assert "no-store" in browser.get(f"{sheet}modifications/")["Cache-Control"]
    assert browser.get(f"{sheet}export.pdf?format=a5")["Cache-Control"] == "no-store"
    assert browser.get(reverse("health"))["Cache-Control"] == client_of().get(reverse("health"))["Cache-Control"]
