"""Every address × every role: who gets in, who is turned back, and who learns nothing."""

import json

import pytest
from django.urls import URLResolver, get_resolver, reverse

from deliverables.models import Change
from usecases.models import Invitation

from .addresses import ADDRESSES, CELL, ROLES, meant, world

NOT_OURS = ("admin",)  # Django's own site for the team, whose views ask for is_staff themselves


@pytest.fixture
def here(
    usecase,
    reference_usecase,
    deliverable,
    balance,
    action_version,
    reference_grids,
    territory,
    contributor,
    steward,
    write_note,
):
    note = write_note(deliverable, CELL, "Allonger la durée de vie", by=contributor)
    row = write_note(deliverable, "matrice", "Santé", by=contributor, kind="row")
    invitation = Invitation.objects.create(
        usecase=usecase, email="invitee@territoire.example", role="reader", invited_by=steward
    )
    return world(
        usecase=usecase.slug,
        reference_usecase=reference_usecase.slug,
        territory=territory.pk,
        membership=usecase.memberships.get(user=contributor).pk,
        invitation=invitation.pk,
        token=invitation.token,
        deliverable=deliverable.pk,
        balance=balance.pk,
        change=Change.objects.get(note_id=note.pk).pk,
        written_note=note.pk,
        row=row.pk,
    )


@pytest.fixture(params=ROLES)
def role(request):
    return request.param


@pytest.fixture
def browser(role, request, client_of, here):
    user = None if role == "visitor" else request.getfixturevalue(role)
    return client_of(user)


def path_of(address, here):
    return reverse(address.name, args=[meant(here, word) for word in address.arguments])


def told(address):
    return "-".join([address.name, *address.arguments])


@pytest.mark.parametrize("address", ADDRESSES, ids=told)
def test_who_may_read(address, role, browser, here):
    answer = browser.get(path_of(address, here) + ("?" + address.query if address.query else ""))

    assert answer.status_code == address.read[role]
    closed_to_visitors(address, role, answer)


@pytest.mark.parametrize("address", ADDRESSES, ids=told)
def test_who_may_write(address, role, browser, here):
    path = path_of(address, here)
    data = {name: meant(here, word) for name, word in (address.data or {}).items()}

    if address.json or address.name.startswith("api-"):
        answer = getattr(browser, address.method)(path, json.dumps(data, default=str), content_type="application/json")
    else:
        answer = getattr(browser, address.method)(path, data)

    if address.write is None:
        turned_back = role == "visitor" and address.read[role] in (302, 401)
        assert answer.status_code == (address.read[role] if turned_back else 405)
    else:
        assert answer.status_code == address.write[role]
        closed_to_visitors(address, role, answer)


def closed_to_visitors(address, role, answer):
    """A visitor who is turned back is offered to sign in, then to come back."""
    if role == "visitor" and answer.status_code == 302 and not address.name.startswith("account_"):
        assert answer["Location"].startswith("/compte/connexion/?next=/")


def names(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif entry.name or namespace or str(entry.pattern):
            yield f"{namespace}{entry.name}"


def test_every_address_of_the_portal_is_in_the_table():
    known = {address.name for address in ADDRESSES}
    found = {name for name in names(get_resolver()) if not name.startswith(NOT_OURS)}

    assert found - known == set(), "add these addresses to tests/addresses.py"
    assert known - found == set(), "these addresses exist no more"


def test_the_team_site_is_for_the_team(client_of, stranger, staff):
    assert client_of(stranger).get("/equipe/").status_code == 302
    assert client_of().get("/equipe/").status_code == 302
    assert client_of(staff).get("/equipe/").status_code == 200


def test_the_team_signs_in_by_the_same_door_as_everybody(client_of, stranger, staff):
    visitor = client_of().post("/equipe/login/", {"username": staff.email, "password": "capacities-demo"})
    assert visitor.status_code == 302
    assert visitor["Location"].startswith("/compte/connexion/?next=")
    assert client_of(stranger).get("/equipe/login/").status_code == 403
