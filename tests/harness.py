"""Families of faults that any page could have, looked for in every page that any test fetches."""

import inspect
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Node

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
THIRD_PARTY_PAGES = ("/equipe/", "/api/")


class UndefinedVariable(str):
    """Django's `string_if_invalid`: fails the test when a template of ours prints a variable that nobody gave it.
    Templates of libraries lean on silence and keep it."""

    __slots__ = ()

    def __contains__(self, key):
        return key == "%s"  # Django then asks `self % variable`, which is where we learn its name

    def __bool__(self):
        return True

    def __mod__(self, variable):
        template = _template_being_rendered()
        if template and TEMPLATES in Path(template).parents:
            pytest.fail(f"undefined variable {variable} in {Path(template).relative_to(TEMPLATES)}", pytrace=False)
        return ""


def _template_being_rendered():
    """The file of the innermost template node on the stack."""
    frame = inspect.currentframe()
    while frame := frame.f_back:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return node.origin.name
    return None


class Page(HTMLParser):
    """Collects what is wrong with a page while reading it."""

    def __init__(self, html):
        super().__init__()
        self.faults, self._ids, self._form = [], Counter(), None
        self._templates = 0  # what stands in <template> is no part of the page yet
        self.feed(html)
        self.close()
        self.faults += [f"id « {name} » used {times} times" for name, times in self._ids.items() if times > 1]

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self._templates += tag == "template"
        if given.get("id") and not self._templates:
            self._ids[given["id"]] += 1
        if "style" in given:
            self.faults.append(f"<{tag} style> is refused by the content security policy")
        if handlers := [name for name in given if name.startswith("on")]:
            self.faults.append(f"<{tag} {handlers[0]}> is refused by the content security policy")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.faults.append(f"inline <{tag}> is refused by the content security policy")
        if tag == "img" and "alt" not in given:
            self.faults.append("<img> without alt")
        if tag == "form":
            self._form = {
                "post": given.get("method", "").lower() == "post",
                "token": False,
                "action": given.get("action"),
            }
        elif self._form and given.get("name") == "csrfmiddlewaretoken":
            self._form["token"] = True

    def handle_endtag(self, tag):
        self._templates -= tag == "template"
        if tag == "form" and self._form:
            if self._form["post"] and not self._form["token"]:
                self.faults.append(f"POST form to {self._form['action'] or 'this page'} without CSRF token")
            self._form = None


def watch_responses(request):
    """`Client.request` that fails the test when the answer is a page with a fault."""

    def watched(self, **environment):
        response = request(self, **environment)
        path = environment.get("PATH_INFO", "")
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if is_page and response.content and not path.startswith(THIRD_PARTY_PAGES):
            faults = Page(response.content.decode()).faults
            if faults:
                pytest.fail(f"{path}: " + "; ".join(faults), pytrace=False)
        return response

    return watched
