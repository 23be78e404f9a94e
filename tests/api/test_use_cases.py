"""A script reads use cases and looks for territories."""

import pytest

from usecases.models import Statement, Territory, UseCase


@pytest.fixture
def told(reference_usecase):
    Statement.objects.create(usecase=reference_usecase, section="objective", text="Moins de voitures", evidence="inferred")
    Statement.objects.create(usecase=reference_usecase, section="priority", code="sobriete", evidence="source")
    return reference_usecase


def slugs(answer):
    return {found["slug"] for found in answer.json()["results"]}


def test_published_use_cases_are_read_by_all_and_private_ones_by_members(script, told, usecase, reader, stranger):
    assert slugs(script().get("usecases/")) == {told.slug}
    assert slugs(script(stranger).get("usecases/")) == {told.slug}
    assert slugs(script(reader).get("usecases/")) == {told.slug, usecase.slug}


def test_one_s_own_role_is_told(script, told, usecase, reader):
    found = script(reader).get("usecases/?mine=true").json()["results"]
    assert [(one["slug"], one["role"]) for one in found] == [(usecase.slug, "reader")]
    assert script().get(f"usecases/{told.slug}/").json()["role"] is None


def test_each_sentence_says_what_it_leans_on(script, told):
    statement = script().get(f"usecases/{told.slug}/").json()["statements"][0]
    assert (statement["text"], statement["evidence"], statement["evidence_label"]) == (
        "Moins de voitures",
        "inferred",
        "à valider",
    )


def test_a_stranger_does_not_learn_that_the_use_case_exists(script, usecase, stranger):
    private = script(stranger).get(f"usecases/{usecase.slug}/")
    missing = script(stranger).get("usecases/nulle-part/")
    assert private.status_code == missing.status_code == 404
    assert private.json() == missing.json()


def test_use_cases_are_filtered_by_priority(script, told, usecase, reader):
    assert slugs(script(reader).get("usecases/?priority=sobriete")) == {told.slug}
    assert slugs(script(reader).get("usecases/?priority=autre")) == set()


def test_territories_are_found_by_name_or_code(script, territory):
    Territory.objects.create(kind="commune", code="76384", name="Lillebonne", departement="76", region="28")
    assert script().get("territories/?search=caux+seine").json()["results"][0]["code"] == territory.code
    assert script().get("territories/?search=76384").json()["results"][0]["name"] == "Lillebonne"
    assert script().get("territories/?search=lillebonne&kind=epci").json()["results"] == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("territories/", "search"),
        ("territories/?search=a", "search"),
        ("territories/?search=%00%00", "search"),
        ("territories/?search=caux&kind=ville", "kind"),
        ("usecases/?priority=%00", "priority"),
        ("usecases/?mine=peut-etre", "mine"),
    ],
)
def test_a_wrong_parameter_is_named(script, db, query, field):
    answer = script().get(query)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


def test_the_list_takes_as_many_queries_for_2_as_for_60(script, told, reader, usecase, territory, django_assert_num_queries):
    agent = script(reader)
    with django_assert_num_queries(3):  # token, count, page
        agent.get("usecases/")
    UseCase.objects.bulk_create(
        UseCase(slug=f"cas-{n}", title=f"Cas {n}", territory=territory, published=True) for n in range(60)
    )
    with django_assert_num_queries(3):
        assert agent.get("usecases/").json()["count"] == 62
