"""A form that cannot be accepted any more gives its text back: the session ended or changed, the role too."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from usecases.models import Statement, UseCase

OBJECTIVE = "Savoir où l’eau fuit,\net <qui> répare"
OURS = {"origin": "http://testserver"}
FORM = {"title": "Suivre l’eau", "place": "200010700", "objective": OBJECTIVE}


def given_back(answer):
    html = answer.content.decode()
    return f">{OBJECTIVE}</textarea>" in unescape(html) and "<qui>" not in html


@pytest.mark.django_db
def test_a_use_case_described_after_the_session_ended():
    path = reverse("usecases:new")
    answer = Client().post(path, FORM, headers={**OURS, "referer": f"http://testserver{path}?depuis=mobilites"})

    assert answer.status_code == 401
    assert given_back(answer)
    assert "/compte/connexion/?next=%2Fcas-usage%2Fnouveau%2F%3Fdepuis%3Dmobilites" in answer.content.decode()
    assert not UseCase.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/cas-usage/nouveau/", "/nulle-part/"])
def test_what_another_site_posts_is_never_shown(path):
    for sender in ({"origin": "https://ailleurs.example"}, {"referer": "https://ailleurs.example/"}, {}):
        answer = Client().post(path, FORM, headers=sender)

        assert answer.status_code in (302, 404)
        assert "ailleurs" not in answer.content.decode()
        assert "Savoir où" not in answer.content.decode()


@pytest.mark.django_db
def test_a_password_is_never_shown_again():
    answer = Client().post(reverse("account-delete"), {"password": "bocage et marais"}, headers=OURS)

    assert answer.status_code == 302


def test_a_form_of_a_session_that_changed_in_another_tab(steward):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(steward, backend="django.contrib.auth.backends.ModelBackend")
    browser.get(reverse("usecases:new"))
    answer = browser.post(reverse("usecases:new"), {**FORM, "csrfmiddlewaretoken": "x" * 64}, headers=OURS)

    assert answer.status_code == 403
    assert given_back(answer)


def test_what_another_site_posts_with_a_session_is_never_shown(steward):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(steward, backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post(reverse("usecases:new"), FORM, headers={"origin": "https://ailleurs.example"})

    assert answer.status_code == 403
    assert "Savoir où" not in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "sent"), [("usecases:remove", {}), ("usecases:role", {"role": "reader"}), ("usecases:resend", {})]
)
def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(usecase, steward, client_of, address, sent):
    page, button = reverse("usecases:members", args=[usecase.slug]), reverse(address, args=[usecase.slug, 1])

    answer = Client().post(button, sent, headers={**OURS, "referer": f"http://testserver{page}"})

    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_login')}?next={page}")
    assert client_of(steward).get(page).status_code == 200


@pytest.mark.parametrize("referer", ["https://ailleurs.example/page", "http://[", ""])
def test_a_button_of_another_site_leads_nowhere_else(usecase, referer):
    button = reverse("usecases:remove", args=[usecase.slug, 1])

    answer = Client().post(button, headers={"referer": referer})

    assert answer["Location"] == f"{reverse('account_login')}?next={button}"


@pytest.mark.parametrize(("who", "status"), [("contributor", 403), ("stranger", 404)])
def test_a_role_that_was_taken_back_meanwhile(request, client_of, usecase, who, status):
    answer = client_of(request.getfixturevalue(who)).post(reverse("usecases:edit", args=[usecase.slug]), FORM, headers=OURS)

    assert answer.status_code == status
    assert given_back(answer)
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("&".join(f"a{i}=b" for i in range(1500)), "application/x-www-form-urlencoded"),
        ("garbage", "multipart/form-data"),
        ("a=b", "application/x-www-form-urlencoded; charset=utf-16"),
        ("a=" + "b" * 3_000_000, "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.django_db
def test_what_cannot_be_read_gives_nothing_back(body, kind):
    assert Client().generic("POST", "/nulle-part/", body, content_type=kind, headers=OURS).status_code == 404
