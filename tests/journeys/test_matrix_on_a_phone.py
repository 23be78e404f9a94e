"""A phone: the matrix comes one cell at a time, and everything is done with a thumb."""

import re

from playwright.sync_api import expect

from .conftest import AGENT
from .matrix import CELL, SAVED, begin

PHONE = {
    "width": 390, "height": 844, "is_mobile": True, "has_touch": True, "device_scale_factor": 2,
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
    "Mobile Safari/537.36",
}  # fmt: skip


def test_the_matrix_is_filled_cell_after_cell(visitors):
    matrix = begin(visitors, AGENT, **PHONE)
    page = matrix.page
    expect(page).to_have_url(re.compile("/pas-a-pas/$"))
    expect(page.get_by_text("Case 1 sur 30")).to_be_visible()
    matrix.box.tap()
    page.keyboard.type("Écrite au pouce")
    matrix.panel.get_by_role("button", name="Ajouter la note").tap()
    expect(matrix.saving).to_have_text(SAVED)
    expect(matrix.box).to_have_value("")
    matrix.panel.locator("[data-question]").first.get_by_text("oui", exact=True).tap()
    expect(matrix.panel.locator("[data-count=answered]")).to_have_text("1")
    matrix.panel.locator(".cell-state").get_by_text("fait", exact=True).tap()
    expect(matrix.saving).to_have_text(SAVED)
    page.get_by_role("link", name="Suivante", exact=True).tap()
    expect(page.get_by_text("Case 2 sur 30")).to_be_visible()
    expect(page.locator("[data-count=fait]")).to_have_text("1")
    assert matrix.notes() == [(CELL, "Écrite au pouce")]
    assert matrix.texts(kind="state") == ["fait"]

    page.goto(f"{matrix.path}pas-a-pas/")  # comes back where something is missing
    expect(page.get_by_text("Case 2 sur 30")).to_be_visible()
    page.get_by_role("link", name="Précédente").tap()
    expect(matrix.note("Écrite au pouce")).to_be_visible()


def test_every_cell_can_be_chosen_from_the_list(visitors):
    matrix = begin(visitors, AGENT, **PHONE)
    page = matrix.page
    page.get_by_text("Toutes les cases").tap()
    page.locator(".steps-list").get_by_role("link", name="Impacts négatifs").nth(1).tap()
    expect(matrix.panel).to_have_attribute("data-address", "matrice.sociale.impacts-negatifs")


def test_the_matrix_fits_a_phone_when_it_is_asked_for(visitors):
    matrix = begin(visitors, AGENT, **PHONE)
    page = matrix.page
    page.get_by_role("link", name="Matrice", exact=True).tap()
    expect(page.locator(".matrix .cell-link")).to_have_count(30)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(f"[id='c-{CELL}'] .cell-link").tap()
    expect(matrix.panel).to_be_visible()
    expect(matrix.panel).to_be_in_viewport()
    matrix.add("Depuis la matrice")
    expect(matrix.saving).to_have_text(SAVED)
    assert matrix.texts() == ["Depuis la matrice"]


def test_without_network_a_phone_keeps_what_is_typed(visitors):
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource")
    matrix = begin(visitors, AGENT, **PHONE)
    page = matrix.page
    page.context.set_offline(True)
    matrix.box.fill("Dans le train")
    matrix.panel.get_by_role("button", name="Ajouter la note").tap()
    expect(matrix.saving).to_contain_text("Non enregistré")
    page.context.set_offline(False)
    expect(matrix.saving).to_have_text(SAVED)
    page.reload()
    expect(matrix.note("Dans le train")).to_be_visible()
    assert matrix.texts() == ["Dans le train"]
