"""Two people correct the same note: both texts live, the page shows both and asks."""

import pytest
from playwright.sync_api import expect

from .conftest import AGENT, COLLEAGUE
from .matrix import SAVED, begin


def correct(matrix, text, to):
    matrix.note(text).get_by_role("link", name="Corriger").first.click()
    matrix.panel.get_by_label("Corriger la note").fill(to)
    matrix.panel.get_by_label("Corriger la note").press("Enter")


@pytest.fixture
def disputed(visitors):
    """The same note corrected by two people who did not see each other; (agent's screen, colleague's screen)."""
    visitors.tolerate(r"status of 409")
    agent = begin(visitors, AGENT).open()
    agent.add("Une borne par quartier")
    expect(agent.saving).to_have_text(SAVED)
    colleague = agent.on(visitors.open(COLLEAGUE)).open()
    correct(agent, "Une borne", "Deux bornes par quartier")
    expect(agent.note("Deux bornes")).to_contain_text("corrigée")
    correct(colleague, "Une borne", "Une borne par commune")
    return agent, colleague


def test_both_texts_live_and_the_page_asks(disputed):
    agent, colleague = disputed
    expect(colleague.note("Une borne par commune")).to_contain_text("Deux versions.")
    expect(colleague.note("Deux bornes par quartier")).to_be_visible()
    expect(colleague.saving).to_contain_text("à côté de la version d’une autre personne")
    assert colleague.texts() == ["Deux bornes par quartier", "Une borne par commune"]
    agent.page.reload()
    expect(agent.note("Une borne par commune")).to_contain_text("Deux versions.")
    expect(agent.note("Deux bornes par quartier")).to_be_visible()
    assert agent.journal() == ["written", "corrected", "conflict"]


def test_keeping_both_ends_the_question(disputed):
    _agent, colleague = disputed
    colleague.panel.get_by_role("button", name="Garder les deux").click()
    expect(colleague.panel.get_by_text("Deux versions.")).to_have_count(0)
    assert colleague.texts() == ["Deux bornes par quartier", "Une borne par commune"]
    colleague.page.reload()
    expect(colleague.panel.get_by_text("Deux versions.")).to_have_count(0)
    expect(colleague.panel.locator("[data-notes] .note")).to_have_count(2)


def test_striking_one_keeps_the_other_and_its_history(disputed):
    _agent, colleague = disputed
    colleague.note("Deux bornes par quartier").get_by_role("button", name="Barrer").click()
    expect(colleague.note("Deux bornes par quartier").get_by_role("button", name="Rétablir")).to_be_visible()
    assert (colleague.texts(), colleague.texts(struck=True)) == (["Une borne par commune"], ["Deux bornes par quartier"])
    colleague.page.reload()
    expect(colleague.panel.get_by_text("Deux versions.")).to_have_count(0)
    colleague.page.get_by_role("link", name="Historique de la case").click()
    expect(colleague.page.locator(".history")).to_contain_text("Deux bornes par quartier")
    expect(colleague.page.locator(".history")).to_contain_text("gardée à côté d’une autre version")


def test_in_the_step_by_step_both_texts_are_shown_too(visitors):
    visitors.tolerate(r"status of 409")
    agent = begin(visitors, AGENT).open()
    agent.add("Une borne par quartier")
    expect(agent.saving).to_have_text(SAVED)
    colleague = agent.on(visitors.open(COLLEAGUE)).open(view="pas-a-pas/")
    correct(agent, "Une borne", "Deux bornes par quartier")
    expect(agent.note("Deux bornes")).to_contain_text("corrigée")
    colleague.box.fill("Une idée à moitié écrite")
    correct(colleague, "Une borne", "Une borne par commune")
    expect(colleague.note("Une borne par commune")).to_contain_text("Deux versions.")
    expect(colleague.note("Deux bornes par quartier")).to_be_visible()
    expect(colleague.box).to_have_value("Une idée à moitié écrite")
    expect(colleague.panel.locator("[data-close]")).to_have_count(0)


def test_different_notes_written_at_the_same_time_never_clash(visitors):
    agent = begin(visitors, AGENT).open()
    colleague = agent.on(visitors.open(COLLEAGUE)).open()
    agent.add("De l’agente")
    colleague.add("Du collègue")
    expect(agent.saving).to_have_text(SAVED)
    expect(colleague.saving).to_have_text(SAVED)
    agent.page.reload()
    expect(agent.panel.locator("[data-notes] .note")).to_have_count(2)
    assert sorted(agent.texts()) == ["De l’agente", "Du collègue"]


def test_a_note_written_while_its_row_was_withdrawn_is_kept_and_said(visitors):
    agent = begin(visitors, AGENT)
    agent.page.goto(f"{agent.path}?vue=matrice")
    agent.page.get_by_label("Autre dimension").fill("Paysage")
    agent.page.get_by_role("button", name="Ajouter", exact=True).click()
    agent.page.locator("tr", has_text="Paysage").locator(".cell-link").first.click()
    expect(agent.box).to_be_focused()
    colleague = agent.on(visitors.open(COLLEAGUE))
    colleague.page.goto(f"{agent.path}?vue=matrice")
    colleague.page.get_by_role("link", name="Renommer ou retirer Paysage").click()
    colleague.page.get_by_role("button", name="Retirer de la grille").click()
    agent.add("Haies et chemins")
    expect(agent.note("Haies et chemins")).to_contain_text("cette ligne a été retirée")
    agent.page.goto(f"{agent.path}synthese/")
    expect(agent.page.locator("#sans-case")).to_contain_text("Haies et chemins")
