"""Opening a use case: the territory chosen with the keyboard, by mouse, without network and without scripts."""

from playwright.sync_api import expect

from .conftest import COMPANY, axe


def fill_in(page, title):
    page.goto("/cas-usage/nouveau/")
    page.get_by_label("Titre").fill(title)
    page.get_by_label("Objectif").fill("Savoir avant qu’il ne soit trop tard.")
    return page.locator("input[name=place]")


def send(page):
    page.get_by_role("button", name="Ouvrir ce cas d’usage").click()


def test_with_the_keyboard_alone(visitors):
    page = visitors.open(COMPANY)
    place = fill_in(page, "Au clavier")

    place.press_sequentially("normandie", delay=20)
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(place).to_have_attribute("aria-expanded", "true")
    place.press("ArrowDown")
    place.press("ArrowDown")
    active = page.locator(f"#{place.get_attribute('aria-activedescendant')}")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(active).to_contain_text("CA Lisieux Normandie")
    axe(page)
    place.press("Enter")
    expect(place).to_have_value("CA Lisieux Normandie (communauté d’agglomération, 14)")
    expect(place).to_have_attribute("aria-expanded", "false")
    place.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Au clavier")
    expect(page.get_by_role("complementary", name="Repères")).to_contain_text("200 069 532")


def test_with_the_mouse(visitors):
    page = visitors.open(COMPANY)
    place = fill_in(page, "À la souris")

    place.press_sequentially("200 010", delay=20)
    page.get_by_role("option", name="CA Caux Seine Agglo").click()
    send(page)

    expect(page.get_by_role("complementary", name="Repères")).to_contain_text("CA Caux Seine Agglo")


def test_escape_closes_the_list_and_keeps_the_text(visitors):
    page = visitors.open(COMPANY)
    place = fill_in(page, "Sans suite")

    place.press_sequentially("seine", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    place.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(place).to_have_value("seine")


def test_without_network_the_field_stays_a_field(visitors):
    visitors.tolerate("ERR_FAILED|net::")
    page = visitors.open(COMPANY)
    page.route("**/cas-usage/territoires/**", lambda route: route.abort())
    place = fill_in(page, "Sans réseau pour la liste")

    place.press_sequentially("caux seine", delay=20)
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Sans réseau pour la liste")


def test_without_scripts_a_second_step_lists_the_territories(visitors):
    visitors.tolerate("status of 422")
    page = visitors.open(COMPANY, java_script_enabled=False)
    place = fill_in(page, "Sans script")

    place.fill("normandie")
    send(page)
    expect(page.get_by_text("choisissez le vôtre dans la liste")).to_be_visible()
    page.get_by_role("radio", name="CA Lisieux Normandie").check()
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Sans script")


def test_the_list_shown_by_the_server_serves_with_scripts_too(visitors):
    visitors.tolerate("status of 422")
    page = visitors.open(COMPANY)
    place = fill_in(page, "Choisi après coup")

    place.fill("normandie")
    place.press("Escape")
    send(page)
    axe(page)
    page.get_by_role("radio", name="Normandie (région)").check()
    send(page)

    expect(page.get_by_role("complementary", name="Repères")).to_contain_text("Normandie")
