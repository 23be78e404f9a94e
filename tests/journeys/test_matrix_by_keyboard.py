"""A cell is filled from the first key to the last without a mouse, and every gesture says when it is kept."""

import re

from playwright.sync_api import expect

from .matrix import CELL, SAVED, begin


def focused(page):
    return page.evaluate("document.activeElement.closest('[data-address]')?.dataset.address ?? document.activeElement.id")


def walk_to_the_matrix(page):
    page.locator("body").press("Tab")
    for _ in range(60):
        if page.evaluate("document.activeElement.matches('.matrix .cell-link')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab never reaches the matrix")


def test_a_cell_is_filled_by_keyboard_alone(visitors):
    matrix = begin(visitors)
    page = matrix.page
    page.goto(matrix.path)
    walk_to_the_matrix(page)
    assert focused(page) == CELL
    for key, address in (
        ("ArrowRight", "matrice.ecologique.usage"),
        ("ArrowDown", "matrice.sociale.usage"),
        ("ArrowLeft", "matrice.sociale.conception"),
        ("ArrowUp", CELL),
        ("ArrowUp", CELL),
        ("ArrowLeft", CELL),
    ):
        page.keyboard.press(key)
        assert focused(page) == address, key

    page.keyboard.press("Enter")
    expect(matrix.box).to_be_focused()
    page.keyboard.type("Réemployer les mâts existants")
    page.keyboard.press("Enter")
    expect(matrix.box).to_be_focused()
    expect(matrix.box).to_have_value("")
    page.keyboard.type("Une ligne")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("et la suivante")
    page.keyboard.press("Enter")
    expect(matrix.saving).to_have_text(SAVED)
    assert matrix.notes() == [(CELL, "Réemployer les mâts existants"), (CELL, "Une ligne\net la suivante")]
    expect(page.locator(f"[id='c-{CELL}'] .counts")).to_contain_text("2 notes")
    expect(page.locator("[data-progress] [data-count=en-cours]")).to_have_text("1")

    page.keyboard.press("Escape")
    expect(matrix.panel).to_have_count(0)
    assert focused(page) == CELL
    page.reload()
    expect(page.locator(f"[id='c-{CELL}'] .cell-notes li")).to_have_count(2)


def test_a_note_is_corrected_struck_and_restored_by_keyboard(visitors):
    matrix = begin(visitors)
    page = matrix.page
    matrix.open().add("Trois tabletes")
    expect(matrix.saving).to_have_text(SAVED)

    matrix.note("Trois").get_by_role("link", name="Corriger").press("Enter")
    correction = matrix.panel.get_by_label("Corriger la note")
    expect(correction).to_be_focused()
    correction.fill("Trois tablettes")
    correction.press("Enter")
    expect(matrix.note("Trois tablettes").get_by_role("link", name="Corriger")).to_be_focused()
    expect(matrix.note("Trois tablettes")).to_contain_text("corrigée")
    assert matrix.texts() == ["Trois tablettes"]

    matrix.note("Trois").get_by_role("button", name="Barrer").press("Enter")
    restore = matrix.note("Trois").get_by_role("button", name="Rétablir")
    expect(restore).to_be_focused()
    assert (matrix.texts(), matrix.texts(struck=True)) == ([], ["Trois tablettes"])
    restore.press("Enter")
    expect(matrix.note("Trois").get_by_role("button", name="Barrer")).to_be_visible()
    assert matrix.texts() == ["Trois tablettes"]
    assert matrix.journal() == ["written", "corrected", "struck", "restored"]

    page.reload()
    expect(matrix.note("Trois tablettes").get_by_role("link", name="Corriger")).to_be_visible()
    expect(matrix.panel.locator(".struck")).to_have_count(0)


def test_escape_leaves_a_correction_as_it_was_and_keeps_the_cell_open(visitors):
    matrix = begin(visitors).open()
    matrix.add("Texte de départ")
    expect(matrix.saving).to_have_text(SAVED)
    matrix.note("Texte").get_by_role("link", name="Corriger").press("Enter")
    matrix.panel.get_by_label("Corriger la note").fill("Autre chose")
    matrix.page.keyboard.press("Escape")
    expect(matrix.note("Texte de départ").locator(".note-text")).to_be_visible()
    expect(matrix.panel).to_be_visible()
    assert matrix.texts() == ["Texte de départ"]


def test_questions_are_answered_and_the_cell_said_done_by_keyboard(visitors):
    matrix = begin(visitors).open()
    page = matrix.page
    matrix.add("Une note qui doit rester entière")
    expect(matrix.saving).to_have_text(SAVED)
    question = matrix.panel.locator("[data-question]").first
    address = question.get_attribute("data-question")
    question.get_by_label("oui", exact=True).focus()
    page.keyboard.press("ArrowRight")  # from oui to partiellement, as radios do
    page.keyboard.press("Enter")  # presses no button by accident
    question.locator("summary").press("Enter")
    question.get_by_label("Justification").fill("Le service des marchés l’a confirmé")
    page.keyboard.press("Tab")
    expect(matrix.panel.locator("[data-count=answered]")).to_have_text("1")
    expect(matrix.saving).to_have_text(SAVED)
    state = matrix.panel.get_by_label("fait", exact=True)
    state.focus()
    page.keyboard.press("Space")
    expect(page.locator(f"[id='c-{CELL}'] .state")).to_have_text("fait")
    expect(page.locator("[data-progress] [data-count=fait]")).to_have_text("1")

    assert matrix.notes("answer") == [(address, "Le service des marchés l’a confirmé")]
    assert matrix.fields("answer")[address]["choice"] == "partiellement"
    assert matrix.notes("state") == [(CELL, "fait")]
    assert matrix.texts() == ["Une note qui doit rester entière"]
    page.reload()
    expect(matrix.panel.get_by_label("fait", exact=True)).to_be_checked()
    expect(question.get_by_label("partiellement")).to_be_checked()
    expect(question.get_by_label("Justification")).to_have_value("Le service des marchés l’a confirmé")


def test_a_component_and_a_sign_go_with_the_note(visitors):
    matrix = begin(visitors).open()
    matrix.panel.locator("[data-new]").get_by_label("Composant").select_option(label="donnée")
    matrix.panel.locator("[data-new]").get_by_label(re.compile("Signe|Marque")).select_option("vigilance")
    matrix.add("Des listes de personnes à protéger")
    expect(matrix.note("Des listes")).to_contain_text("vigilance")
    expect(matrix.note("Des listes")).to_contain_text("donnée")
    expect(matrix.panel.locator("[data-new] select").first).to_have_value("")
    assert list(matrix.fields("note").values()) == [{"composant": "donnee", "signe": "vigilance"}]


def test_the_person_reads_that_it_is_being_saved_then_when_it_was(visitors):
    matrix = begin(visitors).open()
    held = []
    matrix.page.route("**/modifications/", lambda route: held.append(route))
    matrix.add("Une note qui prend son temps")
    expect(matrix.saving).to_have_text("Enregistrement…")
    expect(matrix.note("prend son temps")).to_contain_text("pas encore enregistré")
    expect(matrix.page.locator(f"[id='c-{CELL}'] .cell-unsent")).to_have_text("non enregistré")
    held[0].continue_()
    expect(matrix.saving).to_have_text(SAVED)
    expect(matrix.note("prend son temps")).not_to_contain_text("pas encore enregistré")
    expect(matrix.page.locator(".cell-unsent")).to_have_count(0)
