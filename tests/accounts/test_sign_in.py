"""Signing in by password or by code, and what happens after too many attempts."""

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/compte/connexion/"


def said(answer):
    return answer.content.decode()


def sign_in(browser, email, password=PASSWORD, **more):
    return browser.post(LOGIN, {"login": email, "password": password, **more})


def test_a_password_opens_the_portal(verified, client_of):
    browser = client_of()

    assert sign_in(browser, verified.email)["Location"] == reverse("usecases:list")
    assert get_user(browser) == verified


def test_capitals_in_the_address_do_not_matter(verified, client_of):
    browser = client_of()

    sign_in(browser, verified.email.upper())

    assert get_user(browser) == verified


def test_one_comes_back_to_the_page_one_wanted(verified, client_of):
    browser = client_of()
    closed = browser.get("/compte/jetons/")

    assert closed["Location"] == f"{LOGIN}?next=/compte/jetons/"
    assert sign_in(browser, verified.email, next="/compte/jetons/")["Location"] == "/compte/jetons/"


def test_who_has_no_account_yet_goes_on_to_the_same_page(client_of):
    html = said(client_of().get(LOGIN, {"next": "/cas-usage/nouveau/?modele=eau&x=1"}))

    on_the_way = "?next=/cas-usage/nouveau/%3Fmodele%3Deau%26x%3D1"
    header, _, page = html.partition("<main")
    assert f'href="/compte/inscription/{on_the_way}"' in header
    assert f'href="/compte/connexion/{on_the_way}"' in header
    assert page.index("Créer un compte") < page.index("<form")


def test_a_mistake_does_not_lose_the_way(verified, client_of):
    html = said(sign_in(client_of(), verified.email, "faux", next="/compte/jetons/"))

    assert 'href="/compte/inscription/?next=/compte/jetons/"' in html.partition("<main")[0]


def test_nobody_is_led_outside_the_portal(verified, client_of):
    assert sign_in(client_of(), verified.email, next="https://ailleurs.example/")["Location"] == reverse("usecases:list")


def test_a_wrong_password_says_so_without_saying_whether_the_account_exists(verified, client_of):
    known = said(sign_in(client_of(), verified.email, "faux"))
    unknown = said(sign_in(client_of(), "personne@territoire.example", "faux"))

    sentence = "L’adresse e-mail ou le mot de passe sont incorrects"
    assert sentence in known.replace("&#x27;", "’").replace("'", "’")
    assert sentence in unknown.replace("&#x27;", "’").replace("'", "’")


def test_too_many_attempts_are_turned_away_in_french(verified, client_of):
    browser = client_of()
    answers = [sign_in(browser, f"personne{n}@territoire.example", "faux") for n in range(31)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "Trop d’essais en peu de temps" in said(answers[-1])
    assert "<h1" in said(answers[-1])


def test_one_account_is_protected_whatever_the_number_of_machines(verified, client_of):
    for n in range(6):
        sign_in(client_of(REMOTE_ADDR=f"192.0.2.{n}"), verified.email, "faux")
    browser = client_of(REMOTE_ADDR="192.0.2.200")

    sign_in(browser, verified.email)

    assert not get_user(browser).is_authenticated


def test_a_code_by_email_opens_the_portal(verified, client_of, last_code):
    browser = client_of()

    answer = browser.post("/compte/connexion/code/", {"email": verified.email})
    assert answer["Location"] == "/compte/connexion/code/saisie/"
    assert "saisissez ce code dans la page restée ouverte" in mail.outbox[0].body
    assert "Se connecter : saisir le code" in said(browser.get(answer["Location"])).replace("\u00a0:", " :")
    browser.post(answer["Location"], {"code": last_code()})

    assert get_user(browser) == verified


def test_an_unknown_address_learns_it_by_mail_only(db, client_of):
    browser = client_of()

    answer = browser.post("/compte/connexion/code/", {"email": "personne@territoire.example"})

    assert answer["Location"] == "/compte/connexion/code/saisie/"
    assert "Aucun compte ne porte cette adresse" in mail.outbox[0].body


def test_the_demonstration_accounts_are_listed_in_the_demonstration_only(db, client_of, settings):
    assert "agent@demo.example" in said(client_of().get(LOGIN))
    settings.DEMO = False
    assert "demo.example" not in said(client_of().get(LOGIN))


def test_signing_out_takes_a_gesture(verified, client_of):
    browser = client_of(verified)

    assert "<h1" in said(browser.get("/compte/deconnexion/"))
    assert get_user(browser) == verified
    browser.post("/compte/deconnexion/")
    assert not get_user(browser).is_authenticated


def test_after_signing_out_the_browser_shows_none_of_the_pages_it_kept(verified, client_of):
    assert client_of(verified).post("/compte/deconnexion/")["Clear-Site-Data"] == '"cache"'
