"""A browser that keeps nothing for the portal, because it is full or forbids it: notes leave all the same."""

import pytest
from playwright.sync_api import expect

from .matrix import SAVED, begin

FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"


@pytest.mark.parametrize("obstacle", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_notes_are_sent_all_the_same(visitors, obstacle):
    matrix = begin(visitors)
    matrix.page.add_init_script(obstacle)
    matrix.open().add("Sans rien garder ici", "Ni là")
    expect(matrix.saving).to_have_text(SAVED)
    expect(matrix.stored("Ni là")).to_be_visible()
    assert matrix.texts() == ["Sans rien garder ici", "Ni là"]


@pytest.mark.parametrize("obstacle", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_leaving_with_something_unsent_asks_first(visitors, obstacle):
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource")
    matrix = begin(visitors)
    matrix.page.add_init_script(obstacle)
    matrix.open()
    matrix.page.context.set_offline(True)
    matrix.add("Seulement dans cette page")
    expect(matrix.saving).to_contain_text("Non enregistré")
    asked = []
    matrix.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    matrix.page.close(run_before_unload=True)
    matrix.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    matrix.page.context.set_offline(False)
    expect(matrix.saving).to_have_text(SAVED)
    assert matrix.texts() == ["Seulement dans cette page"]
