"""Personal keys for the API: shown once, revoked at will, each for its owner alone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from capacities.accounts import actions
from capacities.accounts.models import ApiToken

pytestmark = pytest.mark.django_db
TOKENS = "/compte/jetons/"


def said(answer):
    return answer.content.decode()


def test_the_text_of_a_token_is_shown_once_and_works(reader, client_of):
    browser = client_of(reader)

    answer = browser.post(TOKENS, {"name": "Export vers le SIG", "life": "30"})

    text = re.search(r'value="(cap_[^"]+)"', said(answer))[1]
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert text not in said(browser.get(TOKENS))
    assert text not in str(ApiToken.objects.values_list("digest", "token_key", "name").get())
    api = client_of()
    assert api.get("/api/v1/deliverables/", HTTP_AUTHORIZATION=f"Token {text}").status_code == 200
    assert api.get("/api/v1/deliverables/", HTTP_AUTHORIZATION="Token cap_faux").status_code == 401


def test_a_token_lives_as_long_as_was_asked(reader, client_of):
    client_of(reader).post(TOKENS, {"name": "un an", "life": "365"})

    assert timedelta(days=364) < ApiToken.objects.get().expiry - timezone.now() <= timedelta(days=365)


def test_an_expired_token_opens_nothing(reader, client_of):
    token, text = actions.make_token(name="vieux", life="30", by=reader)
    ApiToken.objects.filter(pk=token.pk).update(expiry=timezone.now() - timedelta(seconds=1))

    assert client_of().get("/api/v1/deliverables/", HTTP_AUTHORIZATION=f"Token {text}").status_code == 401


def test_a_revoked_token_opens_nothing(reader, client_of):
    token, text = actions.make_token(name="perdu", life="30", by=reader)

    html = said(client_of(reader).post(f"{TOKENS}revoquer/", {"token": token.pk}, follow=True))

    assert "est révoqué" in html
    assert client_of().get("/api/v1/deliverables/", HTTP_AUTHORIZATION=f"Token {text}").status_code == 401


def test_a_new_password_leaves_tokens_alone_as_the_page_says(reader, client_of):
    _, text = actions.make_token(name="mensuel", life="30", by=reader)
    reader.set_password("un autre mot de passe")
    reader.save()

    assert client_of().get("/api/v1/deliverables/", HTTP_AUTHORIZATION=f"Token {text}").status_code == 200
    assert "Changer de mot de passe ne révoque pas vos jetons" in said(client_of(reader).get(TOKENS))


def test_nobody_revokes_or_sees_the_token_of_another(reader, stranger, client_of):
    token, _ = actions.make_token(name="à moi", life="30", by=reader)
    browser = client_of(stranger)

    assert "à moi" not in said(browser.get(TOKENS))
    assert browser.post(f"{TOKENS}revoquer/", {"token": token.pk}).status_code == 404
    assert ApiToken.objects.filter(pk=token.pk).exists()


@pytest.mark.parametrize(
    "data", [{"life": "30"}, {"name": "", "life": "30"}, {"name": "x", "life": "9999"}, {"name": "x" * 81, "life": "30"}]
)
def test_a_mistake_is_told_and_makes_nothing(reader, client_of, data):
    answer = client_of(reader).post(TOKENS, data)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in said(answer)
    assert not ApiToken.objects.exists()
