"""The harness itself: each fault it promises to find is shown to it once, with a page that has none beside it."""

import pytest
from django.http import HttpResponse
from django.template import engines
from django.template.backends.django import Template
from django.test import Client

from .harness import TEMPLATES, Page, watch_responses

SOUND = '<form method="post"><input name="csrfmiddlewaretoken" value="x"><img src="a.png" alt=""></form><form></form>'


def test_a_sound_page_has_no_fault():
    assert Page(SOUND).faults == []
    assert Page('<template><p id="a"></p></template><p id="a"></p>').faults == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<form method="post" action="/x"></form>', "POST form to /x without CSRF token"),
        ('<form method="POST"></form><form><input name="csrfmiddlewaretoken"></form>', "POST form to this page"),
        ('<p id="a"></p><p id="a"></p>', "id « a » used 2 times"),
        ('<p style="color: red"></p>', "<p style>"),
        ('<button onclick="go()"></button>', "<button onclick>"),
        ("<style>p {}</style>", "inline <style>"),
        ("<script>go()</script>", "inline <script>"),
        ('<img src="a.png">', "<img> without alt"),
    ],
)
def test_a_fault_is_found(html, fault):
    assert any(fault in found for found in Page(html).faults), Page(html).faults


def answering(html, **options):
    return watch_responses(lambda client, **environment: HttpResponse(html, **options))


def test_a_response_with_a_fault_fails_the_test():
    with pytest.raises(pytest.fail.Exception, match="/somewhere/: POST form"):
        answering('<form method="post"></form>')(Client(), PATH_INFO="/somewhere/")


def test_json_and_the_pages_of_libraries_are_left_alone():
    faulty = '<form method="post"></form>'
    assert answering(faulty, content_type="application/json")(Client(), PATH_INFO="/x").status_code == 200
    assert answering(faulty)(Client(), PATH_INFO="/equipe/").status_code == 200


def of_ours(source):
    """A template that claims to be a file of the project."""
    template = engines["django"].from_string(source)
    for node in template.template.nodelist.get_nodes_by_type(object):
        node.origin.name = str(TEMPLATES / "imagined.html")
    assert isinstance(template, Template)
    return template


@pytest.mark.parametrize(
    "source", ["{{ nobody }}", "{{ user.nothing }}", '{{ nobody|default:"x" }}', "{% if 1 %}{{ nobody }}{% endif %}"]
)
def test_an_undefined_variable_in_a_template_of_ours_fails(source):
    with pytest.raises(pytest.fail.Exception, match="undefined variable"):
        of_ours(source).render({"user": object()})


def test_a_defined_variable_and_a_question_about_an_absent_one_pass():
    assert of_ours("{{ name }}{% if absent %}x{% endif %}{% firstof absent 'y' %}").render({"name": "a"}) == "ay"


def test_a_template_of_a_library_may_lean_on_silence():
    assert engines["django"].from_string("[{{ nobody }}]").render({}) == "[]"
