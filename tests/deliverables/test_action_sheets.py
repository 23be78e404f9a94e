"""Action sheets: drawn from a note in one gesture, linked both ways, gathered on the board of their use case."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deliverables.models import Deliverable

CELL = "matrice.ecologique.conception"


@pytest.fixture
def note(deliverable, action_version, write_note, contributor):
    return write_note(deliverable, CELL, "Personne ne sait réparer les capteurs\nDevis demandé", by=contributor)


@pytest.fixture
def make(client_of, note, deliverable):
    def made(user, envoi=None):
        path = reverse("deliverables:make", args=[deliverable.pk, note.pk])
        return client_of(user).post(path, {"envoi": envoi or uuid.uuid4()})

    return made


def board(client_of, user, usecase, **query):
    return client_of(user).get(reverse("deliverables:actions", args=[usecase.slug]), query)


def sheets():
    return Deliverable.objects.gathered()


def answer(write_note, sheet, question, value, by):
    write_note(sheet, f"fiche.suivi.texte.{question}", "", by=by, kind="answer", **{"value": value})


def test_a_contributor_makes_a_sheet_that_opens_on_what_is_to_be_done(make, contributor, note):
    answered = make(contributor)
    sheet = sheets().get()

    assert answered.status_code == 302
    assert "fiche.reponse.texte" in answered["Location"]
    assert sheet.title == "Personne ne sait réparer les capteurs"
    assert [(n.address, n.text) for n in sheet.notes.all()] == [("fiche.probleme.texte", note.text)]


def test_pressed_twice_it_is_one_sheet(make, contributor):
    gesture = uuid.uuid4()
    assert make(contributor, gesture)["Location"] == make(contributor, gesture)["Location"]
    assert sheets().count() == 1


def test_the_link_is_read_both_ways(make, contributor, note, client_of, deliverable):
    make(contributor)
    sheet = sheets().get()
    assert list(note.made.all()) == [sheet]
    told = client_of(contributor).get(sheet.get_absolute_url()).content.decode()
    assert f"{deliverable.get_absolute_url()}?case={CELL}#note-{note.pk}" in told


def test_who_only_reads_makes_nothing(make, reader, stranger):
    assert make(reader).status_code == 403
    assert make(stranger).status_code == 404
    assert not sheets().exists()


def test_an_empty_board_says_where_actions_come_from(client_of, contributor, usecase, note):
    told = board(client_of, contributor, usecase).content.decode()
    assert "Aucune action pour l’instant" in told


def test_a_new_action_is_begun_on_the_board_once(client_of, contributor, usecase, note):
    path, data = reverse("deliverables:actions", args=[usecase.slug]), {"titre": "Former deux agents", "envoi": uuid.uuid4()}
    browser = client_of(contributor)
    assert browser.post(path, data)["Location"] == browser.post(path, data)["Location"]
    assert [sheet.title for sheet in sheets()] == ["Former deux agents"]


def test_an_action_without_a_title_is_asked_for_one(client_of, contributor, usecase, note):
    answered = client_of(contributor).post(reverse("deliverables:actions", args=[usecase.slug]), {"titre": "  "})
    assert answered.status_code == 422
    assert "Donnez un titre" in answered.content.decode()


def test_the_board_sorts_by_state_and_says_what_is_late(make, contributor, client_of, usecase, write_note):
    for _ in range(3):
        make(contributor)
    late, done, later = sheets().order_by("created_at")
    yesterday, tomorrow = timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=1)
    answer(write_note, late, "echeance", yesterday.isoformat(), contributor)
    answer(write_note, done, "echeance", yesterday.isoformat(), contributor)
    answer(write_note, done, "etat", "fait", contributor)
    answer(write_note, later, "echeance", tomorrow.isoformat(), contributor)

    answered = board(client_of, contributor, usecase)
    columns = {choice.id: [(card.item.pk, is_late) for card, is_late in cards] for choice, cards in answered.context["columns"]}
    assert columns == {
        "a-faire": [(late.pk, True), (later.pk, False)], "en-cours": [], "fait": [(done.pk, False)], "abandonnee": [],
    }  # fmt: skip
    assert answered.context["late"] == 1
    only = board(client_of, contributor, usecase, retard="1")
    assert only.context["shown"] == 1


def test_the_board_filters_by_who_is_in_charge(make, contributor, client_of, usecase, write_note):
    make(contributor)
    make(contributor)
    first, second = sheets().order_by("created_at")
    answer(write_note, first, "responsable", "Direction des routes", contributor)
    answer(write_note, second, "responsable", "Service eau", contributor)

    found = board(client_of, contributor, usecase, responsable="Service eau")
    assert found.context["shown"] == 1
    assert "2 fiches-actions" in found.content.decode()
    assert board(client_of, contributor, usecase, responsable="Personne").context["shown"] == 0


def test_the_board_costs_the_same_for_one_sheet_and_for_many(
    make, contributor, client_of, usecase, django_assert_num_queries, write_note
):
    make(contributor)
    with CaptureQueriesContext(connection) as few:
        board(client_of, contributor, usecase)
    count = len(few)
    for _ in range(5):
        make(contributor)
    with django_assert_num_queries(count):
        board(client_of, contributor, usecase)


def test_sheets_are_on_the_board_and_not_among_deliverables(make, contributor, client_of, usecase, deliverable):
    make(contributor)
    told = client_of(contributor).get(usecase.get_absolute_url()).content.decode()
    assert "Les actions (1)" in told
    assert sheets().get().get_absolute_url() not in told
    assert (
        sheets().get().get_absolute_url() not in client_of(contributor).get(reverse("deliverables:catalogue")).content.decode()
    )
