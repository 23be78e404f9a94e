"""What a person sees on a page and posts from it, read from the HTML itself."""

import re
from html.parser import HTMLParser


class Form(HTMLParser):
    """The fields of the cell's form with the values a browser would send, ready to be changed and posted."""

    def __init__(self, html, mark="data-panel"):
        super().__init__()
        self.mark, self.inside, self.action, self.fields, self._area, self._select = mark, False, None, {}, None, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.inside = self.mark in given
            if self.inside:
                self.action = given["action"]
        if not self.inside or ("name" not in given and tag != "option"):
            return
        if tag == "input" and (given.get("type") != "radio" or "checked" in given):
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "textarea":
            self._area = given["name"]
            self.fields[self._area] = ""
        elif tag == "select":
            self._select = given["name"]
            self.fields[self._select] = ""
        elif tag == "option" and "selected" in given:
            self.fields[self._select] = given["value"]

    def handle_data(self, data):
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self._area = None


def panel_of(html):
    """The open cell in a page, from its first tag to its last."""
    return re.search(r'<section id="case" class="panel".*?</section>', html, re.DOTALL)[0]


def without_what_changes(html):
    """The same HTML whatever the moment it was drawn: tokens and UUIDs of the form aside."""
    html = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", html)
    return re.sub(r'(name="envoi" value=")[^"]+', r"\1", html)
