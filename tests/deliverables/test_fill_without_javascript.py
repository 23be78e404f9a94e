"""Everything is done with plain forms, and nothing that was typed is lost when something is refused."""

import uuid

import pytest
from django.urls import reverse

from deliverables.actions import archive
from deliverables.models import Change, Note

from .conftest import CELL, QUESTION
from .pages import Form, panel_of

LONG = "x" * 4001


class Filler:
    """A person before a cell, without scripts: opens it, fills its form, presses a button."""

    def __init__(self, client, deliverable, view=""):
        self.client, self.base, self.view = client, deliverable.get_absolute_url(), view

    def open(self, query=""):
        self.form = Form(self.client.get(f"{self.base}{self.view}?case={CELL}{query}").content.decode())
        return self

    def press(self, geste="ajouter", form=None, **typed):
        form = form or self.form
        sent = form.fields | {name.replace("__", "-"): value for name, value in typed.items()}
        if geste:
            sent["geste"] = geste
        response = self.client.post(form.action, sent)
        if response.status_code == 422:
            self.form = Form(response.content.decode())
        return response


@pytest.fixture
def filler(client_of, contributor, deliverable):
    return Filler(client_of(contributor), deliverable).open()


def test_a_note_is_added_and_the_page_opens_on_the_cell_again(filler, deliverable):
    response = filler.press(texte="Une idée", **{"n-composant": "donnee", "n-signe": "force"})
    assert response.status_code == 302
    assert response.url == f"{deliverable.get_absolute_url()}?case={CELL}#case"
    assert Note.objects.values_list("text", "fields").get() == ("Une idée", {"composant": "donnee", "signe": "force"})
    assert "Une idée" in panel_of(filler.client.get(response.url).content.decode())


def test_a_note_is_corrected_with_its_fields(filler, do):
    note = do(text="Un", fields={"signe": "force"}).change.note_id
    filler.open(f"&note={note}")
    assert (filler.form.fields["correction"], filler.form.fields["c-signe"]) == ("Un", "force")
    filler.press("corriger", correction="Deux", **{"c-signe": "vigilance"})
    assert Note.objects.values_list("text", "fields", "version").get() == ("Deux", {"signe": "vigilance"}, 2)


def test_a_note_is_struck_and_restored(filler, do):
    note = do(text="Un").change.note_id
    filler.open().press("", barrer=str(note))
    assert Note.objects.get().struck
    filler.open().press("", retablir=str(note))
    assert not Note.objects.get().struck


def test_both_versions_of_a_note_are_shown_and_kept(filler, do, facilitator):
    note = do(text="Un").change.note_id
    filler.open(f"&note={note}")
    do(by=facilitator, note=note, base=1, text="Entre-temps")
    filler.press("corriger", correction="Deux")
    panel = panel_of(filler.client.get(f"{filler.base}?case={CELL}").content.decode())
    assert "Entre-temps" in panel
    assert "Deux versions." in panel
    sibling = Note.objects.get(text="Deux")
    filler.open().press("", garder=str(sibling.pk))
    assert "Deux versions." not in panel_of(filler.client.get(f"{filler.base}?case={CELL}").content.decode())
    assert sorted(Note.objects.values_list("text", flat=True)) == ["Deux", "Entre-temps"]


def test_an_answer_with_its_justification_and_a_state(filler):
    filler.press("repondre", **{"q-eco-c1": "non", "t-eco-c1": "Pas encore"})
    filler.open().press("etat", etat="fait")
    assert Note.objects.values_list("text", "fields", "address").get(kind="answer") == (
        "Pas encore",
        {"choice": "non"},
        QUESTION,
    )
    assert Note.objects.get(kind="state").text == "fait"
    filler.open()
    assert (filler.form.fields["q-eco-c1"], filler.form.fields["t-eco-c1"], filler.form.fields["etat"]) == (
        "non",
        "Pas encore",
        "fait",
    )
    filler.press("repondre", **{"q-eco-c1": "", "t-eco-c1": ""})
    assert Note.objects.values_list("text", "fields").get(kind="answer") == ("", {})


