"""The history of a cell: who, when, before and after, and back again."""

import pytest

from deliverables.models import Change, Note

from .conftest import CELL, OTHER, QUESTION


@pytest.fixture
def history(client_of, contributor, deliverable):
    client = client_of(contributor)
    return lambda address=CELL: client.get(f"{deliverable.get_absolute_url()}historique/{address}/").content.decode()


@pytest.fixture
def restore(client_of, contributor, deliverable):
    def restored(change, by=contributor, **data):
        return client_of(by).post(f"{deliverable.get_absolute_url()}retablir/{change.pk}/", data)

    return restored


def told(html):
    """The page's words, from the newest change to the oldest, spaces made plain."""
    return " ".join(
        html.split('<ol class="history">')[1].split("</ol>")[0].replace("\u202f", " ").replace("\u00a0", " ").split()
    )


def test_it_tells_who_did_what_with_the_text_before_and_after(history, do, facilitator):
    note = do(text="Un").change.note_id
    do(by=facilitator, note=note, base=1, text="Deux", fields={"signe": "force"})
    do(note=note, gesture="strike", text="")
    do(kind="answer", address=QUESTION, note=None, text="Parce que", fields={"choice": "ne-sait-pas"})
    do(kind="state", note=None, text="fait")
    do(text="Dans une autre case", address=OTHER)
    words = told(history())
    assert words.count("<li>") == 5
    order = ["état donné", "réponse donnée", "note barrée", "note corrigée", "note écrite"]
    assert sorted(order, key=words.index) == order
    assert "<dt>Avant</dt><dd>Un</dd>" in words
    assert "<dd>Deux (force)</dd>" in words
    assert "<del>Deux (force)</del>" in words
    assert "<dt>Réponse</dt><dd>ne sait pas : Parce que</dd>" in words
    assert "<dt>État</dt><dd>fait</dd>" in words
    assert "Le besoin pourrait-il être couvert" in words
    assert "Yanis Benali" in words
    assert "Maud Lefèvre" in words
    assert "autre case" not in words


def test_an_older_text_is_written_again_as_a_new_change(history, restore, do):
    first = do(text="Un", fields={"signe": "force"}).change
    do(note=first.note_id, base=1, text="Deux")
    assert restore(first).status_code == 302
    assert Note.objects.values_list("text", "fields", "version").get() == ("Un", {"signe": "force"}, 3)
    assert Change.objects.count() == 3
    assert "Rétablir ce texte" in history()


def test_a_struck_note_is_brought_back_with_the_text_that_was_chosen(restore, do):
    first = do(text="Un").change
    do(note=first.note_id, base=1, text="Deux")
    do(note=first.note_id, gesture="strike", text="")
    restore(first)
    assert Note.objects.values_list("text", "struck").get() == ("Un", False)


def test_pressing_twice_restores_once(restore, do):
    first = do(text="Un").change
    do(note=first.note_id, gesture="strike", text="")
    data = {"envoi": "6f0c2a52-1b0a-4f5a-9a55-0d7b3f9b1c11"}
    assert [restore(first, **data).status_code for _ in range(3)] == [302] * 3
    assert Change.objects.count() == 3


def test_an_answer_and_a_state_are_restored_too(restore, do):
    answer = do(kind="answer", address=QUESTION, note=None, text="", fields={"choice": "oui"}).change
    do(kind="answer", address=QUESTION, note=None, text="Non, en fait", fields={"choice": "non"})
    state = do(kind="state", note=None, text="").change
    do(kind="state", note=None, text="fait")
    restore(answer)
    restore(state)
    assert Note.objects.values_list("text", "fields").get(kind="answer") == ("", {"choice": "oui"})
    assert Note.objects.get(kind="state").text == ""


def test_the_name_of_a_row_is_restored(restore, do, history):
    row = do(kind="row", address="matrice", text="Paysage").change
    do(kind="row", address="matrice", note=row.note_id, base=1, text="Paysages")
    assert restore(row).status_code == 302
    assert Note.objects.get().text == "Paysage"
    words = told(history("matrice"))
    assert "<dt>Nom</dt><dd>Paysage</dd>" in words
    for gesture in ("dimension ajoutée", "dimension renommée", "dimension remise"):
        assert gesture in words


def test_only_texts_that_no_longer_stand_may_be_restored(history, do):
    note = do(text="Un").change.note_id
    assert "Rétablir ce texte" not in history()
    do(note=note, base=1, text="Deux")
    assert history().count("Rétablir ce texte") == 1


def test_readers_read_it_and_restore_nothing(client_of, reader, stranger, deliverable, do, restore):
    first = do(text="Un").change
    do(note=first.note_id, base=1, text="Deux")
    html = client_of(reader).get(f"{deliverable.get_absolute_url()}historique/{CELL}/").content.decode()
    assert "Un" in html
    assert "Rétablir" not in html
    assert restore(first, by=reader).status_code == 403
    assert restore(first, by=stranger).status_code == 404
    assert Note.objects.get().text == "Deux"


def test_a_change_of_another_deliverable_is_not_found(restore, do, usecase, grid_version, facilitator):
    from deliverables.actions import begin

    elsewhere = do(where=begin(usecase, grid_version, by=facilitator), text="Ailleurs").change
    assert restore(elsewhere).status_code == 404


@pytest.mark.parametrize("address", ["nulle.part.ici", "matrice.x-00000000000000000000000000000000.usage", "%00", "x" * 500])
def test_the_history_of_a_place_that_does_not_exist_is_not_found(client_of, contributor, deliverable, address):
    assert client_of(contributor).get(f"{deliverable.get_absolute_url()}historique/{address}/").status_code == 404


def test_an_empty_cell_says_what_will_be_here(client_of, contributor, deliverable):
    html = client_of(contributor).get(f"{deliverable.get_absolute_url()}historique/{CELL}/").content.decode()
    assert "Rien n’a encore été écrit ici" in html
