"""Measuring a line and changing a parameter with scripts switched off: plain forms, plain pages."""

from playwright.sync_api import expect

from .balance import LINE, PERIOD, RATE, begin_balance, shows
from .conftest import AGENT


def test_a_line_is_measured_asked_about_and_corrected_with_plain_forms(visitors):
    visitors.tolerate(r"status of 422")
    balance = begin_balance(visitors, AGENT, java_script_enabled=False).open()
    balance.box.fill("Moins de détours")
    balance.measure(quantite="52", valeur="12.500", rythme="annuel")
    balance.panel.get_by_role("button", name="Ajouter la note").click()
    shows(balance.error("valeur"), "12.500 : 12 500 € ou 12,50 € ?")
    expect(balance.corner.locator("[data-field=valeur]")).to_be_visible()
    expect(balance.corner.locator("[data-field=valeur]")).to_have_value("12.500")
    expect(balance.box).to_have_value("Moins de détours")
    balance.corner.locator("[data-field=valeur]").fill("12 500 €")
    balance.panel.get_by_role("button", name="Ajouter la note").click()
    shows(balance.note("Moins de détours").locator(".figure"), "650 000 € par an")
    assert balance.fields("note")[LINE] == {"quantite": "52", "valeur": "12500", "rythme": "annuel"}

    balance.note("Moins de détours").get_by_role("link", name="Corriger").click()
    editor = balance.panel.locator(".note.is-editing")
    balance.field("Quantité", editor).fill("2")
    editor.get_by_role("button", name="Enregistrer").click()
    shows(balance.note("Moins de détours").locator(".figure"), "25 000 € par an")


def test_a_parameter_is_changed_with_a_plain_form(visitors):
    visitors.tolerate(r"status of 422")
    balance = begin_balance(visitors, AGENT, java_script_enabled=False).open(PERIOD)
    rate = balance.panel.get_by_label("Taux d’actualisation")
    rate.fill("45")
    balance.panel.get_by_role("button", name="Enregistrer les valeurs").click()
    expect(rate).to_have_attribute("aria-invalid", "true")
    expect(rate).to_have_value("45")
    rate.fill("4,5 %")
    balance.panel.get_by_role("button", name="Enregistrer les valeurs").click()
    expect(balance.cell(PERIOD).get_by_text("modifié localement")).to_be_visible()
    assert balance.fields("answer")[RATE] == {"value": "4,5"}
