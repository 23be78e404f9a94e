"""The network goes away while somebody writes: nothing is lost, everything leaves in order when it comes back, once."""

import re

import pytest
from playwright.sync_api import expect

from .matrix import CELL, OTHER, SAVED, begin


def cut(visitors, matrix):
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource|Failed to fetch|htmx:sendError|htmx:afterRequest")
    matrix.page.context.set_offline(True)


def test_notes_written_without_network_leave_in_order_when_it_is_back(visitors):
    matrix = begin(visitors).open()
    matrix.add("Avant la coupure")
    expect(matrix.saving).to_have_text(SAVED)
    cut(visitors, matrix)
    matrix.add("Première hors ligne", "Deuxième hors ligne", "Troisième hors ligne")
    expect(matrix.saving).to_contain_text("Non enregistré")
    expect(matrix.page.locator("#outbox-notice")).to_contain_text("3 saisies sont gardées dans ce navigateur")
    expect(matrix.note("Deuxième")).to_contain_text("pas encore enregistré")
    assert matrix.texts() == ["Avant la coupure"]
    assert [record["text"] for record in matrix.kept()] == [
        "Première hors ligne",
        "Deuxième hors ligne",
        "Troisième hors ligne",
    ]

    matrix.page.context.set_offline(False)
    expect(matrix.saving).to_have_text(SAVED)
    expect(matrix.page.locator("#outbox-notice")).to_have_count(0)
    expected = ["Avant la coupure", "Première hors ligne", "Deuxième hors ligne", "Troisième hors ligne"]
    assert matrix.texts() == expected
    assert matrix.kept() == []
    matrix.page.reload()
    expect(matrix.panel.locator("[data-notes] .note-text")).to_have_text(expected)
    assert matrix.journal() == ["written"] * 4


def test_another_cell_opens_without_network_and_takes_notes(visitors):
    matrix = begin(visitors).open()
    cut(visitors, matrix)
    matrix.page.locator(f"[id='c-{OTHER}'] .cell-link").press("Enter")
    expect(matrix.panel).to_have_attribute("data-address", OTHER)
    expect(matrix.panel).to_contain_text("Pas de connexion")
    expect(matrix.box).to_be_focused()
    matrix.add("Écrite dans une case jamais chargée")
    matrix.box.fill("À moitié")
    expect(matrix.page.locator(f"[id='c-{OTHER}'] .cell-unsent")).to_have_text("non enregistré")
    matrix.page.context.set_offline(False)
    expect(matrix.saving).to_have_text(SAVED)
    assert matrix.notes() == [(OTHER, "Écrite dans une case jamais chargée")]
    matrix.open(OTHER)
    expect(matrix.box).to_have_value("À moitié")
    expect(matrix.stored("jamais chargée")).to_be_visible()


def test_the_next_cell_opens_without_network_too(visitors):
    matrix = begin(visitors).open()
    cut(visitors, matrix)
    matrix.panel.get_by_role("link", name="Case suivante").click()
    expect(matrix.panel).to_have_attribute("data-address", "matrice.ecologique.usage")
    expect(matrix.panel).to_contain_text("Pas de connexion")


def test_a_closed_tab_keeps_what_was_written_and_a_new_one_sends_it_once(visitors):
    matrix = begin(visitors).open()
    context = matrix.page.context
    cut(visitors, matrix)
    matrix.add("Une", "Deux", "Trois")
    matrix.box.fill("Une phrase commencée")
    expect(matrix.saving).to_contain_text("Non enregistré")
    matrix.page.close()
    context.set_offline(False)

    again = matrix.on(context.new_page()).open()
    expect(again.saving).to_have_text(SAVED)
    expect(again.box).to_have_value("Une phrase commencée")
    expect(again.panel.locator("[data-notes] .note-text")).to_have_text(["Une", "Deux", "Trois"])
    assert again.texts() == ["Une", "Deux", "Trois"]
    again.box.press("Enter")
    expect(again.stored("Une phrase commencée")).to_be_visible()
    assert again.texts() == ["Une", "Deux", "Trois", "Une phrase commencée"]
    again.page.reload()
    expect(again.box).to_have_value("")
    assert again.journal() == ["written"] * 4


def test_corrections_and_strikes_made_without_network_follow_one_another(visitors):
    matrix = begin(visitors).open()
    matrix.add("Version un", "À barrer")
    expect(matrix.stored("À barrer")).to_be_visible()
    expect(matrix.stored("Version un")).to_be_visible()
    cut(visitors, matrix)
    for text in ("Version deux", "Version trois"):
        matrix.note("Version").get_by_role("link", name="Corriger").click()
        matrix.panel.get_by_label("Corriger la note").fill(text)
        matrix.panel.get_by_label("Corriger la note").press("Enter")
    matrix.note("À barrer").get_by_role("button", name=re.compile("^Barrer")).click()
    expect(matrix.note("À barrer")).to_contain_text("à barrer, pas encore enregistré")
    matrix.panel.get_by_label("fait", exact=True).check()
    matrix.page.context.set_offline(False)
    expect(matrix.saving).to_have_text(SAVED)
    assert (matrix.texts(), matrix.texts(struck=True), matrix.texts(kind="state")) == (
        ["Version trois"],
        ["À barrer"],
        ["fait"],
    )
    assert matrix.journal() == ["written", "written", "corrected", "corrected", "struck", "written"]
    matrix.page.reload()
    expect(matrix.panel.locator("[data-notes] .note-text")).to_have_text(["Version trois"])


