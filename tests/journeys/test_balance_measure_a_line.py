"""From a post-it to a measured line: amounts as French people type them, read at once, asked about when they could be two."""

import pytest
from playwright.sync_api import expect

from .balance import COST, LINE, WHY, begin_balance, cut, shows
from .conftest import AGENT
from .matrix import SAVED


def test_a_post_it_grows_into_a_measured_line(visitors):
    balance = begin_balance(visitors).open()
    balance.add("Moins de tournées")
    expect(balance.saving).to_have_text(SAVED)
    shows(balance.note("Moins de tournées").locator(".figure"), "pas encore chiffré")
    shows(balance.cell().locator(".figure.is-out"), "pas encore chiffré")

    balance.note("Moins de tournées").get_by_role("link", name="Corriger").click()
    editor = balance.panel.locator(".note-editor")
    editor.get_by_text("Chiffrer cette ligne").click()
    for label, typed in (("Quantité", "52"), ("Unité", "tournée"), ("Prix d’une unité", "1,5 k€"), ("Première année", "2028")):
        balance.field(label, editor).fill(typed)
    balance.field("Première année", editor).press("Tab")
    shows(editor.locator(".field-told").first, "1 500 €")
    shows(editor.locator("[data-line-told]"), "Cette ligne : 78 000 € par an dès 2028")
    editor.get_by_role("button", name="Enregistrer").click()

    shows(balance.note("Moins de tournées").locator(".figure"), "78 000 € par an dès 2028")
    shows(balance.note("Moins de tournées").locator(".note-basis"), "52 tournées × 1 500 €")
    shows(balance.cell().locator(".figure"), "78 000 € par an dès 2028")
    assert balance.fields("note")[LINE] == {"quantite": "52", "unite": "tournée", "valeur": "1500", "debut": "2028"}
    assert balance.journal() == ["written", "corrected"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("12 500", "12500"), ("12 500,50 €", "12500,5"), ("1,2 M€", "1200000"), ("35 k€", "35000")]
)
def test_amounts_as_french_people_type_them(visitors, typed, kept):
    balance = begin_balance(visitors).open(COST)
    balance.measure(valeur=typed)
    balance.add("Mise en place")
    expect(balance.stored("Mise en place")).to_be_visible()
    assert balance.fields("note")[COST] == {"valeur": kept}
    expect(balance.corner.locator("[data-field=valeur]")).to_have_value("")
    expect(balance.box).to_be_focused()


def test_an_amount_with_two_readings_is_asked_about_and_does_not_leave(visitors):
    balance = begin_balance(visitors).open()
    balance.measure(valeur="12.500")
    balance.corner.locator("[data-field=quantite]").focus()
    shows(balance.error("valeur"), "12.500 : 12 500 € ou 12,50 € ? Écrivez l’un des deux.")
    balance.add("Moins de détours")
    expect(balance.corner.locator("[data-field=valeur]")).to_be_focused()
    expect(balance.corner.locator("[data-field=valeur]")).to_have_attribute("aria-invalid", "true")
    described = balance.corner.locator("[data-field=valeur]").evaluate(
        "(input) => document.getElementById(input.getAttribute('aria-describedby').split(' ')[0]).textContent"
    )
    assert described.startswith("12.500")
    assert (balance.texts(), balance.kept()) == ([], [])
    expect(balance.box).to_have_value("Moins de détours")

    balance.corner.locator("[data-field=valeur]").fill("12,50")
    balance.corner.locator("[data-field=valeur]").press("Enter")
    expect(balance.stored("Moins de détours")).to_be_visible()
    expect(balance.error("valeur")).to_have_count(0)
    assert balance.fields("note")[LINE] == {"valeur": "12,5"}