def test_whatever_button_is_pressed_all_that_was_typed_counts(filler, do):
    note = do(text="À barrer").change.note_id
    other = do(text="À corriger").change.note_id
    filler.open(f"&note={other}").press(
        "", barrer=str(note), texte="Nouvelle", correction="Corrigée", etat="fait", **{"q-eco-c2": "oui"}
    )
    assert set(Note.objects.filter(kind="note").values_list("text", "struck")) == {
        ("À barrer", True), ("Corrigée", False), ("Nouvelle", False)
    }  # fmt: skip
    assert Note.objects.filter(kind="answer").count() == Note.objects.filter(kind="state").count() == 1


def test_opening_a_correction_and_pressing_another_button_corrects_nothing(filler, do, facilitator):
    note = do(text="Un").change.note_id
    filler.open(f"&note={note}").press(texte="Nouvelle")
    do(by=facilitator, note=note, base=1, text="Deux")
    filler.press(texte="Encore une")
    assert sorted(Note.objects.values_list("text", flat=True)) == ["Deux", "Encore une", "Nouvelle"]


def test_sending_a_form_twice_writes_once(filler, do):
    note = do(text="Un").change.note_id
    filler.open(f"&note={note}")
    typed = {"texte": "Nouvelle", "correction": "Deux", "etat": "fait", "q-eco-c1": "oui", "t-eco-c1": "Pourquoi"}
    for _ in range(3):
        assert filler.press("corriger", **typed).status_code == 302
    filler.open()
    for _ in range(3):
        filler.press("", barrer=str(note))
    assert list(Change.objects.values_list("kind", "note_kind").order_by("revision")) == [
        ("written", "note"), ("written", "note"), ("corrected", "note"), ("written", "answer"), ("written", "state"), ("struck", "note"),
    ]  # fmt: skip


def test_going_back_and_typing_something_else_writes_it(filler):
    before = filler.form
    filler.press(texte="Un")
    filler.press(form=before, texte="Deux")
    assert list(Note.objects.in_order().values_list("text", flat=True)) == ["Un", "Deux"]


def test_nothing_typed_writes_nothing(filler):
    for geste in ("ajouter", "repondre", "etat", "enregistrer", ""):
        assert filler.press(geste).status_code == 302
    assert not Change.objects.exists()


def test_what_a_colleague_did_meanwhile_is_not_undone_by_an_older_form(filler, do, facilitator):
    do(by=facilitator, kind="answer", address=QUESTION, note=None, text="De l’animation", fields={"choice": "oui"})
    do(by=facilitator, kind="state", note=None, text="fait")
    filler.press(texte="Ma note")
    assert Note.objects.values_list("text", "fields").get(kind="answer") == ("De l’animation", {"choice": "oui"})
    assert Note.objects.get(kind="state").text == "fait"
    assert Change.objects.count() == 3


# --- Nothing typed is lost -------------------------------------------------------------------------------------------
def test_a_note_too_long_stays_in_the_page_with_its_message(filler):
    response = filler.press(texte=LONG, **{"n-signe": "force"})
    panel = panel_of(response.content.decode())
    assert response.status_code == 422
    assert "4\u202f001 signes" in panel
    assert "encore dans la page" in panel
    assert (filler.form.fields["texte"], filler.form.fields["n-signe"]) == (LONG, "force")
    assert filler.press(texte="Raccourcie").status_code == 302
    assert Note.objects.get().text == "Raccourcie"


def test_a_correction_too_long_stays_open_in_its_note(filler, do):
    note = do(text="Un").change.note_id
    filler.open(f"&note={note}")
    response = filler.press("corriger", correction=LONG, **{"c-composant": "donnee"})
    assert response.status_code == 422
    assert (filler.form.fields["correction"], filler.form.fields["c-composant"]) == (LONG, "donnee")
    assert filler.form.fields["base"] == "1"
    filler.press("corriger", correction="Deux")
    assert Note.objects.values_list("text", "fields", "version").get() == ("Deux", {"composant": "donnee"}, 2)