def test_a_note_corrected_again_before_its_answer_came_meets_no_conflict_with_itself(visitors):
    matrix = begin(visitors).open()
    matrix.add("Version un")
    expect(matrix.saving).to_have_text(SAVED)
    held = []
    matrix.page.route("**/modifications/", lambda route: held.append(route))
    matrix.note("Version").get_by_role("link", name="Corriger").click()
    matrix.panel.get_by_label("Corriger la note").fill("Version deux")
    matrix.panel.get_by_label("Corriger la note").press("Enter")
    expect(matrix.saving).to_have_text("Enregistrement…")
    matrix.note("Version deux").get_by_role("link", name="Corriger").click()
    matrix.panel.get_by_label("Corriger la note").fill("Version trois")
    held[0].continue_()
    matrix.page.unroute("**/modifications/")
    expect(matrix.saving).to_have_text(SAVED)
    matrix.panel.get_by_label("Corriger la note").press("Enter")
    expect(matrix.note("Version trois")).to_contain_text("corrigée")
    assert matrix.texts() == ["Version trois"]
    assert matrix.journal() == ["written", "corrected", "corrected"]


def test_an_answer_half_justified_comes_back_and_is_one_press_from_being_saved(visitors):
    matrix = begin(visitors).open()
    question = matrix.panel.locator("[data-question]").first
    question.get_by_label("oui", exact=True).check()
    expect(matrix.saving).to_have_text(SAVED)
    question.locator("summary").click()
    question.get_by_label("Justification").type("Le rapport de 20")
    context = matrix.page.context
    matrix.page.close()  # without leaving the field

    again = matrix.on(context.new_page()).open()
    question = again.panel.locator("[data-question]").first
    expect(question.get_by_label("Justification")).to_have_value("Le rapport de 20")
    expect(again.page.locator(f"[id='c-{CELL}'] .cell-unsent")).to_have_text("brouillon gardé ici")
    question.get_by_role("button", name="Enregistrer cette justification").click()
    expect(again.saving).to_have_text(SAVED)
    assert again.texts(kind="answer") == ["Le rapport de 20"]
    expect(again.page.locator(".cell-unsent")).to_have_count(0)


def test_a_row_of_ones_own_added_without_network_arrives(visitors):
    matrix = begin(visitors)
    matrix.page.goto(f"{matrix.path}?vue=matrice")
    cut(visitors, matrix)
    matrix.page.get_by_label(re.compile("^Autre dimension")).fill("Paysage et cadre de vie")
    matrix.page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(matrix.page.locator("#outbox-notice")).to_contain_text("Une saisie est gardée")
    matrix.page.context.set_offline(False)
    expect(matrix.page.locator(".dimension-name").last).to_have_text("Paysage et cadre de vie")
    assert matrix.texts(kind="row") == ["Paysage et cadre de vie"]


@pytest.mark.parametrize("address", [CELL, OTHER], ids=["a cell that was open", "a cell opened without network"])
def test_a_note_not_yet_sent_can_be_corrected_and_struck(visitors, address):
    matrix = begin(visitors).open()
    cut(visitors, matrix)
    if address != CELL:
        matrix.page.locator(f"[id='c-{address}'] .cell-link").click()
        expect(matrix.panel).to_have_attribute("data-address", address)
    matrix.add("Avec une fôte", "De trop")
    matrix.note("fôte").get_by_role("button", name="Corriger").click()
    matrix.panel.get_by_label("Corriger la note").fill("Avec une faute")
    matrix.panel.get_by_label("Corriger la note").press("Enter")
    expect(matrix.note("Avec une faute").get_by_role("button", name="Corriger la note « Avec une faute »")).to_be_focused()
    matrix.note("De trop").get_by_role("button", name="Barrer").click()
    expect(matrix.note("De trop")).to_contain_text("à barrer")
    matrix.page.context.set_offline(False)
    expect(matrix.saving).to_have_text(SAVED)
    expect(matrix.note("Avec une faute").get_by_role("link", name="Corriger")).to_be_visible()
    expect(matrix.note("De trop").get_by_role("button", name="Rétablir")).to_be_visible()
    assert (matrix.notes(), matrix.texts(struck=True)) == ([(address, "Avec une faute")], ["De trop"])
    assert matrix.journal() == ["written", "written", "corrected", "struck"]
