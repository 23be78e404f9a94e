"""The API explains itself: to programs in OpenAPI, to people on a page."""

import json
import re
import uuid
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from capacities.api import description
from capacities.reference import LOCAL, SAMPLES, reference


def test_the_description_is_valid_openapi_without_a_warning(tmp_path, db):
    file = tmp_path / "schema.yml"
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(file))
    assert "notes_write" in file.read_text(encoding="utf-8")


def test_the_description_is_open_to_all(db):
    answer = Client().get("/api/v1/schema/")
    assert answer.json()["openapi"].startswith("3.")
    assert "/api/v1/deliverables/{deliverable}/notes/{note}/" in answer.json()["paths"]


def operations():
    return [(path, method, told) for path, methods in description()["paths"].items() for method, told in methods.items()]


def test_every_address_of_the_api_is_described():
    resolver = next(found for found in get_resolver().url_patterns if str(found.pattern) == "api/v1/")
    routes = {re.sub(r"<\w+:(\w+)>", r"{\1}", str(found.pattern)) for found in resolver.url_patterns}
    described = {path.removeprefix("/api/v1/") for path, _, _ in operations()}
    assert routes - {"", "schema/"} == described


def test_every_operation_says_what_it_is_for_in_french():
    for path, method, told in operations():
        assert told["summary"], path
        assert told["description"].endswith((".", "…")), path
        if method in ("put", "post", "patch"):
            assert told["requestBody"]["content"]["application/json"]["examples"], path


def test_every_value_sent_or_queried_is_explained():
    schemas = description()["components"]["schemas"]
    for _, _, told in operations():
        for parameter in told.get("parameters", []):
            assert parameter["description"], (told["operationId"], parameter["name"])
        body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if body:
            for name, value in schemas[body["$ref"].rpartition("/")[2]]["properties"].items():
                assert value["description"], (told["operationId"], name)


def test_every_value_of_an_answer_is_explained():
    silent = [
        f"{shape}.{name}"
        for shape, told in description()["components"]["schemas"].items()
        for name, value in told.get("properties", {}).items()
        if not shape.startswith("Paginated") and not value.get("description")
    ]
    assert silent == []


def test_a_program_finds_the_list_of_resources_at_the_root(db):
    for accept in ("application/json", "*/*", "application/xml"):
        answer = Client().get("/api/v1/", headers={"Accept": accept})
        assert answer.json()["deliverables"] == "http://testserver/api/v1/deliverables/"
    assert "schema" in answer.json()


@pytest.fixture
def page(db):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    return Client().get("/api/v1/", headers={"Accept": accept}).content.decode()


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.headings = [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "a" and attrs.get("href", "").startswith("#"):
            self.links.append(attrs["href"][1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def test_the_page_tells_every_operation_with_an_example(page):
    for path, method, told in operations():
        assert f'id="{told["operationId"]}"' in page
        assert f"{method.upper()}</span> <code>{path}</code>" in page
    assert page.count("curl ") >= len(operations())
    assert "Token cap_" in page


def test_every_link_inside_the_page_leads_somewhere_and_headings_do_not_jump(page):
    outline = Outline()
    outline.feed(page)
    assert set(outline.links) <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert outline.headings.count(1) == 1


def test_the_page_needs_no_script_and_no_style_of_its_own(page):
    main = page[page.index("<main") : page.index("</main>")]
    assert "<script" not in main
    assert " style=" not in page


@pytest.mark.parametrize("path", ["nulle-part/", "deliverables", "usecases/a/b/", "usecases/%00/", "grids/É/"])
def test_an_unknown_address_is_a_404_in_json(db, path):
    for method in ("get", "put", "delete"):
        answer = getattr(Client(), method)(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert "barre oblique" in answer.json()["detail"]


def test_options_leads_to_the_description(script, reader, deliverable):
    answer = script(reader).ask("options", f"deliverables/{deliverable.pk}/")
    assert answer.json() == {"schema": "http://testserver/api/v1/schema/"}
    assert script().ask("options", f"deliverables/{deliverable.pk}/").status_code == 401


def test_the_page_speaks_french_and_not_the_generator_s_shorthand(page):
    main = page[page.index("<main") : page.index("</main>")]
    assert "* `" not in main
    assert "liste de objets" not in main
    assert "a4 ou a3" in main
    assert "region, departement, epci ou commune" in main


def test_the_examples_that_need_no_account_work_as_shown(page, reference_usecase, grid_version):
    shown = re.findall(r"<code>curl http://testserver(/\S+?)</code>", page)
    assert "/api/v1/territories/?search=caux" in shown
    assert len(shown) >= 7
    for path in shown:
        assert Client().get(path).status_code == 200, path


def test_the_examples_that_write_work_as_shown(script, steward, deliverable, usecase):
    sections, _ = reference(description())
    writes = [operation for section in sections for operation in section.operations if operation.sample]
    assert len(writes) == 9
    for operation in writes:
        path = operation.sample_path.removeprefix("/api/v1/").replace(SAMPLES["deliverable"], str(deliverable.pk))
        path = path.replace(LOCAL["usecases"], usecase.slug)
        body = {**json.loads(operation.sample), **({"operation": str(uuid.uuid4())} if "operation" in operation.sample else {})}
        path = path.replace(SAMPLES["note"], str(uuid.uuid4()))
        answer = script(steward).ask(operation.method.lower(), path, body)
        assert answer.status_code in (200, 201), (operation.id, answer.json())