def test_an_empty_correction_is_refused_and_said(filler, do):
    note = do(text="Un").change.note_id
    response = filler.open(f"&note={note}").press("corriger", correction="  ")
    assert response.status_code == 422
    assert "Cette note est vide" in response.content.decode()
    assert Note.objects.get().text == "Un"


def test_what_was_stored_beside_a_refusal_is_not_written_again(filler):
    response = filler.press(texte="Bonne note", etat="fait", **{"q-eco-c1": "oui", "t-eco-c1": LONG, "q-eco-c2": "non"})
    assert response.status_code == 422
    assert filler.form.fields["texte"] == ""
    assert (filler.form.fields["q-eco-c1"], filler.form.fields["t-eco-c1"]) == ("oui", LONG)
    assert (filler.form.fields["q-eco-c2"], filler.form.fields["etat"]) == ("non", "fait")
    filler.press("repondre", **{"t-eco-c1": "Plus court"})
    assert Note.objects.get(kind="note").text == "Bonne note"
    assert Note.objects.get(kind="answer", address=QUESTION).text == "Plus court"
    assert Change.objects.count() == 4


@pytest.mark.parametrize("view", ["", "pas-a-pas/"])
def test_the_refusal_comes_in_the_page_where_one_was(client_of, contributor, deliverable, view):
    response = Filler(client_of(contributor), deliverable, view).open().press(texte=LONG)
    assert response.status_code == 422
    assert ('class="steps-nav' in response.content.decode()) == bool(view)
    done = Filler(client_of(contributor), deliverable, view).open().press(texte="Bien")
    assert done.url.startswith(deliverable.get_absolute_url() + view + "?")


def test_after_the_session_has_expired_the_text_is_given_back(filler):
    filler.client.logout()
    response = filler.press(texte="Tapé trop tard", **{"t-eco-c1": "Et ceci"})
    html = response.content.decode()
    assert response.status_code == 401
    assert "Tapé trop tard" in html
    assert "Et ceci" in html
    assert reverse("account_login") in html
    assert not Note.objects.exists()


# --- Who may ---------------------------------------------------------------------------------------------------------
def test_readers_and_strangers_write_nothing(client_of, reader, stranger, filler):
    for user, status in ((reader, 403), (stranger, 404)):
        assert client_of(user).post(filler.form.action, {"texte": "Non"}).status_code == status
    assert not Note.objects.exists()


def test_nobody_writes_in_an_archived_deliverable(filler, deliverable, steward):
    archive(deliverable, by=steward)
    assert filler.press(texte="Trop tard").status_code == 403
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"base": "²"}, {"base": "9" * 5000}, {"base": "-1"}, {"base": "٣"}, {"vu": "9" * 5000}, {"vu": "²"}, {"vu": "-3"}, {"vu": "10000000"},
        {"envoi": "pas-un-uuid"}, {"envoi": ""}, {"corriger": "x"}, {"barrer": "\x00"}, {"barrer": str(uuid.uuid4())},
        {"retablir": "x"}, {"garder": "x"}, {"geste": "x" * 9000}, {"vue": "\x00"}, {"texte": "a\x00b"}, {"q-inconnue": "oui"},
    ],
)  # fmt: skip
def test_a_tampered_form_is_never_a_failure(filler, do, changed):
    note = do(text="Un").change.note_id
    filler.open(f"&note={note}")
    assert filler.press(**{"geste": "corriger", "correction": "Deux"} | changed).status_code in (302, 422)
    assert Note.objects.filter(pk=note).exists()


@pytest.mark.parametrize("changed", [{"q-eco-c1": "peut-être"}, {"etat": "presque"}, {"n-signe": "joie", "texte": "Ma note"}])
def test_a_choice_that_is_not_offered_is_refused_and_nothing_else_is_lost(filler, changed):
    response = filler.press(**{"texte": "Ma note"} | changed)
    assert response.status_code == 422
    assert "Ma note" in response.content.decode()
