"""Frozen versions, the title and the archive: who may, what is said, what stays."""

import pytest

from deliverables.models import Deliverable, Snapshot


@pytest.fixture
def at(client_of, deliverable):
    return lambda user, path, **data: (client_of(user).post if data else client_of(user).get)(
        f"{deliverable.get_absolute_url()}{path}/", data
    )


def test_a_version_is_frozen_named_and_listed(at, facilitator, do):
    do()
    assert at(facilitator, "versions", name="  Comité de mars ").status_code == 302
    snapshot = Snapshot.objects.get()
    assert (snapshot.number, snapshot.name, snapshot.revision, snapshot.by) == (1, "Comité de mars", 1, facilitator)
    html = at(facilitator, "versions").content.decode()
    assert "Comité de mars" in html
    assert "version=1" in html


def test_freezing_twice_makes_one_version_until_something_changes(at, facilitator, do):
    for _ in range(2):
        at(facilitator, "versions", name="Mars")
    assert Snapshot.objects.count() == 1
    do()
    at(facilitator, "versions", name="Mars")
    assert list(Snapshot.objects.values_list("number", flat=True)) == [2, 1]


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 121])
def test_a_version_without_a_readable_name_is_refused(at, facilitator, name):
    response = at(facilitator, "versions", name=name)
    assert response.status_code == 422
    assert "invalid-feedback" in response.content.decode()
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("title", ["", " ", "\u202e", "x" * 161, "a\x00b"])
def test_a_title_that_says_nothing_is_refused_and_still_in_the_page(at, facilitator, deliverable, title):
    response = at(facilitator, "reglages", title=title)
    assert response.status_code == 422
    assert Deliverable.objects.get().title == deliverable.title


def test_the_title_is_changed(at, facilitator):
    assert at(facilitator, "reglages", title="La carte de crise").status_code == 302
    assert Deliverable.objects.get().title == "La carte de crise"


def test_archiving_closes_writing_and_reopening_opens_it(at, facilitator, contributor, do):
    do(text="Lisible")
    at(facilitator, "reglages", geste="archiver")
    html = at(contributor, "case/matrice.ecologique.conception").content.decode()
    assert "archivé" in html
    assert "Lisible" in html
    assert "Nouvelle note" not in html
    assert at(contributor, "case/matrice.ecologique.conception", texte="Non").status_code == 403
    at(facilitator, "reglages", geste="reprendre")
    assert "Nouvelle note" in at(contributor, "case/matrice.ecologique.conception").content.decode()


@pytest.mark.parametrize("who", ["contributor", "reader"])
def test_who_does_not_manage_reads_versions_and_changes_nothing(request, at, who):
    user = request.getfixturevalue(who)
    assert at(user, "versions").status_code == 200
    assert "Figer" not in at(user, "versions").content.decode().replace("Figez", "")
    assert at(user, "versions", name="Non").status_code == 403
    assert at(user, "reglages").status_code == 403
    assert at(user, "reglages", title="Non").status_code == 403
    assert not Snapshot.objects.exists()


def test_a_stranger_learns_nothing(at, stranger):
    for path in ("versions", "reglages"):
        assert at(stranger, path).status_code == at(stranger, path, name="x", title="x").status_code == 404
