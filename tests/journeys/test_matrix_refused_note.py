"""A note the server refuses is given back with its whole text, in its place."""

import pytest
from playwright.sync_api import expect

from .matrix import CELL, OTHER, SAVED, begin

LONG = "Début reconnaissable. " + "mot " * 1000 + "Fin reconnaissable."


@pytest.fixture
def refused(visitors):
    visitors.tolerate(r"status of 422")
    matrix = begin(visitors).open()
    matrix.add("Une note qui passe")
    expect(matrix.saving).to_have_text(SAVED)
    matrix.box.fill(LONG)
    matrix.box.press("Enter")
    return matrix


def test_the_message_says_why_and_shows_the_text(refused):
    notice = refused.page.locator("#outbox-notice")
    expect(notice).to_contain_text("la limite est de 4 000")
    expect(notice).to_contain_text("Début reconnaissable.")
    expect(refused.panel.locator("[data-notes] .note")).to_have_count(1)
    expect(refused.panel.get_by_text("Enregistrement…")).to_have_count(0)
    assert refused.texts() == ["Une note qui passe"]
    notice.locator("summary").click()
    expect(notice.get_by_text("Fin reconnaissable.")).to_be_visible()
    refused.page.reload()
    expect(notice).to_contain_text("Début reconnaissable.")


def test_the_text_comes_back_to_be_shortened_and_is_then_written(refused):
    refused.page.locator("#outbox-notice").get_by_role("button", name="Reprendre le texte").click()
    expect(refused.box).to_be_focused()
    expect(refused.box).to_have_value(LONG.strip())
    expect(refused.page.locator("#outbox-notice")).to_have_count(0)
    refused.box.fill("Début et fin reconnaissables.")
    refused.box.press("Enter")
    expect(refused.stored("Début et fin")).to_be_visible()
    assert refused.texts() == ["Une note qui passe", "Début et fin reconnaissables."]


def test_the_text_comes_back_in_its_own_cell_beside_what_was_being_typed_there(refused):
    refused.box.fill("Une autre idée commencée")
    refused.open(OTHER)
    refused.page.locator("#outbox-notice").get_by_role("button", name="Reprendre le texte").click()
    expect(refused.panel).to_have_attribute("data-address", CELL)
    expect(refused.box).to_have_value("Une autre idée commencée\n" + LONG.strip())


def test_a_correction_too_long_comes_back_in_its_note(visitors):
    visitors.tolerate(r"status of 422")
    matrix = begin(visitors).open()
    matrix.add("Texte court")
    expect(matrix.saving).to_have_text(SAVED)
    matrix.note("Texte court").get_by_role("link", name="Corriger").click()
    matrix.panel.get_by_label("Corriger la note").fill(LONG)
    matrix.panel.get_by_label("Corriger la note").press("Enter")
    take_back = matrix.page.locator("#outbox-notice").get_by_role("button", name="Reprendre le texte")
    expect(take_back).to_be_visible()
    expect(matrix.note("Texte court").locator(".note-text")).to_have_text("Texte court")
    assert matrix.texts() == ["Texte court"]
    take_back.click()
    expect(matrix.panel.get_by_label("Corriger la note")).to_have_value(LONG.strip())
    matrix.panel.get_by_label("Corriger la note").fill("Texte encore court")
    matrix.panel.get_by_label("Corriger la note").press("Enter")
    expect(matrix.note("Texte encore court")).to_contain_text("corrigée")
    assert matrix.texts() == ["Texte encore court"]


def test_a_refusal_may_be_set_aside(refused):
    refused.page.on("dialog", lambda dialog: dialog.accept())
    refused.page.locator("#outbox-notice").get_by_role("button", name="Écarter").click()
    expect(refused.page.locator("#outbox-notice")).to_have_count(0)
    refused.page.reload()
    expect(refused.page.locator("#outbox-notice")).to_have_count(0)
    assert refused.kept("refus") == []


def test_who_lost_the_right_to_write_can_still_read_what_was_typed(visitors, portal):
    visitors.tolerate(r"status of 403")
    matrix = begin(visitors).open()
    set_archived = "UPDATE deliverables_deliverable SET archived_at = %s WHERE id = %s"
    portal.query(set_archived, "2026-01-01 00:00:00+00:00", matrix._id(matrix.pk))
    matrix.add("Écrite juste après l’archivage")
    notice = matrix.page.locator("#outbox-notice")
    expect(notice).to_contain_text("Écrite juste après l’archivage")
    expect(notice).to_contain_text("ne permet plus d’écrire")
    assert matrix.texts() == []
    matrix.page.reload()
    expect(notice).to_contain_text("Écrite juste après l’archivage")
    expect(notice.get_by_role("button", name="Reprendre le texte")).to_have_count(0)
