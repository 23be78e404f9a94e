"""The browser's own gestures: back, forward, reload and a shared address lead where one expects, with nothing lost."""

from playwright.sync_api import expect

from .conftest import READER
from .matrix import CELL, OTHER, SAVED, begin


def cell(matrix, address):
    return matrix.page.locator(f"[id='c-{address}'] .cell-link")


def test_back_and_forward_walk_through_the_cells(visitors):
    matrix = begin(visitors)
    page = matrix.page
    page.goto(f"{matrix.path}?vue=matrice")
    cell(matrix, CELL).click()
    expect(matrix.panel).to_have_attribute("data-address", CELL)
    matrix.add("Dans la première")
    expect(matrix.saving).to_have_text(SAVED)
    matrix.box.fill("À moitié dans la première")
    cell(matrix, OTHER).click()
    expect(matrix.panel).to_have_attribute("data-address", OTHER)
    page.go_back()
    expect(matrix.panel).to_have_attribute("data-address", CELL)
    expect(matrix.note("Dans la première")).to_be_visible()
    expect(matrix.box).to_have_value("À moitié dans la première")
    matrix.add("Encore une")  # the panel that came back works
    expect(matrix.stored("Encore une")).to_be_visible()
    page.go_back()
    expect(matrix.panel).to_have_count(0)
    page.go_forward()
    expect(matrix.panel).to_have_attribute("data-address", CELL)
    page.go_forward()
    expect(matrix.panel).to_have_attribute("data-address", OTHER)
    assert matrix.texts() == ["Dans la première", "Encore une"]


def test_closing_a_cell_then_going_back_opens_it_again(visitors):
    matrix = begin(visitors)
    matrix.page.goto(f"{matrix.path}?vue=matrice")
    cell(matrix, CELL).click()
    matrix.panel.get_by_role("link", name="Fermer la case").click()
    expect(matrix.panel).to_have_count(0)
    expect(cell(matrix, CELL)).to_be_focused()
    matrix.page.go_back()
    expect(matrix.panel).to_have_attribute("data-address", CELL)
    matrix.page.go_forward()
    expect(matrix.panel).to_have_count(0)


def test_the_address_of_a_cell_can_be_shared(visitors):
    matrix = begin(visitors)
    matrix.page.goto(f"{matrix.path}?vue=matrice")
    cell(matrix, OTHER).click()
    expect(matrix.panel).to_have_attribute("data-address", OTHER)
    reader = matrix.on(visitors.open(READER))
    reader.page.goto(matrix.page.url)
    expect(reader.panel).to_have_attribute("data-address", OTHER)
    expect(reader.box).to_have_count(0)


def test_the_next_cell_and_the_first_one_to_fill_open_beside_the_matrix(visitors):
    matrix = begin(visitors)
    matrix.page.get_by_role("link", name="Commencer").click()
    expect(matrix.panel).to_have_attribute("data-address", CELL)
    expect(matrix.box).to_be_focused()
    matrix.panel.get_by_role("link", name="Case suivante").click()
    expect(matrix.panel).to_have_attribute("data-address", "matrice.ecologique.usage")
    expect(matrix.page.locator(".cell.is-open")).to_have_attribute("data-address", "matrice.ecologique.usage")
    expect(matrix.box).to_be_focused()


def test_a_reader_without_network_is_told_and_offered_no_box(visitors):
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource|htmx:(sendError|afterRequest)")
    matrix = begin(visitors)
    matrix.open().add("À lire")
    expect(matrix.saving).to_have_text(SAVED)
    reader = matrix.on(visitors.open(READER))
    reader.page.goto(f"{matrix.path}?vue=matrice")
    reader.page.context.set_offline(True)
    cell(reader, CELL).click()
    expect(reader.panel).to_contain_text("Pas de connexion")
    expect(reader.panel).to_contain_text("À lire")
    expect(reader.box).to_have_count(0)
