"""Signing out with something unsent asks first; what stays in the browser is there at the next sign-in, for nobody else."""

import pytest
from playwright.sync_api import expect

from .conftest import AGENT, COLLEAGUE, sign_in
from .matrix import SAVED, begin


@pytest.fixture
def unsent(visitors):
    """Notes that the server does not take for the moment, on a shared computer."""
    visitors.tolerate(r"status of 503|Failed to load resource")
    matrix = begin(visitors).open()
    matrix.page.context.route("**/modifications/", lambda route: route.fulfill(status=503, body="indisponible"))
    matrix.add("Pas encore partie")
    expect(matrix.saving).to_contain_text("Non enregistré")
    return matrix


def test_signing_out_asks_first_and_may_be_given_up(unsent):
    asked = []
    unsent.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    unsent.page.get_by_role("button", name="Se déconnecter").click()
    expect(unsent.panel).to_be_visible()
    assert len(asked) == 1
    assert "ne sont pas encore enregistrées" in asked[0]
    unsent.page.context.unroute("**/modifications/")
    expect(unsent.saving).to_have_text(SAVED, timeout=15_000)
    unsent.page.get_by_role("button", name="Se déconnecter").click()
    expect(unsent.page.get_by_role("link", name="Se connecter").first).to_be_visible()
    assert len(asked) == 1


def test_what_stayed_leaves_at_the_next_sign_in_of_the_same_person_only(unsent):
    page = unsent.page
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
    page.context.unroute("**/modifications/")

    sign_in(page, COLLEAGUE)
    unsent.open()
    unsent.add("Du collègue")
    expect(unsent.saving).to_have_text(SAVED)
    expect(unsent.page.get_by_text("Pas encore partie")).to_have_count(0)
    assert unsent.texts() == ["Du collègue"]

    page.context.clear_cookies()
    sign_in(page, AGENT)
    unsent.open()
    expect(unsent.note("Pas encore partie")).to_contain_text("Claire Vasseur")
    assert unsent.texts() == ["Du collègue", "Pas encore partie"]
