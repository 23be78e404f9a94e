"""Comparing structures and taking a bibliography home, with no account, no script and no mouse."""

import pytest

from .conftest import axe

STRUCTURES = "/livrables/modeles/structures-de-portage/"


@pytest.fixture
def plain(visitors):
    return visitors.open(java_script_enabled=False)


def test_answers_then_a_shortlist_then_a_table(plain):
    plain.goto(STRUCTURES)
    plain.get_by_role("link", name="Répondre à 7 questions pour choisir").press("Enter")
    plain.get_by_role("group", name="Des entreprises ou d’autres personnes privées").get_by_label("Oui", exact=True).press(
        "Space"
    )
    plain.get_by_role("group", name="Combien de territoires").get_by_label("Plusieurs").press("Space")
    plain.get_by_role("button", name="Voir ce que disent vos réponses").press("Enter")
    plain.wait_for_url("**entreprises=oui&etendue=plusieurs#resultats")

    for name in ("Comparer : Groupement d’intérêt public (GIP)", "Comparer : Société coopérative d’intérêt collectif (SCIC)"):
        plain.get_by_label(name.replace(" :", "\u00a0:")).press("Space")
    plain.get_by_role("button", name="Comparer la sélection").press("Enter")

    plain.wait_for_url("**/comparer/?*")
    heads = plain.get_by_role("columnheader").all_inner_texts()
    assert ["(GIP)" in heads[0], "(SCIC)" in heads[1], len(heads)] == [True, True, 2]


def test_the_table_stacks_on_a_phone_and_stays_a_table(visitors):
    page = visitors.open(width=390)
    page.goto(STRUCTURES + "comparer/?fiche=gip&fiche=scic&fiche=spl&fiche=sem")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    names = page.locator("tbody tr").first.locator(".compare-name")
    assert names.count() == 4
    assert names.first.is_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    assert not names.first.is_visible()
    assert page.get_by_role("columnheader").count() == 4


def test_a_filter_by_enter_and_the_list_taken_home(plain):
    plain.goto("/livrables/modeles/bibliographie/")
    plain.get_by_label("Mots cherchés").fill("ecoconception")
    plain.get_by_label("Mots cherchés").press("Enter")
    plain.wait_for_url("**/bibliographie/?q=ecoconception")
    assert plain.get_by_role("status").inner_text().startswith("1 notice sur 36")
    with plain.expect_download() as download:
        plain.get_by_role("link", name="RIS (Zotero, EndNote)").click()
    assert download.value.suggested_filename == "Bibliographie CAPACities.ris"
    assert "RGESN 2024" in download.value.path().read_text(encoding="utf-8")
