"""Making an account: the name others read, a verified address, a password worth having."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core import mail

from capacities.accounts.models import User

pytestmark = pytest.mark.django_db
SIGN_UP = "/compte/inscription/"
ASKED = {"name": "Anne Dubois", "email": "Anne@territoire.example", "password1": "bocage et marais 27"}


def said(answer):
    return answer.content.decode()


def test_an_account_opens_once_its_address_is_verified(client_of, last_code):
    browser = client_of()

    answer = browser.post(SIGN_UP, ASKED)
    assert answer["Location"] == "/compte/courriel/verifier/"
    assert not get_user(browser).is_authenticated
    assert "<h1" in said(browser.get(answer["Location"]))
    browser.post(answer["Location"], {"code": last_code()})

    user = User.objects.get()
    assert get_user(browser) == user
    assert (user.name, user.email) == ("Anne Dubois", "anne@territoire.example")
    assert EmailAddress.objects.get(user=user).verified


def test_a_wrong_code_opens_nothing(client_of):
    browser = client_of()
    browser.post(SIGN_UP, ASKED)

    answer = browser.post("/compte/courriel/verifier/", {"code": "AAAAAA"})

    assert "incorrect" in said(answer)
    assert not get_user(browser).is_authenticated


def test_one_comes_back_to_the_invitation_after_signing_up(client_of, last_code):
    browser = client_of()
    browser.post(SIGN_UP, ASKED | {"next": "/invitation/jeton/"})

    assert browser.post("/compte/courriel/verifier/", {"code": last_code()})["Location"] == "/invitation/jeton/"


def test_a_taken_address_is_not_revealed(steward, client_of):
    answer = client_of().post(SIGN_UP, ASKED | {"email": steward.email})

    assert answer["Location"] == "/compte/courriel/verifier/"
    assert User.objects.count() == 1
    assert "Cette adresse en a déjà un" in mail.outbox[0].body
    assert "/compte/mot-de-passe/oublie/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " \u200b\u202e "}, "Écrivez le nom"),
        ({"name": ""}, "obligatoire"),
        ({"email": "pas une adresse"}, "valide"),
        ({"password1": "court"}, "12"),
        ({"password1": "telechargement"}, "courant"),
    ],
)
def test_a_mistake_is_told_beside_the_field(client_of, change, sentence):
    html = said(client_of().post(SIGN_UP, ASKED | change))

    assert sentence in html
    assert 'aria-invalid="true"' in html
    assert not User.objects.exists()


def test_fields_say_what_browsers_may_fill(client_of):
    html = said(client_of().get(SIGN_UP))

    for word in ("name", "email", "new-password"):
        assert f'autocomplete="{word}"' in html
