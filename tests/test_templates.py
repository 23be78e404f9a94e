"""Every template, read as text: used by something, well spelled, and free of what the content security policy refuses."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from capacities.text import typo_markup

from .conftest import ROOT

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
PAGES = [path for path in TEMPLATES if path.suffix in (".html", ".jinja")]
APPS = ["capacities", "usecases", "deliverables", "workshops"]
# Found by name by Django, allauth or crispy: no code of ours says it.
BY_CONVENTION = {"403.html", "404.html", "429.html", "500.html"}
BY_CONVENTION_FOLDERS = ("account/", "allauth/", "bootstrap5/", "mfa/", "admin/")

_CODE = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%.*?%}|{{.*?}}|<!--.*?-->|<script.*?</script>", re.DOTALL)
_SAID = re.compile(r'\s(?:alt|title|placeholder|aria-label|label|content)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>", re.DOTALL)


def name(path):
    return str(path.relative_to(ROOT / "templates"))


@pytest.fixture(scope="module")
def code():
    """All that could name a template: Python of the apps, and the other templates."""
    sources = [path for app in APPS for path in (ROOT / app).rglob("*.py")] + TEMPLATES
    return {path: path.read_text(encoding="utf-8") for path in sources}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_is_used(path, code):
    if name(path) in BY_CONVENTION or name(path).startswith(BY_CONVENTION_FOLDERS):
        return
    # `legal/{name}.html` names them all.
    patterns = [re.escape(name(path)), re.escape(str(Path(name(path)).parent)) + r"/\{\w+\}" + re.escape(path.suffix)]
    users = [other for other, text in code.items() if other != path and any(re.search(p, text) for p in patterns)]
    assert users, f"nothing uses templates/{name(path)}"


def visible(text):
    """What a template shows or reads aloud, without its code: one string for each piece."""
    text = _CODE.sub("\ufffc", text)
    pieces = [piece for piece in _TAG.split(text) if piece.strip()]
    return pieces + _SAID.findall(text)


@pytest.mark.parametrize("path", [p for p in TEMPLATES if p.suffix in (".html", ".jinja", ".txt")], ids=name)
def test_what_a_template_says_follows_french_typography(path):
    loaded = typo_markup(path.read_text(encoding="utf-8"))
    said = visible(loaded.replace("&nbsp;", "\u00a0").replace("&#8239;", "\u202f"))
    faults = []
    for piece in said:
        faults += [f"straight apostrophe: {found[0]}" for found in re.finditer(r"\w*\w'\w\w*", piece)]
        faults += [f"ordinary space before {found[1]}: {found[0]}" for found in re.finditer(r"\S* ([;!?:»])(?=\s|$)", piece)]
        faults += [f"ordinary space after «: {found[0]}" for found in re.finditer(r"« \S*", piece)]
        faults += [f"no space before {found[1]}: {found[0]}" for found in re.finditer(r"\w+([;!?])(?=\s|$)", piece)]
        faults += [f"exclamation mark: {found[0]}" for found in re.finditer(r"\w+\s?!(?=\s|$)", piece)]
    assert faults == []


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_holds_no_inline_style_or_script(path):
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    if "/pdf/" in name(path) or "/print/" in name(path) or "emails/" in name(path):
        return  # paper and messages know no content security policy
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=\"", text)
    assert not re.search(r"<style", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
    assert "hx-on" not in text
    assert "javascript:" not in text


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
