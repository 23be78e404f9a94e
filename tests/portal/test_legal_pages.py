"""The pages that the law asks for: reachable from everywhere, honest, completed by the operator's own words."""

import pytest
from django.urls import reverse

PAGES = ["accessibility", "legal", "privacy", "licences", "ecodesign"]
MISSING = "à compléter par l’exploitant"


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_legal_page_is_open_to_all_and_linked_from_every_page(client, name):
    assert client.get(reverse(name)).status_code == 200
    assert f'href="{reverse(name)}"' in client.get(reverse("legal")).content.decode()


@pytest.mark.django_db
def test_the_portal_declares_itself_not_conforming_until_it_is_audited(client):
    html = client.get(reverse("accessibility")).content.decode()

    assert "Accessibilité\u00a0: non conforme" in html  # the exact words that the law asks for in the footer
    assert "Défenseur des droits" in html
    assert "%" not in html.split("<main", 1)[1].split("</main>", 1)[0]  # no rate without an audit


@pytest.mark.django_db
def test_what_the_operator_has_not_said_is_shown_as_missing(client):
    assert MISSING in client.get(reverse("legal")).content.decode()


@pytest.mark.django_db
def test_what_the_operator_has_said_is_shown_escaped(client, settings):
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "Ville de Lillebonne <b>&\n02 00 00 00 00")

    html = client.get(reverse("legal")).content.decode()

    assert MISSING not in html
    assert "Ville de Lillebonne &lt;b&gt;&amp;<br>02" in html
