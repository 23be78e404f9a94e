"""« Autre dimension »: rows that people add, rename, withdraw and bring back; their notes always stay readable."""

import uuid

import pytest

from deliverables.grid.address import own_row_id
from deliverables.models import Change, Note


@pytest.fixture
def person(client_of, contributor):
    return client_of(contributor)


@pytest.fixture
def base(deliverable):
    return deliverable.get_absolute_url()


@pytest.fixture
def row(do):
    return do(kind="row", address="matrice", text="Paysage").change.note_id


def test_a_row_is_added_and_its_first_cell_opens(person, base):
    response = person.post(f"{base}lignes/", {"nom": "Paysage", "envoi": str(uuid.uuid4())})
    note = Note.objects.get(kind="row")
    assert response.url == f"{base}?case=matrice.{own_row_id(note.pk)}.conception#case"
    html = person.get(response.url).content.decode()
    assert html.count('class="cell-link"') == 35
    assert "Paysage" in html


def test_adding_twice_with_one_form_adds_one_row(person, base):
    data = {"nom": "Paysage", "envoi": str(uuid.uuid4())}
    for _ in range(3):
        person.post(f"{base}lignes/", data)
    person.post(f"{base}lignes/", data | {"nom": "Une autre, après être revenue en arrière"})
    assert Note.objects.count() == 2


@pytest.mark.parametrize("name", ["", "  ", "\u202e", "x" * 121])
def test_a_name_that_cannot_be_is_refused_beside_its_field_and_kept(person, base, name):
    response = person.post(f"{base}lignes/", {"nom": name})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'id="nom-erreur"' in html
    assert f'value="{name}"' in html
    assert not Note.objects.exists()


def test_a_row_is_renamed_withdrawn_and_brought_back(person, base, row, do):
    do(address=f"matrice.{own_row_id(row)}.usage", text="Haies et chemins")
    page = f"{base}lignes/{row}/"
    assert person.post(page, {"geste": "renommer", "nom": "Paysages"}).status_code == 302
    assert "Paysages" in person.get(f"{base}?vue=matrice").content.decode()
    person.post(page, {"geste": "retirer"})
    sheet = person.get(f"{base}?vue=matrice").content.decode()
    assert "Paysages" not in sheet
    assert "1 note sans case" in sheet
    summary = person.get(f"{base}synthese/").content.decode()
    assert "Haies et chemins" in summary
    assert "Remettre la ligne" in summary
    person.post(page, {"geste": "remettre"})
    assert "Haies et chemins" in person.get(f"{base}?vue=matrice").content.decode()


def test_an_answer_or_a_state_left_without_its_row_is_told_in_words(person, base, row, do):
    do(kind="state", note=None, address=f"matrice.{own_row_id(row)}.usage", text="fait")
    do(kind="row", address="matrice", note=row, gesture="strike", text="")
    assert person.get(f"{base}synthese/").status_code == 200
    assert "sans case" not in person.get(f"{base}?vue=matrice").content.decode()


def test_pressing_twice_withdraws_once(person, base, row):
    data = {"geste": "retirer", "envoi": str(uuid.uuid4())}
    for _ in range(3):
        assert person.post(f"{base}lignes/{row}/", data).status_code == 302
    assert list(Change.objects.values_list("kind", flat=True)) == ["written", "struck"]


@pytest.mark.parametrize("name", ["", "x" * 121])
def test_a_row_is_not_renamed_to_nothing(person, base, row, name):
    response = person.post(f"{base}lignes/{row}/", {"geste": "renommer", "nom": name})
    assert response.status_code == 422
    assert Note.objects.get().text == "Paysage"


def test_a_note_that_names_no_row_has_no_such_page(person, base, do):
    note = do().change.note_id
    for other in (note, uuid.uuid4()):
        assert person.get(f"{base}lignes/{other}/").status_code == 404


def test_readers_and_strangers_change_no_row(client_of, reader, stranger, base, row):
    for user, status in ((reader, 403), (stranger, 404)):
        client = client_of(user)
        assert client.get(f"{base}lignes/{row}/").status_code == status
        assert client.post(f"{base}lignes/{row}/", {"geste": "retirer"}).status_code == status
        assert client.post(f"{base}lignes/", {"nom": "Non"}).status_code == status
    assert Note.objects.values_list("text", "struck").get() == ("Paysage", False)
