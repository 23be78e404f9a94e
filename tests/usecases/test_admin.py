"""The team's site: lists open, searches forgive accents, and no secret is shown."""

import pytest

from usecases.models import Invitation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "usecases/territory/?q=hyeres",
        "usecases/organisation/?q=cerema",
        "usecases/usecase/?q=friches",
        "usecases/invitation/?q=nouvelle",
        "accounts/user/?q=pilote",
        "accounts/apitoken/?q=script",
    ],
)
def test_lists_open_and_search(france, usecase, staff, client_of, path):
    assert client_of(staff).get(f"/equipe/{path}").status_code == 200


def test_territories_are_searched_as_on_the_pages(france, staff, client_of):
    html = client_of(staff).get("/equipe/usecases/territory/?q=217601145").content.decode()

    assert "Bolbec" in html
    assert "Lillebonne" not in html


def test_the_token_of_an_invitation_is_not_shown(usecase, steward, staff, client_of):
    invitation = Invitation.objects.create(usecase=usecase, email="nouvelle@territoire.example", role="reader")
    browser = client_of(staff)

    for path in ("", f"{invitation.pk}/change/"):
        answer = browser.get(f"/equipe/usecases/invitation/{path}")
        assert answer.status_code == 200
        assert invitation.token not in answer.content.decode()


def test_an_account_cannot_be_deleted_from_here(steward, staff, client_of):
    browser = client_of(staff)

    assert browser.get(f"/equipe/accounts/user/{steward.pk}/delete/").status_code == 403
    html = browser.get(f"/equipe/accounts/user/{steward.pk}/change/").content.decode()
    assert steward.password not in html


def test_a_member_of_the_team_cannot_give_herself_every_power(staff, client_of):
    from django.contrib.auth.models import Permission

    staff.is_superuser = False
    staff.save()
    staff.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    asked = {"name": "Équipe", "job": "", "is_active": "on", "is_staff": "on", "is_superuser": "on"}

    client_of(staff).post(f"/equipe/accounts/user/{staff.pk}/change/", asked)

    staff.refresh_from_db()
    assert (staff.name, staff.is_superuser) == ("Équipe", False)


def test_nobody_declares_an_address_verified(staff, client_of):
    browser = client_of(staff)

    for model in ("emailaddress", "emailconfirmation"):
        for path in ("", "add/"):
            assert browser.get(f"/equipe/account/{model}/{path}").status_code == 404
    assert "/equipe/account/" not in browser.get("/equipe/").content.decode()


@pytest.mark.parametrize(
    "model", ["usecases/territory", "usecases/invitation", "deliverables/gridversion", "deliverables/deliverable"]
)
def test_what_a_command_or_a_member_writes_is_only_read_here(staff, client_of, model):
    browser = client_of(staff)

    assert browser.get(f"/equipe/{model}/").status_code == 200
    assert browser.get(f"/equipe/{model}/add/").status_code == 403
