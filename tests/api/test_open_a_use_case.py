"""A script opens a use case and describes it."""

import pytest

from usecases.models import Membership, Statement, UseCase
from usecases.programme import programme


@pytest.fixture
def wanted(territory):
    return {
        "title": "Suivre les friches",
        "territory": {"kind": territory.kind, "code": territory.code},
        "objective": "Choisir les friches à réhabiliter en premier",
        "priorities": [programme().priorities[0].code],
        "users": [{"text": "Chargée du foncier", "detail": "voir l’état de chaque friche"}],
    }


def said(usecase):
    return {(one.section, one.text, one.detail, one.code) for one in usecase.statements.all()}


def test_who_opens_a_use_case_steers_it(script, stranger, wanted, territory):
    answer = script(stranger).post("usecases/", wanted)
    assert answer.status_code == 201
    opened = UseCase.objects.get()
    assert answer["Location"].endswith(f"/api/v1/usecases/{opened.slug}/")
    assert (opened.title, opened.territory, opened.published) == ("Suivre les friches", territory, False)
    assert said(opened) == {
        ("objective", wanted["objective"], "", ""),
        ("priority", "", "", wanted["priorities"][0]),
        ("user", "Chargée du foncier", "voir l’état de chaque friche", ""),
    }
    assert answer.json()["role"] == "steward"


def test_one_must_sign_in_to_open_a_use_case(script, wanted):
    assert script().post("usecases/", wanted).status_code == 401
    assert not UseCase.objects.exists()


def test_what_is_not_sent_stays_as_it_is(script, stranger, wanted):
    agent = script(stranger)
    slug = agent.post("usecases/", wanted).json()["slug"]
    before = said(UseCase.objects.get())
    answer = agent.patch(f"usecases/{slug}/", {"title": "Autre titre", "data": [{"text": "Fichiers fonciers"}]})
    assert (answer.json()["title"], answer.json()["slug"]) == ("Autre titre", slug)
    assert said(UseCase.objects.get()) == before | {("data", "Fichiers fonciers", "", "")}
    agent.patch(f"usecases/{slug}/", {"data": []})
    assert said(UseCase.objects.get()) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "\u202e"},
        {"title": "x" * 161},
        {"territory": "200010700"},
        {"territory": {"kind": "epci", "code": "000000000"}},
        {"territory": {"kind": "ville", "code": "200010700"}},
        {"objective": ""},
        {"objective": "\x00"},
        {"priorities": ["inconnue"]},
        {"priorities": "sobriete"},
        {"priorities": [["a"]]},
        {"data": [{"text": ""}]},
        {"data": [{"detail": "seul"}]},
        {"data": [{"text": "x" * 301}]},
        {"data": [{"text": "une"}] * 41},
        {"users": {"text": "pas une liste"}},
    ],
)
def test_a_wrong_description_is_refused_and_named(script, stranger, wanted, changed):
    answer = script(stranger).post("usecases/", {**wanted, **changed})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == list(changed)
    assert not UseCase.objects.exists()
    assert not Statement.objects.exists()


def test_only_pilotes_describe(script, usecase, steward, facilitator, contributor, reader, stranger):
    path, body = f"usecases/{usecase.slug}/", {"title": "Changé"}
    assert [script(user).patch(path, body).status_code for user in (facilitator, contributor, reader)] == [403] * 3
    assert script(stranger).patch(path, body).status_code == 404
    assert script().patch(path, body).status_code == 401
    usecase.refresh_from_db()
    assert usecase.title != "Changé"
    assert script(steward).patch(path, body).status_code == 200


def test_a_reference_use_case_does_not_change_even_for_its_pilote(script, reference_usecase, steward):
    Membership.objects.create(usecase=reference_usecase, user=steward, role="steward")
    assert script(steward).patch(f"usecases/{reference_usecase.slug}/", {"title": "Changé"}).status_code == 403
