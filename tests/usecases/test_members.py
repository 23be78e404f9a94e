"""The people of a use case: seeing them, changing a role, removing, leaving."""

import pytest
from django.urls import reverse

from usecases import actions
from usecases.models import Invitation, Membership

pytestmark = pytest.mark.django_db


def page(usecase):
    return reverse("usecases:members", args=[usecase.slug])


def of(usecase, user):
    return Membership.objects.get(usecase=usecase, user=user)


def said(answer):
    return answer.content.decode()


def test_every_member_sees_who_takes_part_and_what_roles_mean(usecase, reader, steward, client_of):
    html = said(client_of(reader).get(page(usecase)))

    assert steward.name in html
    assert "4 membres" in html
    assert "lire, et écrire dans les livrables" in html
    assert steward.email not in html
    assert "Inviter une personne" not in html


def test_a_steward_changes_a_role(usecase, steward, reader, client_of):
    path = reverse("usecases:role", args=[usecase.slug, of(usecase, reader).pk])

    html = said(client_of(steward).post(path, {"role": "facilitator"}, follow=True))

    assert of(usecase, reader).role == "facilitator"
    assert "a maintenant le rôle animateur" in html


def test_an_unknown_role_is_refused(usecase, steward, reader, client_of):
    path = reverse("usecases:role", args=[usecase.slug, of(usecase, reader).pk])

    html = said(client_of(steward).post(path, {"role": "chef"}, follow=True))

    assert "Ce rôle n’existe pas" in html
    assert of(usecase, reader).role == "reader"


def test_the_last_steward_cannot_be_demoted(usecase, steward, client_of):
    path = reverse("usecases:role", args=[usecase.slug, of(usecase, steward).pk])

    html = said(client_of(steward).post(path, {"role": "reader"}, follow=True))

    assert "Nommez d’abord quelqu’un d’autre pilote" in html
    assert of(usecase, steward).role == "steward"


def test_with_two_stewards_one_may_step_down(usecase, steward, reader, client_of):
    actions.give_role(of(usecase, reader), role="steward", by=steward)

    client_of(steward).post(reverse("usecases:role", args=[usecase.slug, of(usecase, steward).pk]), {"role": "reader"})

    assert of(usecase, steward).role == "reader"


def test_a_steward_removes_somebody(usecase, steward, reader, client_of):
    client_of(steward).post(reverse("usecases:remove", args=[usecase.slug, of(usecase, reader).pk]))

    assert not Membership.objects.filter(usecase=usecase, user=reader).exists()
    assert client_of(reader).get(usecase.get_absolute_url()).status_code == 404


def test_a_member_of_another_use_case_cannot_be_removed_from_here(usecase, reference_usecase, steward, stranger, client_of):
    elsewhere = Membership.objects.create(usecase=reference_usecase, user=stranger, role="reader")

    answer = client_of(steward).post(reverse("usecases:remove", args=[usecase.slug, elsewhere.pk]))

    assert answer.status_code == 404
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_leaving_is_asked_twice(usecase, reader, client_of):
    path = reverse("usecases:leave", args=[usecase.slug])
    browser = client_of(reader)

    assert "Ce que vous avez écrit reste" in said(browser.get(path))
    assert Membership.objects.filter(usecase=usecase, user=reader).exists()
    answer = browser.post(path)

    assert answer["Location"] == reverse("usecases:list")
    assert not Membership.objects.filter(usecase=usecase, user=reader).exists()


def test_the_last_steward_cannot_leave(usecase, steward, client_of):
    path = reverse("usecases:leave", args=[usecase.slug])
    browser = client_of(steward)

    assert "seule personne à piloter" in said(browser.get(path))
    assert "ne peut pas le quitter" in said(browser.post(path, follow=True))
    assert of(usecase, steward)


def test_the_page_takes_the_same_queries_for_four_members_and_for_forty(
    usecase, steward, client_of, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from capacities.accounts.models import User

    browser = client_of(steward)
    with CaptureQueriesContext(connection) as few:
        browser.get(page(usecase))
    for number in range(40):
        user = User.objects.create_user(f"membre{number}@territoire.example", name=f"Membre {number}")
        Membership.objects.create(usecase=usecase, user=user, role="reader")
    with django_assert_max_num_queries(len(few)):
        browser.get(page(usecase))


def test_somebody_removed_in_between_is_told_in_words(usecase, steward, reader):
    held = Membership.objects.get(usecase=usecase, user=reader)
    Membership.objects.filter(pk=held.pk).delete()

    with pytest.raises(actions.Refused, match="ne fait plus partie"):
        actions.remove(held, by=steward)


@pytest.fixture
def sent(usecase, steward, reader):
    """What two pilotes sent: one address by the first, two by the second, of which one has come in already."""
    actions.give_role(of(usecase, reader), role="steward", by=steward)
    people = {"collegue": steward, "moi": reader, "venue": reader}
    return {
        name: Invitation.objects.create(usecase=usecase, email=f"{name}@ailleurs.example", role="steward", invited_by=by)
        for name, by in people.items()
    }


def test_a_removed_pilote_does_not_come_back_by_her_own_invitation(usecase, steward, reader, stranger, sent, client_of):
    actions.accept(sent["venue"], by=stranger)

    html = said(client_of(steward).post(reverse("usecases:remove", args=[usecase.slug, of(usecase, reader).pk]), follow=True))

    assert "L’invitation que cette personne avait envoyée, encore en attente, est annulée." in html
    assert client_of(reader).post(sent["moi"].get_absolute_url()).status_code == 410
    assert not Membership.objects.filter(usecase=usecase, user=reader).exists()
    states = {name: Invitation.objects.get(pk=made.pk).state for name, made in sent.items()}
    assert states == {"collegue": "open", "moi": "cancelled", "venue": "accepted"}
    assert of(usecase, stranger)


def test_who_leaves_is_told_what_becomes_of_her_invitations(usecase, steward, reader, sent, client_of):
    path, browser = reverse("usecases:leave", args=[usecase.slug]), client_of(reader)

    assert "Les 2 invitations que vous avez envoyées" in said(browser.get(path))
    assert "Les 2 invitations que vous aviez envoyées, encore en attente, sont annulées." in said(
        browser.post(path, follow=True)
    )
    assert [str(invitation) for invitation in usecase.invitations.pending()] == ["collegue@ailleurs.example"]


def test_who_steers_no_more_has_no_open_invitation_left(usecase, steward, facilitator):
    actions.give_role(of(usecase, facilitator), role="steward", by=steward)
    Invitation.objects.create(
        usecase=usecase, email="seconde-adresse@territoire.example", role="steward", invited_by=facilitator
    )

    actions.give_role(of(usecase, facilitator), role="contributor", by=steward)

    assert Invitation.objects.get(email="seconde-adresse@territoire.example").cancelled_at
