"""The whole story of filling a cell with scripts switched off: plain forms, plain pages."""

from playwright.sync_api import expect

from .conftest import AGENT
from .matrix import CELL, begin


def press(matrix, name):
    matrix.panel.get_by_role("button", name=name, exact=True).click()


def test_a_cell_is_filled_with_plain_forms(visitors):
    matrix = begin(visitors, AGENT, java_script_enabled=False)
    page = matrix.page
    page.goto(f"{matrix.path}?vue=matrice")
    page.locator(f"[id='c-{CELL}'] .cell-link").click()
    matrix.box.fill("Première note")
    matrix.panel.locator("[data-new] select").first.select_option("donnee")
    press(matrix, "Ajouter la note")
    matrix.box.fill("Seconde note")
    press(matrix, "Ajouter la note")
    expect(matrix.panel.locator("[data-notes] .note-text")).to_have_text(["Première note", "Seconde note"])
    assert matrix.texts() == ["Première note", "Seconde note"]

    matrix.note("Première").get_by_role("link", name="Corriger").click()
    matrix.panel.get_by_label("Corriger la note").fill("Première note, corrigée")
    press(matrix, "Enregistrer")
    expect(matrix.note("Première note, corrigée")).to_contain_text("donnée")

    matrix.note("Seconde").get_by_role("button", name="Barrer").click()
    matrix.panel.locator(".struck summary").click()
    matrix.note("Seconde").get_by_role("button", name="Rétablir").click()
    expect(matrix.panel.locator("[data-notes] .note")).to_have_count(2)

    question = matrix.panel.locator("[data-question]").first
    question.get_by_label("ne sait pas").check()
    question.locator("summary").click()
    question.get_by_label("Justification").fill("À demander")
    press(matrix, "Enregistrer les réponses")
    expect(matrix.panel.locator("[data-count=answered]")).to_have_text("1")
    matrix.panel.get_by_label("fait", exact=True).check()
    press(matrix, "Enregistrer l’état")
    expect(page.locator(f"[id='c-{CELL}'] .state")).to_have_text("fait")

    assert matrix.texts() == ["Première note, corrigée", "Seconde note"]
    assert matrix.texts(kind="answer") == ["À demander"]
    assert matrix.texts(kind="state") == ["fait"]
    assert matrix.journal() == ["written", "written", "corrected", "struck", "restored", "written", "written"]

    page.get_by_role("link", name="Historique de la case").click()
    expect(page.locator(".history > li")).to_have_count(7)


def test_whatever_button_is_pressed_all_that_was_typed_counts(visitors):
    matrix = begin(visitors, AGENT, java_script_enabled=False).open()
    matrix.box.fill("Tapée avant de répondre")
    matrix.panel.locator("[data-question]").first.get_by_label("oui", exact=True).check()
    press(matrix, "Enregistrer l’état")
    assert matrix.texts() == ["Tapée avant de répondre"]
    assert [fields["choice"] for fields in matrix.fields("answer").values()] == ["oui"]


def test_enter_on_a_choice_saves_and_never_strikes(visitors):
    matrix = begin(visitors, AGENT, java_script_enabled=False).open()
    matrix.box.fill("Reste entière")
    press(matrix, "Ajouter la note")
    choice = matrix.panel.locator("[data-question]").first.get_by_label("oui", exact=True)
    choice.check()
    choice.press("Enter")
    expect(matrix.panel.locator("[data-count=answered]")).to_have_text("1")
    assert matrix.texts() == ["Reste entière"]


def test_a_note_too_long_is_still_in_the_page(visitors):
    visitors.tolerate(r"status of 422")
    matrix = begin(visitors, AGENT, java_script_enabled=False).open()
    matrix.box.fill("x" * 4001)
    press(matrix, "Ajouter la note")
    expect(matrix.panel.get_by_role("alert")).to_contain_text("4 001 signes")
    expect(matrix.box).to_have_value("x" * 4001)
    assert matrix.texts() == []


def test_going_back_and_writing_something_else_writes_it(visitors):
    matrix = begin(visitors, AGENT, java_script_enabled=False).open()
    matrix.box.fill("Un")
    press(matrix, "Ajouter la note")
    expect(matrix.note("Un")).to_be_visible()
    matrix.page.wait_for_load_state()  # a page still arriving has no history to go back in
    matrix.page.go_back()
    matrix.box.fill("Deux")
    press(matrix, "Ajouter la note")
    assert matrix.texts() == ["Un", "Deux"]


def test_a_row_of_ones_own_is_added_filled_and_withdrawn(visitors):
    matrix = begin(visitors, AGENT, java_script_enabled=False)
    page = matrix.page
    page.goto(f"{matrix.path}?vue=matrice")
    page.get_by_label("Autre dimension").fill("Paysage")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(matrix.panel.locator(".kicker")).to_have_text("Paysage")
    matrix.box.fill("Haies et chemins")
    press(matrix, "Ajouter la note")
    page.get_by_role("link", name="Renommer ou retirer Paysage").click()
    page.get_by_role("button", name="Retirer de la grille").click()
    page.get_by_role("link", name="1 note sans case").click()
    expect(page.get_by_text("Haies et chemins")).to_be_visible()
    page.get_by_role("link", name="Remettre la ligne « Paysage »").click()
    page.get_by_role("button", name="Remettre dans la grille").click()
    expect(page.locator(".dimension-name").last).to_have_text("Paysage")
    assert matrix.texts() == ["Haies et chemins"]
