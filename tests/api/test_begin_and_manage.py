"""A script begins a deliverable, renames it, archives it."""

import pytest

from deliverables.models import Deliverable


@pytest.fixture
def wanted(usecase, grid_version):
    return {"usecase": usecase.slug, "grid": grid_version.slug, "title": "Matrice du projet friches"}


def test_a_facilitator_begins_a_deliverable(script, facilitator, wanted, usecase):
    agent = script(facilitator)
    answer = agent.post("deliverables/", wanted)
    assert answer.status_code == 201
    begun = Deliverable.objects.get()
    assert (begun.title, begun.usecase, begun.created_by) == (wanted["title"], usecase, facilitator)
    assert answer["Location"].endswith(f"/api/v1/deliverables/{begun.pk}/")
    assert answer.json()["revision"] == 0


def test_without_a_title_it_takes_the_grid_s(script, facilitator, wanted):
    del wanted["title"]
    assert script(facilitator).post("deliverables/", wanted).json()["title"] == "Matrice numérique responsable"


def test_contributors_readers_and_strangers_do_not_begin(script, contributor, reader, stranger, wanted):
    assert script(contributor).post("deliverables/", wanted).status_code == 403
    assert script(reader).post("deliverables/", wanted).status_code == 403
    unseen = script(stranger).post("deliverables/", wanted)
    assert (unseen.status_code, unseen.json()["field"]) == (422, "usecase")
    missing = script(stranger).post("deliverables/", {**wanted, "usecase": "nulle-part"})
    assert missing.json() == unseen.json()
    assert not Deliverable.objects.exists()


def test_reading_a_published_use_case_does_not_allow_to_begin_there(script, facilitator, reference_usecase, grid_version):
    answer = script(facilitator).post("deliverables/", {"usecase": reference_usecase.slug, "grid": grid_version.slug})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"grid": "inconnu"}, 422, "grid"),
        ({"grid": "\x00"}, 400, "grid"),
        ({"usecase": ""}, 400, "usecase"),
        ({"usecase": {"slug": "a"}}, 400, "usecase"),
        ({"title": "x" * 161}, 400, "title"),
        ({"title": "\u202e"}, 400, "title"),
        ({"title": "  "}, 400, "title"),
        ({"title": None}, 400, "title"),
    ],
)
def test_a_wrong_wish_is_refused_in_words(script, facilitator, wanted, changed, status, field):
    answer = script(facilitator).post("deliverables/", {**wanted, **changed})
    told = answer.json()
    assert answer.status_code == status
    assert field == told.get("field") or field in told["errors"]
    assert not Deliverable.objects.exists()


def test_a_deliverable_is_renamed_and_archived_then_taken_back(script, facilitator, deliverable):
    agent, path = script(facilitator), f"deliverables/{deliverable.pk}/"
    assert agent.patch(path, {"title": "  Autre titre "}).json()["title"] == "Autre titre"
    assert agent.patch(path, {"archived": True}).json()["may_write"] is False
    assert agent.patch(path, {"archived": False}).json()["may_write"] is True
    deliverable.refresh_from_db()
    assert (deliverable.title, deliverable.archived_at) == ("Autre titre", None)


def test_contributors_do_not_manage(script, contributor, stranger, deliverable):
    path = f"deliverables/{deliverable.pk}/"
    assert script(contributor).patch(path, {"title": "Autre"}).status_code == 403
    assert script(stranger).patch(path, {"title": "Autre"}).status_code == 404
    deliverable.refresh_from_db()
    assert deliverable.title != "Autre"


@pytest.mark.parametrize("body", [{"title": ""}, {"title": "\x00"}, {"archived": "oui peut-être"}, {"title": ["a"]}])
def test_a_wrong_change_leaves_everything_as_it_was(script, facilitator, deliverable, body):
    before = deliverable.title
    assert script(facilitator).patch(f"deliverables/{deliverable.pk}/", body).status_code == 400
    deliverable.refresh_from_db()
    assert (deliverable.title, deliverable.archived_at) == (before, None)


def test_nothing_is_deleted_through_the_api(script, facilitator, deliverable):
    assert script(facilitator).ask("delete", f"deliverables/{deliverable.pk}/").status_code == 405
    assert Deliverable.objects.filter(pk=deliverable.pk).exists()
