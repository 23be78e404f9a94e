"""Two tabs of one browser on the same matrix: the order of gestures is kept and nothing is written twice."""

from playwright.sync_api import expect

from .matrix import CELL, OTHER, SAVED, begin


def test_gestures_of_two_tabs_leave_in_the_order_in_which_they_were_made(visitors):
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource")
    first = begin(visitors).open(CELL)
    second = first.on(first.page.context.new_page()).open(OTHER)
    first.page.context.set_offline(True)
    expected = []
    for n in range(4):
        for tab, cell in ((first, CELL), (second, OTHER)):
            tab.add(f"Note {n} de {cell}")
            expected.append((cell, f"Note {n} de {cell}"))
    expect(second.page.locator("#outbox-notice")).to_contain_text("8 saisies")
    first.page.context.set_offline(False)
    expect(first.saving).to_have_text(SAVED)
    expect(second.saving).to_have_text(SAVED)
    assert first.notes() == expected
    assert first.journal() == ["written"] * 8
    for tab in (first, second):
        expect(tab.panel.get_by_text("pas encore enregistré")).to_have_count(0)
        expect(tab.page.locator(".cell-unsent")).to_have_count(0)


def test_a_note_written_in_one_tab_is_counted_in_the_other(visitors):
    first = begin(visitors).open(CELL)
    second = first.on(first.page.context.new_page()).open(OTHER)
    first.add("Vue de l’autre onglet")
    expect(second.page.locator(f"[id='c-{CELL}'] .counts")).to_contain_text("1 note")


def test_the_same_note_corrected_in_two_tabs_keeps_both_texts(visitors):
    visitors.tolerate(r"status of 409")
    first = begin(visitors).open()
    first.add("Texte commun")
    expect(first.saving).to_have_text(SAVED)
    second = first.on(first.page.context.new_page()).open()
    second.note("Texte").get_by_role("link", name="Corriger").click()
    second.panel.get_by_label("Corriger la note").fill("Corrigé dans le second")
    first.note("Texte").get_by_role("link", name="Corriger").click()
    first.panel.get_by_label("Corriger la note").fill("Corrigé dans le premier")
    first.panel.get_by_label("Corriger la note").press("Enter")
    expect(first.note("Corrigé dans le premier")).to_contain_text("corrigée")
    second.panel.get_by_label("Corriger la note").press("Enter")
    expect(second.note("Corrigé dans le second")).to_contain_text("Deux versions.")
    assert sorted(first.texts()) == ["Corrigé dans le premier", "Corrigé dans le second"]


def test_without_the_comforts_of_a_secure_address_nothing_is_lost_or_doubled(visitors):
    """A portal served by http:// on a local network: no locks between tabs, no UUIDs made by the browser."""
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource")
    first = begin(visitors)
    first.page.context.add_init_script(
        "Object.defineProperty(navigator, 'locks', {value: undefined}); crypto.randomUUID = undefined;"
    )
    first.open(CELL)
    second = first.on(first.page.context.new_page()).open(OTHER)
    first.page.context.set_offline(True)
    for n in range(5):
        first.add(f"Première {n}")
        second.add(f"Seconde {n}")
    first.page.context.set_offline(False)
    for tab in (first, second):
        expect(tab.saving).to_have_text(SAVED)
        expect(tab.page.locator("#outbox-notice")).to_have_count(0)
    expected = [text for n in range(5) for text in (f"Première {n}", f"Seconde {n}")]
    assert first.texts() == expected
    assert first.journal() == ["written"] * 10
    assert first.kept() == []