def test_a_line_needs_words(visitors):
    balance = begin_balance(visitors).open()
    balance.measure(valeur="100")
    balance.panel.get_by_role("button", name="Ajouter la note").click()
    expect(balance.corner.get_by_role("alert")).to_contain_text("Écrivez l’idée en quelques mots")
    expect(balance.box).to_be_focused()
    expect(balance.corner.locator("[data-field=valeur]")).to_have_value("100")
    balance.box.fill("Carburant")
    expect(balance.corner.get_by_role("alert")).to_have_count(0)
    balance.box.press("Enter")
    expect(balance.stored("Carburant")).to_be_visible()


def test_a_line_measured_without_network_leaves_when_it_is_back(visitors):
    balance = begin_balance(visitors).open()
    cut(visitors, balance)
    balance.measure(quantite="800", prix="heure-domicile-travail", debut="2028")
    balance.add("Moins de détours")
    expect(balance.saving).to_contain_text("Non enregistré")
    assert balance.kept()[0]["fields"] == {"quantite": "800", "prix": "heure-domicile-travail", "debut": "2028"}
    balance.cell(COST).locator(".cell-link").press("Enter")  # a cell never loaded offers the same fields
    expect(balance.panel).to_have_attribute("data-address", COST)
    balance.measure(valeur="35 k€")
    balance.add("Matériel")
    balance.page.context.set_offline(False)
    expect(balance.saving).to_have_text(SAVED)
    shows(balance.cell().locator(".figure"), "10 080 € par an dès 2028")
    shows(balance.cell(COST).locator(".figure"), "35 000 €")
    assert balance.fields("note") == {
        LINE: {"quantite": "800", "prix": "heure-domicile-travail", "debut": "2028"}, COST: {"valeur": "35000"},
    }  # fmt: skip


def test_an_ambiguous_amount_typed_without_network_is_asked_about_when_it_is_back(visitors):
    visitors.tolerate(r"status of 422")
    balance = begin_balance(visitors).open()
    cut(visitors, balance)
    balance.measure(valeur="12.500")
    balance.add("Moins de détours")
    expect(balance.saving).to_contain_text("Non enregistré")
    balance.page.context.set_offline(False)
    notice = balance.page.locator("#outbox-notice")
    shows(notice.locator("p").first, "12.500 : 12 500 € ou 12,50 €")
    notice.get_by_role("button", name="Reprendre le texte").click()
    expect(balance.box).to_have_value("Moins de détours")
    expect(balance.corner.locator("[data-field=valeur]")).to_have_value("12.500")
    balance.corner.locator("[data-field=valeur]").fill("12 500")
    balance.box.press("Enter")
    expect(balance.stored("Moins de détours")).to_be_visible()
    assert balance.fields("note")[LINE] == {"valeur": "12500"}


def test_what_was_being_measured_survives_a_closed_tab(visitors):
    balance = begin_balance(visitors).open()
    balance.box.fill("À moitié écrite")
    balance.measure(quantite="52", unite="tournée", rythme="annuel")
    context = balance.page.context
    balance.page.close()
    again = balance.on(context.new_page()).open()
    expect(again.box).to_have_value("À moitié écrite")
    expect(again.corner.locator("[data-field=quantite]")).to_be_visible()  # the disclosure has opened
    expect(again.corner.locator("[data-field=quantite]")).to_have_value("52")
    expect(again.corner.locator("[data-field=unite]")).to_have_value("tournée")
    expect(again.corner.locator("[data-field=rythme]")).to_have_value("annuel")


def test_a_correction_being_measured_survives_a_closed_tab(visitors):
    balance = begin_balance(visitors).open()
    balance.add("Tournées")
    expect(balance.saving).to_have_text(SAVED)
    balance.note("Tournées").get_by_role("link", name="Corriger").click()
    editor = balance.panel.locator(".note-editor")
    editor.get_by_text("Chiffrer cette ligne").click()
    balance.field("Prix d’une unité", editor).fill("35")
    context = balance.page.context
    balance.page.close()
    again = balance.on(context.new_page()).open()
    expect(again.panel.locator(".note-editor [data-field=valeur]")).to_have_value("35")
    again.panel.locator(".note-editor [data-field=valeur]").press("Enter")
    shows(again.note("Tournées").locator(".figure"), "35 € par an")


