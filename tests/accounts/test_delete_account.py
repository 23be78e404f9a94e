"""Closing an account: nothing personal stays, what was written stays under « compte supprimé »."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone

from capacities.accounts import actions
from capacities.accounts.models import ApiToken, User
from tests.conftest import PASSWORD
from usecases.models import Invitation, Membership

pytestmark = pytest.mark.django_db
DELETE = "/compte/supprimer/"
CELL = "matrice.ecologique.conception"


def said(answer):
    return answer.content.decode()


def test_what_was_written_stays_and_nothing_personal_does(deliverable, contributor, write_note, client_of):
    note = write_note(deliverable, CELL, "Allonger la durée de vie", by=contributor)
    EmailAddress.objects.create(user=contributor, email=contributor.email, verified=True, primary=True)
    actions.make_token(name="script", life="30", by=contributor)
    elsewhere, here = client_of(contributor), client_of(contributor)
    email = contributor.email

    answer = here.post(DELETE, {"password": PASSWORD})

    assert answer["Location"] == "/"
    note.refresh_from_db()
    assert (note.text, str(note.author)) == ("Allonger la durée de vie", "compte supprimé")
    assert not User.objects.filter(email=email).exists()
    assert not EmailAddress.objects.filter(email=email).exists()
    assert not ApiToken.objects.exists()
    assert not Membership.objects.filter(user=contributor).exists()
    forgotten = User.objects.get(pk=contributor.pk)
    assert (forgotten.job, forgotten.is_active, forgotten.has_usable_password()) == ("", False, False)
    assert not get_user(here).is_authenticated
    assert not get_user(elsewhere).is_authenticated


def test_the_page_says_what_goes_and_what_stays(reader, client_of):
    html = said(client_of(reader).get(DELETE))

    assert "« compte supprimé »" in html.replace("\u00a0", " ")
    assert "définitif" in html


def test_seeing_the_page_deletes_nothing(reader, client_of):
    client_of(reader).get(DELETE)

    assert User.objects.get(pk=reader.pk).is_active


@pytest.mark.parametrize("data", [{}, {"password": ""}, {"password": "faux"}])
def test_without_the_password_nothing_happens(reader, client_of, data):
    answer = client_of(reader).post(DELETE, data)

    assert answer.status_code == 422
    assert User.objects.get(pk=reader.pk).is_active


def test_an_account_without_password_types_a_word(reader, client_of):
    reader.set_unusable_password()
    reader.save()
    browser = client_of(reader)

    assert browser.post(DELETE, {"word": "oui"}).status_code == 422
    assert browser.post(DELETE, {"word": "Supprimer"}).status_code == 302
    assert not User.objects.get(pk=reader.pk).is_active


def test_the_last_steward_settles_the_succession_first(usecase, steward, reader, client_of):
    browser = client_of(steward)

    html = said(browser.get(DELETE))
    assert "Suivre les friches" in html
    assert f'href="{reverse("usecases:members", args=[usecase.slug])}"' in html
    refused = browser.post(DELETE, {"password": PASSWORD})
    assert refused.status_code == 422
    assert "Nommez d’abord quelqu’un d’autre pilote" in said(refused)
    assert User.objects.get(pk=steward.pk).is_active

    Membership.objects.filter(user=reader).update(role="steward")
    assert browser.post(DELETE, {"password": PASSWORD}).status_code == 302


def test_the_succession_is_looked_at_again_at_the_last_moment(usecase, steward):
    with pytest.raises(actions.NotYet) as refusal:
        actions.close_account(steward)

    assert "Suivre les friches" in refusal.value.matters[0].sentence
    assert Membership.objects.filter(user=steward).exists()
    assert User.objects.get(pk=steward.pk).is_active


def test_who_is_alone_in_a_use_case_may_go(usecase, steward, client_of):
    Membership.objects.exclude(user=steward).delete()

    assert client_of(steward).post(DELETE, {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("published", "sentence"), [(False, "personne n’y aura plus accès"), (True, "personne ne pourra plus le modifier")]
)
def test_who_is_alone_in_a_use_case_reads_what_becomes_of_it(usecase, steward, client_of, published, sentence):
    browser = client_of(steward)
    assert "n’aura plus de membre" not in said(browser.get(DELETE))
    Membership.objects.exclude(user=steward).delete()
    type(usecase).objects.filter(pk=usecase.pk).update(published=published)

    html = said(browser.get(DELETE))

    assert "Suivre les friches" in html
    assert sentence in html
    assert f'href="{reverse("usecases:members", args=[usecase.slug])}"' in html
    assert "Supprimer définitivement" in html


def test_no_invitation_keeps_the_address(usecase, stranger, client_of):
    waiting = Invitation.objects.create(usecase=usecase, email=stranger.email.upper(), role="reader")
    answered = Invitation.objects.create(
        usecase=usecase, email="autre@territoire.example", role="reader", accepted_at=timezone.now(), accepted_by=stranger
    )

    client_of(stranger).post(DELETE, {"password": PASSWORD})

    assert not Invitation.objects.filter(pk__in=[waiting.pk, answered.pk]).exists()
    assert client_of().get(waiting.get_absolute_url()).status_code == 404


def test_nobody_comes_into_a_use_case_left_empty(usecase, steward, client_of):
    Membership.objects.exclude(user=steward).delete()
    waiting = Invitation.objects.create(usecase=usecase, email="invitee@ville.example", invited_by=steward)

    client_of(steward).post(DELETE, {"password": PASSWORD})

    assert client_of().get(waiting.get_absolute_url()).status_code == 410


def test_the_address_may_serve_again(reader, client_of):
    email = reader.email
    client_of(reader).post(DELETE, {"password": PASSWORD})

    assert User.objects.create_user(email, PASSWORD).pk != reader.pk


def test_the_password_cannot_be_guessed_here(reader, client_of):
    browser = client_of(reader)

    answers = [browser.post(DELETE, {"password": f"essai {n}"}).status_code for n in range(12)]

    assert answers[0] == 422
    assert answers[-1] == 429
