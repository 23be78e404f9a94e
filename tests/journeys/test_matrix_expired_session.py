"""The session expires while somebody writes: a notice says so, and after signing in everything is written once."""

import pytest
from playwright.sync_api import expect

from .conftest import AGENT, COLLEAGUE, PASSWORD
from .matrix import CELL, OTHER, SAVED, begin


def sign_in_here(page, who=AGENT):
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize("cookies", [{"name": "sessionid"}, {}], ids=["session cookie", "every cookie"])
def test_what_was_written_after_the_session_expired_is_written_once_after_signing_in(visitors, cookies):
    visitors.tolerate(r"status of 40[13]")
    matrix = begin(visitors).open()
    page = matrix.page
    matrix.add("Avec une session")
    expect(matrix.saving).to_have_text(SAVED)
    page.context.clear_cookies(**cookies)
    matrix.add("Sans session, un", "Sans session, deux")
    matrix.box.fill("Une phrase à moi")
    expect(matrix.saving).to_contain_text("Non enregistré : votre session a expiré.")
    notice = page.locator("#outbox-notice")
    expect(notice).to_contain_text("2 saisies sont gardées dans ce navigateur et partiront après votre connexion")
    assert matrix.texts() == ["Avec une session"]

    notice.get_by_role("link", name="Se reconnecter").click()
    sign_in_here(page)
    expect(matrix.panel).to_have_attribute("data-address", CELL)
    expect(matrix.saving).to_have_text(SAVED)
    expect(matrix.box).to_have_value("Une phrase à moi")
    expect(notice).to_have_count(0)
    expected = ["Avec une session", "Sans session, un", "Sans session, deux"]
    expect(matrix.panel.locator("[data-notes] .note-text")).to_have_text(expected)
    assert matrix.texts() == expected
    assert matrix.journal() == ["written"] * 3
    page.reload()
    expect(matrix.panel.locator("[data-notes] .note-text")).to_have_text(expected)


def test_a_correction_begun_before_the_session_expired_is_open_again_after_signing_in(visitors):
    visitors.tolerate(r"status of 401")
    matrix = begin(visitors).open()
    matrix.add("Le texte d’avant")
    expect(matrix.saving).to_have_text(SAVED)
    matrix.note("Le texte").get_by_role("link", name="Corriger").click()
    matrix.panel.get_by_label("Corriger la note").fill("Le texte d’après, à moitié")
    matrix.page.context.clear_cookies(name="sessionid")
    matrix.panel.get_by_label("fait", exact=True).check()
    matrix.page.locator("#outbox-notice").get_by_role("link", name="Se reconnecter").click()
    sign_in_here(matrix.page)
    correction = matrix.panel.get_by_label("Corriger la note")
    expect(correction).to_have_value("Le texte d’après, à moitié")
    correction.press("Enter")
    expect(matrix.note("d’après, à moitié")).to_contain_text("corrigée")
    assert matrix.texts() == ["Le texte d’après, à moitié"]
    assert matrix.texts(kind="state") == ["fait"]


def test_opening_a_cell_after_the_session_expired_says_so(visitors):
    matrix = begin(visitors)
    page = matrix.page
    page.goto(f"{matrix.path}?vue=matrice")
    page.context.clear_cookies(name="sessionid")
    page.locator(f"[id='c-{OTHER}'] .cell-link").click()
    notice = page.locator("#outbox-notice")
    expect(notice).to_contain_text("Votre session a expiré")
    notice.get_by_role("link", name="Se reconnecter").click()
    sign_in_here(page)
    page.locator(f"[id='c-{OTHER}'] .cell-link").click()
    expect(matrix.box).to_be_focused()


def test_somebody_else_s_session_never_signs_my_notes(visitors):
    """A shared computer: a colleague signed in from another tab while my tab was open."""
    visitors.tolerate(r"status of 401")
    matrix = begin(visitors).open()
    tab = matrix.page.context.new_page()
    tab.goto("/compte/deconnexion/")
    tab.locator("main form button[type=submit]").first.click()
    tab.goto("/compte/connexion/")
    sign_in_here(tab, COLLEAGUE)
    tab.wait_for_url(lambda url: "/connexion/" not in url)

    matrix.add("Écrite par l’agente")
    expect(matrix.saving).to_contain_text("Non enregistré")
    assert matrix.texts() == []
    on_colleague = matrix.on(tab).open()
    expect(on_colleague.panel).to_be_visible()
    assert on_colleague.texts() == []

    tab.goto("/compte/deconnexion/")
    tab.locator("main form button[type=submit]").first.click()
    tab.goto("/compte/connexion/")
    sign_in_here(tab, AGENT)
    tab.wait_for_url(lambda url: "/connexion/" not in url)
    matrix.on(tab).open()
    expect(matrix.on(tab).note("Écrite par l’agente")).to_contain_text("Claire Vasseur")
    assert matrix.texts() == ["Écrite par l’agente"]
