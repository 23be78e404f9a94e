"""The programme's content: checked before it is loaded, loaded once, its marks of evidence kept."""

import io

import pytest
from django.core.management import CommandError, call_command

from capacities.content import ContentError, parse
from usecases import programme
from usecases.models import Organisation, Statement, UseCase


def load():
    said = io.StringIO()
    call_command("load_content", stdout=said)
    return said.getvalue()


def test_the_catalogue_reads_without_fault():
    told = programme.programme()

    assert [thread.number for thread in told.threads] == [1, 2, 3]
    assert [challenge.number for challenge in told.challenges] == list(range(1, 11))
    assert len(told.priorities) == 6
    assert [case.reference for case in programme.reference_cases()] == [1, 2, 3, 4, 5]


def test_a_fault_names_the_file_the_line_and_the_key():
    text = "- slug: lieu\n  reference: 9\n  siren: 'abc'\n"

    with pytest.raises(ContentError) as told:
        parse(programme.ReferenceCases, text, "reference.yaml")

    assert any(fault.startswith("reference.yaml:2: 0.reference:") for fault in told.value.errors)
    assert any(fault.startswith("reference.yaml:3: 0.siren:") for fault in told.value.errors)


def test_a_challenge_of_an_unknown_thread_is_refused():
    whole = (programme.CATALOGUE / "programme.yaml").read_text().replace("number: 8, thread: 2", "number: 8, thread: 7")

    with pytest.raises(ContentError, match="défi 8 renvoie au fil 7"):
        parse(programme.Programme, whole, "programme.yaml")


def test_a_use_case_pointing_at_nothing_is_refused(monkeypatch, tmp_path):
    for name in ("programme.yaml", "reference.yaml"):
        text = (
            (programme.CATALOGUE / name)
            .read_text()
            .replace("challenges: {inferred: [2, 5, 7, 10]}", "challenges: {inferred: [42]}")
        )
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(programme, "CATALOGUE", tmp_path)

    with pytest.raises(ContentError, match="dunkerque: challenges: 42 n’existe pas"):
        programme.reference_cases()


def test_the_five_use_cases_and_the_partners_are_loaded(france):
    assert load() == "Contenus : 19 mis à jour sur 19.\n"

    cases = list(UseCase.objects.filter(published=True))
    assert [case.reference for case in cases] == [1, 2, 3, 4, 5]
    assert all(case.title_evidence == "inferred" for case in cases)
    objective = cases[3].statements.get(section="objective")
    assert (objective.evidence, objective.references) == ("source", "Article Construction21 du Cerema, 10 mai 2023")
    assert cases[3].statements.filter(section="deliverable", code="numerique-responsable").exists()
    assert Organisation.objects.filter(partner=True).count() == 14


def test_a_second_run_changes_nothing_and_says_so(france):
    load()
    before = list(Statement.objects.order_by("pk").values())

    assert load() == "Contenus : déjà à jour (19).\n"
    assert list(Statement.objects.order_by("pk").values()) == before


def test_a_sentence_altered_in_the_database_comes_back_to_the_catalogue(france):
    load()
    Statement.objects.filter(usecase__slug="dunkerque", section="objective").update(text="Autre chose", evidence="source")

    assert load() == "Contenus : 1 mis à jour sur 19.\n"
    assert "port de plaisance" in Statement.objects.get(usecase__slug="dunkerque", section="objective").text


def test_members_of_a_reference_use_case_stay_when_it_is_loaded_again(france, steward):
    load()
    usecase = UseCase.objects.get(slug="dunkerque")
    usecase.memberships.create(user=steward, role="steward")
    UseCase.objects.filter(pk=usecase.pk).update(title="Autre titre")

    load()

    assert usecase.memberships.get().user == steward


@pytest.mark.django_db
def test_territories_come_first():
    with pytest.raises(CommandError, match="load_territories"):
        load()


def test_a_faulty_catalogue_is_told_by_check(monkeypatch, tmp_path):
    from usecases.checks import catalogue_reads

    assert catalogue_reads(None) == []
    for name in ("reference.yaml", "partners.yaml"):
        (tmp_path / name).write_text((programme.CATALOGUE / name).read_text().replace("kind: institution", "kind: club"))
    monkeypatch.setattr(programme, "CATALOGUE", tmp_path)

    errors = [str(error.msg) for error in catalogue_reads(None)]

    assert any("partners.yaml:2: 0.kind:" in error for error in errors)
