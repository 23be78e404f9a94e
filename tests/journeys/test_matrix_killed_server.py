"""The server is killed while notes are on their way: what was acknowledged is in the database once, what was not is still
in the browser, and leaves when the server is back, once."""

import pytest
from playwright.sync_api import expect

from .matrix import SAVED, begin


@pytest.fixture(autouse=True)
def the_server_comes_back(portal):
    yield
    if portal.process.poll() is not None:
        portal.start()


def test_a_note_stored_whose_answer_was_lost_is_not_written_twice(visitors, portal):
    visitors.tolerate(r"Failed to load resource|ERR_")
    matrix = begin(visitors).open()
    page = matrix.page

    def stored_then_killed(route):
        answer = route.fetch()
        assert answer.status == 200
        portal.kill9()
        route.abort("connectionreset")

    page.route("**/modifications/", stored_then_killed, times=1)
    matrix.add("Stockée, mais le navigateur l’ignore")
    expect(matrix.saving).to_contain_text("Non enregistré")
    assert matrix.texts() == ["Stockée, mais le navigateur l’ignore"]
    assert [record["text"] for record in matrix.kept()] == ["Stockée, mais le navigateur l’ignore"]

    portal.start()
    expect(matrix.saving).to_have_text(SAVED, timeout=20_000)  # tries again by itself
    assert matrix.texts() == ["Stockée, mais le navigateur l’ignore"]
    assert matrix.journal() == ["written"]
    assert matrix.kept() == []
    page.reload()
    expect(matrix.panel.locator("[data-notes] .note")).to_have_count(1)


def test_a_note_that_never_reached_the_server_waits_in_the_browser_across_a_reload(visitors, portal):
    visitors.tolerate(r"Failed to load resource|ERR_")
    matrix = begin(visitors).open()
    page = matrix.page
    portal.kill9()
    matrix.add("Le serveur est mort")
    expect(matrix.saving).to_contain_text("Non enregistré")
    assert matrix.texts() == []
    portal.start()
    page.reload()
    expect(matrix.saving).to_have_text(SAVED)
    assert matrix.texts() == ["Le serveur est mort"]
    assert matrix.journal() == ["written"]


def test_of_many_notes_none_is_lost_and_none_is_written_twice(visitors, portal):
    visitors.tolerate(r"Failed to load resource|ERR_")
    matrix = begin(visitors).open()
    page = matrix.page
    page.evaluate("""() => {
        window.acknowledged = [];
        document.addEventListener("outbox:acknowledged", ({ detail }) => window.acknowledged.push(detail.record.text));
    }""")
    expected = [f"Note {n} sur 30" for n in range(1, 31)]
    for n, text in enumerate(expected, 1):
        matrix.add(text)
        if n in (8, 18):
            page.wait_for_function("done => window.acknowledged.length > done", arg=n // 2)
            portal.kill9()
            stored, told, kept = matrix.texts(), page.evaluate("window.acknowledged"), [r["text"] for r in matrix.kept()]
            assert set(told) <= set(stored), "an acknowledged note is not in the database"
            assert set(expected[:n]) == set(stored) | set(kept), "a note is neither in the database nor in the browser"
            assert len(stored) == len(set(stored))
        if n in (13, 23):
            portal.start()
            page.evaluate("window.outbox.flush()")
    expect(page.locator("#outbox-notice")).to_have_count(0)
    expect(matrix.saving).to_have_text(SAVED)
    assert matrix.kept() == []
    assert matrix.texts() == expected
    assert matrix.journal() == ["written"] * 30