def test_a_line_is_measured_by_keyboard_alone(visitors):
    balance = begin_balance(visitors)
    page = balance.whole().page
    balance.cell("bilan.collectivite.benefices-investissement").locator(".cell-link").focus()
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(balance.box).to_be_focused()
    page.keyboard.type("Temps gagné")
    page.keyboard.press("Tab")  # the theme
    page.keyboard.press("Tab")  # the disclosure
    page.keyboard.press("Enter")
    for _ in range(3):  # the help of the group, the indicator, the quantity
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.field") == "quantite"
    page.keyboard.type("10")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.field") == "valeur"
    page.keyboard.type("12,50")
    page.keyboard.press("Enter")
    shows(balance.note("Temps gagné").locator(".figure"), "125 € par an")
    expect(balance.box).to_be_focused()
    page.keyboard.press("Escape")
    expect(balance.panel).to_have_count(0)
    assert page.url.endswith("?feuille=bilan")
    assert page.evaluate("document.activeElement.closest('.cell').dataset.address") == LINE


def test_a_stakeholder_is_added_with_its_kind_and_appears_on_its_sheet(visitors):
    balance = begin_balance(visitors).whole()
    page = balance.page
    page.get_by_label("Autre partie prenante").fill("Région")
    page.get_by_label("Catégorie").select_option("autre-collectivite")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.locator(".dimension-name").last).to_have_text("Région")
    assert "feuille=bilan" in page.url
    assert balance.fields("row") == {"bilan": {"categorie": "autre-collectivite"}}


def test_answers_are_weighed_on_the_board_without_a_table(visitors):
    balance = begin_balance(visitors).open(WHY)
    balance.box.fill("Légère")
    balance.field("Gommettes").fill("2")
    balance.box.press("Enter")
    expect(balance.stored("Légère")).to_be_visible()
    balance.box.fill("Lourde")
    balance.field("Gommettes").fill("neuf")
    balance.box.press("Enter")
    expect(balance.error("gommettes")).to_be_visible()
    balance.field("Gommettes").fill("9")
    balance.field("Gommettes").press("Enter")
    expect(balance.cell(WHY).locator(".cell-notes li")).to_contain_text(["Lourde", "Légère"])
    expect(balance.page.locator("[data-progress] [data-count=en-cours]")).to_have_text("1")
    balance.page.keyboard.press("Escape")
    expect(balance.cell(WHY).locator(".cell-link")).to_be_focused()
    balance.page.keyboard.press("ArrowRight")
    assert balance.page.evaluate("document.activeElement.closest('.cell').dataset.address") == "pourquoi.pourquoi-2.reponses"
    balance.page.context.set_offline(True)
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource|Failed to fetch|htmx:sendError|htmx:afterRequest")
    balance.page.keyboard.press("Enter")
    expect(balance.panel.locator(".kicker")).to_have_text("Et pourquoi cet objectif ?")
    balance.field("Gommettes").fill("4")
    balance.add("Hors ligne")
    balance.page.context.set_offline(False)
    expect(balance.cell("pourquoi.pourquoi-2.reponses").locator(".dots")).to_contain_text("4")


def test_a_session_that_expires_while_one_measures_loses_nothing(visitors):
    visitors.tolerate(r"status of 401|status of 403")
    balance = begin_balance(visitors, AGENT).open()
    balance.measure(quantite="52", valeur="35")
    balance.page.context.clear_cookies(name="sessionid")
    balance.add("Tournées")
    expect(balance.saving).to_contain_text("votre session a expiré")
    assert balance.kept()[0]["fields"] == {"quantite": "52", "valeur": "35"}
