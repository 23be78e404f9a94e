"""The guide: every page of docs/guide is shown, in order, with links that work in the portal and on the forge alike."""

import re

import pytest

from capacities import guide


@pytest.mark.django_db
def test_every_file_of_the_guide_is_reached_from_its_index():
    assert set(guide.names()) == {path.stem for path in guide.FOLDER.glob("*.md")}


@pytest.mark.django_db
@pytest.mark.parametrize("name", guide.names())
def test_a_page_shows_its_title_once_and_its_links_lead_somewhere(client, name):
    answer = client.get("/aide/" if name == "index" else f"/aide/{name}/")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == 1
    links = set(re.findall(r'href="(/aide/[^"#]*)"', html))
    assert len(links) >= len(guide.names())
    assert not re.search(r'href="[^"]*\.md"', html)
    assert all(client.get(link).status_code == 200 for link in links)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["rien", "index2", "INDEX", "settings"])
def test_an_unknown_page_is_not_found(client, name):
    assert client.get(f"/aide/{name}/").status_code == 404


@pytest.mark.django_db
def test_a_path_cannot_leave_the_guide(client):
    assert client.get("/aide/..%2Fdeploiement/").status_code == 404
    assert guide.read("../deploiement", str) is None


def test_a_page_is_read_anew_when_its_file_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(guide, "FOLDER", tmp_path)
    (tmp_path / "index.md").write_text("# Un\n\nTexte.", encoding="utf-8")
    first = guide.read("index", str)
    (tmp_path / "index.md").write_text("# Deux : suite\n\n## Partie\n", encoding="utf-8")

    again = guide.read("index", str)

    assert first.title == "Un"
    assert again.title == "Deux\u00a0: suite"
    assert again.sections == (("partie", "Partie"),)
