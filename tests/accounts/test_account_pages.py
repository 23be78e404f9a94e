"""Profile, password, change of email: what a person does with her own account."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core import mail

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
CONFIRM = "/compte/connexion/confirmer/"
NEW_PASSWORD = "bocage et marais 27"


def said(answer):
    return answer.content.decode()


@pytest.fixture
def browser(verified, client_of):
    """Signed in, and the password said again a moment ago, as what touches security asks."""
    client = client_of()
    client.post("/compte/connexion/", {"login": verified.email, "password": PASSWORD})
    client.post(CONFIRM, {"password": PASSWORD})
    return client


def test_the_name_and_the_job_are_changed(browser, verified):
    browser.post("/compte/", {"name": "  Claire \n Aubert-Roy ", "job": "Élue"})

    verified.refresh_from_db()
    assert (verified.name, verified.job) == ("Claire Aubert-Roy", "Élue")


def test_an_empty_name_is_refused_and_kept_as_it_was(browser, verified):
    answer = browser.post("/compte/", {"name": " ", "job": ""})

    assert answer.status_code == 422
    verified.refresh_from_db()
    assert verified.name == "Claire Aubert"


def test_the_password_changes_after_the_old_one(browser, verified):
    answer = browser.post(
        "/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )

    assert answer.status_code == 302
    verified.refresh_from_db()
    assert verified.check_password(NEW_PASSWORD)
    assert "Votre mot de passe a changé" in mail.outbox[-1].body


def test_a_wrong_old_password_changes_nothing(browser, verified):
    answer = browser.post("/compte/mot-de-passe/", {"oldpassword": "x", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert 'aria-invalid="true"' in said(answer)
    verified.refresh_from_db()
    assert verified.check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_by_code(verified, client_of, last_code):
    browser = client_of()

    answer = browser.post("/compte/mot-de-passe/oublie/", {"email": verified.email})
    assert answer["Location"] == "/compte/mot-de-passe/oublie/code/"
    assert "choisir un nouveau mot de passe" in mail.outbox[0].body
    answer = browser.post(answer["Location"], {"code": last_code()})
    assert answer["Location"] == "/compte/mot-de-passe/oublie/nouveau/"
    assert "<h1>Nouveau mot de passe</h1>" in said(browser.get(answer["Location"]))
    browser.post(answer["Location"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    verified.refresh_from_db()
    assert verified.check_password(NEW_PASSWORD)


def test_the_email_changes_once_the_new_one_has_answered(browser, verified, last_code):
    old = verified.email

    answer = browser.post("/compte/courriel/", {"action_add": "", "email": "claire@ailleurs.example"})
    assert mail.outbox[-1].to == ["claire@ailleurs.example"]
    verified.refresh_from_db()
    assert verified.email == old
    browser.post(answer["Location"], {"code": last_code()})

    verified.refresh_from_db()
    assert verified.email == "claire@ailleurs.example"
    assert EmailAddress.objects.get(user=verified).email == "claire@ailleurs.example"


def test_the_password_is_asked_again_first_and_what_was_typed_is_kept(verified, client_of, last_code):
    browser = client_of(verified)

    asked = browser.post("/compte/courriel/", {"action_add": "", "email": "claire@ailleurs.example"})
    assert asked["Location"] == f"{CONFIRM}?next=%2Fcompte%2Fcourriel%2F"
    assert not mail.outbox
    wrong = browser.post(CONFIRM, {"password": "faux", "next": "/compte/courriel/"})
    assert "aria-invalid" in said(wrong)
    browser.post(CONFIRM, {"password": PASSWORD, "next": "/compte/courriel/"})

    assert mail.outbox[-1].to == ["claire@ailleurs.example"]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "jetons/",
        "supprimer/",
        "courriel/",
        "mot-de-passe/",
        "deconnexion/",
        "connexion/confirmer/",
        "ferme/",
        "mot-de-passe/oublie/",
        "mot-de-passe/oublie/fait/",
    ],
)
def test_every_page_has_one_title_and_speaks_french(browser, verified, path):
    html = said(browser.get(f"/compte/{path}"))

    assert html.count("<h1") == 1
    for word in ("Email", "Password", "Sign", "Please", "your "):
        assert f">{word}" not in html


def test_a_closed_account_cannot_sign_in(verified, client_of):
    verified.is_active = False
    verified.save()
    browser = client_of()

    browser.post("/compte/connexion/", {"login": verified.email, "password": PASSWORD}, follow=True)

    assert not get_user(browser).is_authenticated
