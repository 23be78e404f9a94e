"""The sheets of an analysis and their open cells: axe, widths, targets, on large screens and on a phone."""

import pytest
from playwright.sync_api import expect

from .balance import LINE, PERIOD, WHY, begin_balance, demonstration, shows
from .conftest import AGENT, axe
from .matrix import SAVED
from .test_matrix_on_a_phone import PHONE


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1440, 768, 390])
@pytest.mark.parametrize(
    "path",
    [
        "?vue=matrice", "?feuille=bilan", "?feuille=conclusions", "?feuille=hypotheses", f"?case={LINE}", f"?case={WHY}",
        f"?case={PERIOD}", f"pas-a-pas/?case={LINE}",
    ],
)  # fmt: skip
def test_the_sheets_of_a_filled_analysis(visitors, portal, width, path):
    page = visitors.open(AGENT, width=width)
    page.goto(demonstration(portal) + path)
    page.evaluate("document.querySelectorAll('[data-new] details, .is-typed details').forEach((more) => { more.open = true; })")
    axe(page)
    assert sideways(page) <= 0


@pytest.mark.parametrize("width", [1440, 390])
def test_every_state_of_a_line_being_measured(visitors, width):
    balance = begin_balance(visitors, AGENT, width=width).open()
    balance.measure(valeur="12.500")
    balance.add("Moins de tournées")
    expect(balance.error("valeur")).to_be_visible()
    axe(balance.page)
    balance.measure(valeur="12 500", debut="2027")
    balance.corner.locator("[data-field=debut]").press("Tab")
    expect(balance.corner.locator("[data-line-told]")).to_be_visible()
    axe(balance.page)
    balance.box.press("Enter")
    expect(balance.saving).to_have_text(SAVED)
    balance.note("Moins de tournées").get_by_role("link", name="Corriger").click()
    expect(balance.panel.locator(".note-editor [data-field=valeur]")).to_be_visible()
    axe(balance.page)
    ids = balance.page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))
    missing = balance.page.evaluate(
        """() => [...document.querySelectorAll("#case [aria-describedby], #case [list]")].flatMap((element) =>
            `${element.getAttribute("aria-describedby") ?? ""} ${element.getAttribute("list") ?? ""}`.trim().split(/ +/))
            .filter((id) => !document.getElementById(id))"""
    )
    assert missing == []


@pytest.mark.parametrize("path", ["?vue=matrice", "?feuille=bilan", "?feuille=hypotheses", f"?case={LINE}", f"?case={PERIOD}"])
def test_nothing_scrolls_sideways_at_320_px(visitors, portal, path):
    page = visitors.open(AGENT, width=320, height=640)
    page.goto(demonstration(portal) + path)
    page.evaluate("document.querySelectorAll('[data-new] details').forEach((more) => { more.open = true; })")
    assert sideways(page) <= 0


def test_a_line_is_measured_with_a_thumb(visitors):
    balance = begin_balance(visitors, AGENT, **PHONE)
    balance.open(LINE, "pas-a-pas/")
    page = balance.page
    balance.box.fill("Moins de détours")
    balance.corner.get_by_text("Chiffrer cette ligne").tap()
    balance.measure(quantite="800", prix="heure-domicile-travail", debut="2028")
    small = page.evaluate(
        """() => [...document.querySelectorAll("#case .form-control, #case .form-select, #case summary, #case .btn")]
            .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.5)
            .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 30)} ${element.id}`)"""
    )
    assert small == []
    balance.panel.get_by_role("button", name="Ajouter la note").tap()
    shows(balance.note("Moins de détours").locator(".figure"), "10 080 € par an dès 2028")
    assert sideways(page) <= 0
    assert balance.fields("note")[LINE] == {"quantite": "800", "prix": "heure-domicile-travail", "debut": "2028"}
