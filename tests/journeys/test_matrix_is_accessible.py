"""What a matrix shows while somebody works in it passes axe, wide and narrow, and needs neither motion nor a wide screen."""

import pytest
from playwright.sync_api import expect

from .conftest import AGENT, COLLEAGUE, axe
from .matrix import CELL, OTHER, SAVED, begin


@pytest.mark.parametrize("width", [1440, 390])
def test_every_state_of_an_open_cell(visitors, width):
    visitors.tolerate(r"status of 4(09|22)")
    matrix = begin(visitors, AGENT, width=width).open()
    page = matrix.page
    axe(page)
    matrix.panel.locator("[data-new] select").last.select_option("vigilance")
    matrix.add("Une borne par quartier")
    expect(matrix.saving).to_have_text(SAVED)
    matrix.panel.locator("[data-question]").first.get_by_label("ne sait pas").check()
    matrix.panel.locator("[data-question] summary").first.click()
    expect(matrix.panel.locator("[data-count=answered]")).to_have_text("1")
    axe(page)

    matrix.note("Une borne").get_by_role("link", name="Corriger").click()
    axe(page)
    colleague = matrix.on(visitors.open(COLLEAGUE)).open()
    colleague.note("Une borne").get_by_role("link", name="Corriger").click()
    colleague.panel.get_by_label("Corriger la note").fill("Deux bornes par quartier")
    colleague.panel.get_by_label("Corriger la note").press("Enter")
    expect(colleague.note("Deux bornes")).to_contain_text("corrigée")
    matrix.panel.get_by_label("Corriger la note").fill("Une borne par commune")
    matrix.panel.get_by_label("Corriger la note").press("Enter")
    expect(matrix.panel.get_by_text("Deux versions.")).to_be_visible()
    axe(page)
    matrix.note("Deux bornes").get_by_role("button", name="Barrer").click()
    expect(matrix.note("Deux bornes").get_by_role("button", name="Rétablir")).to_be_visible()
    axe(page)
    matrix.box.fill("x" * 4001)
    matrix.box.press("Enter")
    expect(page.locator("#outbox-notice")).to_contain_text("4 001")
    axe(page)
    matrix.panel.get_by_label("non concerné").check()
    expect(matrix.saving).to_have_text(SAVED)
    page.reload()
    matrix.panel.locator(".struck summary").click()
    axe(page)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_cell_open_without_network(visitors, width):
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource|htmx:(sendError|afterRequest)")
    matrix = begin(visitors, AGENT, width=width)
    matrix.page.goto(f"{matrix.path}?vue=matrice")
    matrix.page.context.set_offline(True)
    matrix.page.locator(f"[id='c-{OTHER}'] .cell-link").click()
    matrix.add("Hors ligne")
    expect(matrix.saving).to_contain_text("Non enregistré")
    axe(matrix.page)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    "path",
    [
        "?vue=matrice",
        f"?case={CELL}&note=",
        f"pas-a-pas/?case={CELL}",
        f"historique/{CELL}/",
        "synthese/",
        "versions/",
        "reglages/",
    ],
)
def test_the_pages_of_a_matrix_in_use(visitors, portal, width, path):
    page = visitors.open(AGENT, width=width)
    page.goto("/livrables/")
    page.locator("main a[href*='/livrables/']", has_text="Matrice").first.click()
    page.goto(page.url.split("?")[0].replace("pas-a-pas/", "") + path)
    axe(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{path} scrolls sideways by {wide} px at {width} px"


@pytest.mark.parametrize("path", ["?vue=matrice", f"?case={CELL}", f"pas-a-pas/?case={CELL}", f"historique/{CELL}/"])
def test_nothing_scrolls_sideways_at_320_px_or_at_twice_the_size(visitors, path):
    matrix = begin(visitors, AGENT, width=320, height=640).open()
    matrix.add("Unmottrèslongsansaucunespacequidépasselalargeurdelacolonne" * 3)
    expect(matrix.saving).to_have_text(SAVED)
    for width, height in ((320, 640), (720, 450)):  # 720 px: a screen of 1440 px zoomed to 200 %
        matrix.page.set_viewport_size({"width": width, "height": height})
        matrix.page.goto(matrix.path + path)
        wide = matrix.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} scrolls sideways by {wide} px at {width} px"


def test_nothing_moves_when_the_system_asks_for_less_motion(visitors):
    matrix = begin(visitors, AGENT, reduced_motion="reduce").open()
    matrix.add("Sans mouvement")
    expect(matrix.saving).to_have_text(SAVED)
    moving = matrix.page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
            return seconds(style.transitionDuration) > 0.01 || seconds(style.animationDuration) > 0.01;
        }).map((element) => element.tagName + "." + element.className)"""
    )
    assert moving == []


def test_messages_are_told_to_screen_readers_and_the_panel_has_a_name(visitors):
    matrix = begin(visitors, AGENT).open()
    expect(matrix.saving).to_have_attribute("role", "status")
    expect(matrix.page.get_by_role("region", name="Conception dont distribution")).to_be_visible()
    expect(matrix.page.get_by_role("textbox", name="Nouvelle note")).to_be_focused()
