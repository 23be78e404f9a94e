"""What people are doing while the portal answers stays: keys typed, the focus, a stakeholder that somebody withdrew."""

from playwright.sync_api import expect

from .balance import COST, LINE, begin_balance, shows
from .conftest import AGENT
from .matrix import SAVED
from .test_matrix_on_a_phone import PHONE

CONCLUSION = "conclusions.interet.texte"


def held(page):
    """The requests that read what was typed, kept without an answer until the journey lets them go on."""
    requests = []
    page.route("**/lire/", lambda route: requests.append(route))
    return requests


def let_go(page, requests):
    """Answer the request that is held, and wait for what the page does with it."""
    with page.expect_response("**/lire/"):
        requests.pop().continue_()
    page.wait_for_timeout(200)


def correcting(balance, text="Tournées"):
    balance.add(text)
    expect(balance.saving).to_have_text(SAVED)
    balance.note(text).get_by_role("link", name="Corriger").click()
    return balance.panel.locator(".note-editor")


def test_keys_typed_while_a_correction_is_being_read_are_kept(visitors):
    balance = begin_balance(visitors).open()
    editor = correcting(balance)
    editor.get_by_text("Chiffrer cette ligne").click()
    balance.field("Prix d’une unité", editor).fill("35")
    requests = held(balance.page)
    box = editor.get_by_label("Corriger la note")
    with balance.page.expect_request("**/lire/"):
        box.press("Enter")
    box.press("End")
    box.press_sequentially(" du soir")
    let_go(balance.page, requests)
    expect(box).to_have_value("Tournées du soir")
    balance.page.unroute("**/lire/")
    box.press("Enter")
    shows(balance.note("Tournées du soir").locator(".figure"), "35 € par an")
    assert balance.texts() == ["Tournées du soir"]
    assert balance.kept("brouillon") == []


def test_a_late_answer_says_nothing_of_a_field_emptied_since(visitors):
    balance = begin_balance(visitors).open()
    requests = held(balance.page)
    balance.measure(valeur="1,5 k€")
    price = balance.field("Prix d’une unité")
    with balance.page.expect_request("**/lire/"):
        price.press("Tab")
    price.fill("")
    let_go(balance.page, requests)
    expect(balance.corner.locator(".field-told")).to_have_count(0)
    expect(balance.corner.locator("[data-line-told]")).to_have_text("")


def test_a_correction_keeps_a_stakeholder_withdrawn_since(visitors):
    balance = begin_balance(visitors).whole()
    page = balance.page
    page.get_by_label("Autre partie prenante").fill("SDIS")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator(".dimension-name").last).to_have_text("SDIS")
    balance.open(COST)
    balance.corner.locator(".note-more > summary").click()
    balance.corner.locator("[data-field=transfert]").select_option(label="SDIS")
    balance.measure(valeur="1000")
    balance.add("Subvention")
    expect(balance.saving).to_have_text(SAVED)
    before = balance.fields("note")[COST]
    assert before["transfert"].startswith("x-")
    balance.whole().page.get_by_role("link", name="Renommer").click()
    page.get_by_role("button", name="Retirer de la grille").click()

    balance.open(COST).note("Subvention").get_by_role("link", name="Corriger").click()
    editor = balance.panel.locator(".note-editor")
    shows(editor.locator("[data-field=transfert] option:checked"), "partie prenante retirée")
    editor.get_by_label("Corriger la note").fill("Subvention du SDIS")
    editor.get_by_label("Corriger la note").press("Enter")
    expect(balance.stored("Subvention du SDIS")).to_be_visible()
    assert balance.fields("note")[COST] == before


def test_results_drawn_again_leave_the_focus_and_the_status_where_they_are(visitors):
    balance = begin_balance(visitors).open(COST)
    balance.measure(valeur="1000")
    balance.add("Matériel")
    expect(balance.saving).to_have_text(SAVED)
    page = balance.whole().page
    page.evaluate("document.querySelector('#live-figures [role=status]').sameAsBefore = true")
    table = page.locator("#live-charts summary").first
    table.press("Enter")
    said = page.locator("#live-figures [role=status]").inner_text()

    other = balance.on(page.context.new_page()).open(LINE)  # another window of the same browser
    other.measure(valeur="700")
    other.add("Temps gagné")
    expect(other.saving).to_have_text(SAVED)
    expect(page.locator("#live-figures [role=status]")).not_to_have_text(said)
    assert page.evaluate("document.querySelector('#live-figures [role=status]').sameAsBefore")
    expect(table).to_be_focused()
    expect(page.locator("#live-charts details").first).to_have_attribute("open", "")


def test_the_state_of_a_cell_follows_its_first_note(visitors):
    balance = begin_balance(visitors).open()
    state = balance.panel.locator("[data-derived]")
    expect(state).to_have_text("à faire")
    balance.add("Moins de détours")
    expect(state).to_have_text("en cours")
    balance.note("Moins de détours").get_by_role("button", name="Barrer").click()
    expect(state).to_have_text("à faire")


def test_conclusions_are_written_in_paragraphs(visitors):
    balance = begin_balance(visitors).open(CONCLUSION)
    shows(balance.panel.locator("#nouvelle-note-aide"), "Entrée va à la ligne, Ctrl + Entrée ajoute la note.")
    balance.box.press_sequentially("Utile.\nÀ confirmer.")
    expect(balance.box).to_have_value("Utile.\nÀ confirmer.")
    balance.box.press("Control+Enter")
    expect(balance.stored("À confirmer.")).to_be_visible()
    balance.box.press_sequentially("Deux\nlignes")
    balance.panel.get_by_role("button", name="Ajouter la note").click()
    expect(balance.stored("Deux")).to_be_visible()
    assert balance.texts() == ["Utile.\nÀ confirmer.", "Deux\nlignes"]


def test_a_phone_is_not_told_of_keys_that_it_lacks(visitors):
    balance = begin_balance(visitors, AGENT, **PHONE).open()
    shows(balance.panel.locator("#nouvelle-note-aide"), "Une idée par note.")
