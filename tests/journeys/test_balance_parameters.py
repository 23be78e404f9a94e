"""The values that all stand on: changed in place, marked at once, kept when the network is away."""

import pytest
from playwright.sync_api import expect

from .balance import PERIOD, RATE, begin_balance, cut, shows
from .matrix import SAVED


@pytest.fixture
def balance(visitors):
    return begin_balance(visitors).open(PERIOD)


def question(balance, id="taux"):
    return balance.panel.locator(f"[data-question='{PERIOD}.{id}']")


def test_a_changed_value_is_marked_and_the_mark_goes_when_it_comes_back(balance):
    rate = question(balance).get_by_label("Taux d’actualisation")
    mark = question(balance).get_by_text("modifié localement")
    expect(mark).to_be_hidden()
    rate.fill("4,5 %")
    rate.press("Enter")
    expect(balance.saving).to_have_text(SAVED)
    expect(mark).to_be_visible()
    shows(balance.cell(PERIOD).locator("tr").nth(3), "Taux d’actualisation4,5 %modifié localement  Proposé : 3,2 %.")
    assert balance.fields("answer")[RATE] == {"value": "4,5"}

    rate.fill("")
    rate.press("Tab")
    expect(mark).to_be_hidden()
    expect(balance.cell(PERIOD).locator(".mark-local")).to_have_count(0)
    assert balance.journal() == ["written", "corrected"]


def test_leaving_the_field_saves_it_once(balance):
    rate = question(balance).get_by_label("Taux d’actualisation")
    rate.fill("4")
    rate.press("Enter")
    expect(balance.saving).to_have_text(SAVED)
    rate.press("Tab")
    question(balance, "horizon").get_by_label("Durée étudiée").fill("8")
    question(balance, "horizon").get_by_label("Durée étudiée").press("Tab")
    shows(balance.cell(PERIOD).locator("tr").nth(2), "Durée étudiée8 ans")
    assert balance.fields("answer") == {RATE: {"value": "4"}, f"{PERIOD}.horizon": {"value": "8"}}
    assert balance.journal() == ["written", "written"]


def test_a_value_out_of_bounds_is_told_beside_it_and_does_not_leave(balance):
    rate = question(balance).get_by_label("Taux d’actualisation")
    rate.fill("45")
    rate.press("Tab")
    shows(question(balance).locator(".invalid-feedback"), "« 45 » : la valeur attendue est entre 0 % et 20 %.")
    expect(rate).to_have_attribute("aria-invalid", "true")
    assert (balance.fields("answer"), balance.kept()) == ({}, [])
    rate.fill("4,5")
    rate.press("Enter")
    expect(balance.saving).to_have_text(SAVED)
    expect(question(balance).locator(".invalid-feedback")).to_have_count(0)


def test_a_value_changed_without_network_leaves_when_it_is_back(visitors, balance):
    cut(visitors, balance)
    rate = question(balance).get_by_label("Taux d’actualisation")
    rate.fill("4,5")
    rate.press("Enter")
    expect(balance.saving).to_contain_text("Non enregistré")
    balance.page.context.set_offline(False)
    expect(balance.saving).to_have_text(SAVED)
    assert balance.fields("answer")[RATE] == {"value": "4,5"}


def test_a_value_half_typed_comes_back_one_press_from_being_saved(balance):
    question(balance).get_by_label("Taux d’actualisation").type("4,")
    context = balance.page.context
    balance.page.close()  # without leaving the field
    again = balance.on(context.new_page()).open(PERIOD)
    rate = question(again).get_by_label("Taux d’actualisation")
    expect(rate).to_have_value("4,")
    rate.fill("4,5")
    question(again).get_by_role("button", name="Enregistrer cette valeur").click()
    expect(again.saving).to_have_text(SAVED)
    assert again.fields("answer")[RATE] == {"value": "4,5"}
    expect(question(again).get_by_role("button", name="Enregistrer cette valeur")).to_have_count(0)


def test_a_value_and_its_reason_go_together(balance):
    question(balance).get_by_label("Taux d’actualisation").fill("4,5")
    question(balance).locator("summary").click()
    question(balance).get_by_label("Justification").fill("Demandé par les finances")
    question(balance).get_by_label("Justification").press("Tab")
    expect(balance.cell(PERIOD)).to_contain_text("Demandé par les finances")
    assert balance.fields("answer")[RATE] == {"value": "4,5"}
    assert balance.texts(kind="answer")[-1] == "Demandé par les finances"
