"""Inviting by email: sending, sending again, cancelling, accepting, and what a spent link says."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from usecases.models import Invitation, Membership
from usecases.models.membership import INVITATION_LIFE

pytestmark = pytest.mark.django_db(transaction=True)  # messages leave on commit
ADDRESS = "nouvelle@territoire.example"


def said(answer):
    return answer.content.decode()


def invite(browser, usecase, email=ADDRESS, role="contributor", **options):
    return browser.post(reverse("usecases:members", args=[usecase.slug]), {"email": email, "role": role}, **options)


@pytest.fixture
def invitation(usecase, steward):
    return Invitation.objects.create(
        usecase=usecase, email=ADDRESS, role="contributor", invited_by=steward, sent_at=timezone.now()
    )


def test_the_message_says_who_invites_to_what_and_gives_the_link(usecase, steward, client_of):
    html = said(invite(client_of(steward), usecase, follow=True))

    (message,) = mail.outbox
    link = f"http://testserver{Invitation.objects.get().get_absolute_url()}"
    assert f"L’invitation est partie vers {ADDRESS}" in html
    assert message.to == [ADDRESS]
    assert steward.email not in str(message.message())
    assert "Suivre les friches" in message.subject
    assert steward.name in message.body
    assert "contributeur" in message.body
    assert link in message.body
    ((page, kind),) = [(a.content, a.mimetype) for a in message.alternatives]
    assert kind == "text/html"
    assert link in page
    assert Invitation.objects.get().sent_at is not None


def test_a_title_with_markup_is_harmless_in_the_message(usecase, steward, client_of):
    usecase.title = "<b>Eau</b>\nBcc: autre@exemple.example"
    usecase.save()

    invite(client_of(steward), usecase)

    (message,) = mail.outbox
    assert message.recipients() == [ADDRESS]
    assert "<b>Eau" not in message.alternatives[0].content


def test_a_message_that_does_not_leave_is_told_and_can_be_sent_again(usecase, steward, client_of, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    browser = client_of(steward)

    html = said(invite(browser, usecase, follow=True))

    assert "le courriel n’est pas parti" in html
    assert "courriel non parti" in html
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    browser.post(reverse("usecases:resend", args=[usecase.slug, Invitation.objects.get().pk]))
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("pas une adresse", "adresse"), ("", "obligatoire"), ("LECTURE@territoire.example", "déjà membre")],
)
def test_a_mistake_is_told_beside_the_address(usecase, steward, client_of, email, sentence):
    answer = invite(client_of(steward), usecase, email=email)

    assert answer.status_code == 422
    assert sentence in said(answer)
    assert 'id="id_email_error"' in said(answer)
    assert not mail.outbox


def test_an_address_is_invited_once_whatever_its_capitals(usecase, steward, invitation, client_of):
    answer = invite(client_of(steward), usecase, email=ADDRESS.upper())

    assert answer.status_code == 422
    assert "déjà une invitation en attente" in said(answer)
    assert Invitation.objects.count() == 1


def test_an_expired_invitation_leaves_its_place(usecase, steward, invitation, client_of):
    Invitation.objects.update(sent_at=timezone.now() - INVITATION_LIFE - timedelta(days=1))

    assert invite(client_of(steward), usecase).status_code == 302
    assert Invitation.objects.pending().count() == 1


def test_sending_again_makes_the_same_link_good_again(usecase, steward, invitation, stranger, client_of):
    Invitation.objects.update(sent_at=timezone.now() - INVITATION_LIFE - timedelta(days=1))
    path = invitation.get_absolute_url()
    assert client_of(stranger).get(path).status_code == 410

    client_of(steward).post(reverse("usecases:resend", args=[usecase.slug, invitation.pk]))

    assert path in mail.outbox[0].body
    assert client_of(stranger).get(path).status_code == 200


def test_a_visitor_is_told_who_invites_and_comes_back_after_signing_in(invitation, steward, client_of):
    path = invitation.get_absolute_url()

    html = said(client_of().get(path))

    assert steward.name in html
    assert "Suivre les friches" in html
    assert f"{reverse('account_login')}?next={path}" in html
    assert f"{reverse('account_signup')}?next={path}" in html
    assert client_of().post(path).status_code == 200
    assert Invitation.objects.get().accepted_at is None


def test_accepting_gives_the_role_and_is_done_once(usecase, invitation, stranger, company, client_of):
    path = invitation.get_absolute_url()

    answer = client_of(stranger).post(path)

    assert answer["Location"] == usecase.get_absolute_url()
    assert Membership.objects.get(usecase=usecase, user=stranger).role == "contributor"
    assert Invitation.objects.get().accepted_by == stranger
    spent = client_of(company).post(path)
    assert spent.status_code == 410
    assert "a déjà servi" in said(spent)
    assert not Membership.objects.filter(user=company).exists()


def test_who_has_accepted_is_led_to_the_use_case(usecase, invitation, stranger, client_of):
    browser = client_of(stranger)
    browser.post(invitation.get_absolute_url())

    assert browser.get(invitation.get_absolute_url())["Location"] == usecase.get_absolute_url()


def test_the_page_says_which_account_accepts(invitation, stranger, client_of):
    html = said(client_of(stranger).get(invitation.get_absolute_url()))

    assert f"L’invitation a été envoyée à {ADDRESS}" in html
    assert f"Vous utilisez le compte {stranger.email}" in html


def test_seeing_the_invitation_accepts_nothing(invitation, stranger, client_of):
    client_of(stranger).get(invitation.get_absolute_url())

    assert not Membership.objects.filter(user=stranger).exists()


def test_accepting_never_lowers_a_role(usecase, steward, invitation, client_of):
    client_of(steward).post(invitation.get_absolute_url())

    assert Membership.objects.get(usecase=usecase, user=steward).role == "steward"


def test_a_cancelled_invitation_says_so(usecase, steward, stranger, invitation, client_of):
    client_of(steward).post(reverse("usecases:cancel", args=[usecase.slug, invitation.pk]))

    answer = client_of(stranger).post(invitation.get_absolute_url())

    assert answer.status_code == 410
    assert "a été annulée" in said(answer)
    assert not Membership.objects.filter(user=stranger).exists()


def test_an_expired_invitation_says_so(stranger, invitation, client_of):
    Invitation.objects.update(sent_at=timezone.now() - INVITATION_LIFE - timedelta(seconds=1))

    answer = client_of(stranger).post(invitation.get_absolute_url())

    assert answer.status_code == 410
    assert "a expiré" in said(answer)
    assert not Membership.objects.filter(user=stranger).exists()


@pytest.mark.parametrize("token", ["inconnu", "a" * 500, "%00", "é"])
def test_an_unknown_link_is_not_found(client_of, token):
    assert client_of().get(f"/invitation/{token}/").status_code == 404


def test_an_accepted_invitation_can_be_neither_cancelled_nor_sent_again(usecase, steward, stranger, invitation, client_of):
    client_of(stranger).post(invitation.get_absolute_url())
    browser = client_of(steward)

    assert "retirez plutôt" in said(browser.post(reverse("usecases:cancel", args=[usecase.slug, invitation.pk]), follow=True))
    assert "plus en attente" in said(browser.post(reverse("usecases:resend", args=[usecase.slug, invitation.pk]), follow=True))
    assert not mail.outbox


def test_a_message_is_not_sent_twice_in_a_minute(usecase, steward, client_of, django_capture_on_commit_callbacks):
    browser = client_of(steward)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("usecases:members", args=[usecase.slug]), {"email": "autre@ville.example", "role": "reader"})
    pk = Invitation.objects.get(email="autre@ville.example").pk

    assert "moins d’une minute" in said(browser.post(reverse("usecases:resend", args=[usecase.slug, pk]), follow=True))
    assert len(mail.outbox) == 1


def test_the_portal_is_no_means_to_write_to_strangers(usecase, steward, client_of, monkeypatch):
    monkeypatch.setattr("usecases.actions.INVITATIONS_A_DAY", 1)
    browser, path = client_of(steward), reverse("usecases:members", args=[usecase.slug])
    browser.post(path, {"email": "une@ville.example", "role": "reader"})
    answer = browser.post(path, {"email": "deux@ville.example", "role": "reader"})

    assert answer.status_code == 422
    assert "Attendez demain" in said(answer)
    assert not Invitation.objects.filter(email="deux@ville.example").exists()


def sign_up_page(browser, path):
    return said(browser.get(reverse("account_signup"), {"next": path}))


def test_who_makes_an_account_finds_the_invited_address_already_written(invitation, client_of):
    path = invitation.get_absolute_url()

    assert f'value="{ADDRESS}"' in sign_up_page(client_of(), path)
    assert f'value="{ADDRESS}"' in sign_up_page(client_of(), f"http://testserver{path}?x=1#y")


def test_an_address_that_comes_from_an_invitation_is_verified_like_any_other(invitation, client_of):
    browser = client_of()
    sign_up_page(browser, invitation.get_absolute_url())

    answer = browser.post(
        reverse("account_signup"),
        {"name": "Anne", "email": ADDRESS, "password1": "bocage et marais 27", "next": invitation.get_absolute_url()},
    )

    assert answer["Location"].startswith("/compte/courriel/verifier/")
    assert "_auth_user_id" not in browser.session
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_a_link_that_is_spent_tells_no_address(invitation, client_of):
    Invitation.objects.update(cancelled_at=timezone.now())

    assert ADDRESS not in sign_up_page(client_of(), invitation.get_absolute_url())


@pytest.mark.parametrize(
    "path",
    ["/", "/invitation/inconnu/", "/invitation/\x00/", "/nulle/part/", "//[", "https://ailleurs.example{link}", "", "\x00"],
)
def test_any_other_page_tells_no_address(invitation, client_of, path):
    answer = client_of().get(reverse("account_signup"), {"next": path.format(link=invitation.get_absolute_url())})

    assert answer.status_code == 200
    assert ADDRESS not in said(answer)
