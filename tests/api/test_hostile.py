"""Whatever a program sends, wherever, the answer is a sentence: never a fault of the portal."""

import uuid
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .conftest import CELL

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.uuids().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
WORDS = {
    "operation": st.uuids().map(str),
    "address": st.sampled_from([CELL, "matrice", f"{CELL}.eco-c1"]),
    "text": st.text(),
    "fields": st.dictionaries(st.sampled_from(["signe", "composant"]), anything),
    "base": st.integers(),
    "struck": st.booleans(),
    "choice": st.sampled_from(["oui", "non", ""]),
    "state": st.sampled_from(["fait", ""]),
    "title": st.text(),
    "name": st.text(),
    "archived": st.booleans(),
    "usecase": st.just("friches-et-foncier"),
    "grid": st.just("numerique-responsable"),
    "objective": st.text(),
    "problem": st.text(),
    "territory": st.just({"kind": "epci", "code": "200010700"}),
    "priorities": st.lists(st.text()),
    "data": st.lists(st.fixed_dictionaries({"text": st.text(), "detail": st.text()}), max_size=3),
}
nearly_right = st.fixed_dictionaries({}, optional={name: values | anything for name, values in WORDS.items()})
patient = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DOORS = [
    ("put", "deliverables/{pk}/notes/{note}/"),
    ("put", "deliverables/{pk}/rows/{note}/"),
    ("put", f"deliverables/{{pk}}/answers/{CELL}.eco-c1/"),
    ("put", f"deliverables/{{pk}}/states/{CELL}/"),
    ("patch", "deliverables/{pk}/"),
    ("post", "deliverables/{pk}/versions/"),
    ("post", "deliverables/"),
    ("post", "usecases/"),
    ("patch", "usecases/friches-et-foncier/"),
]


@pytest.fixture
def agent(script, steward, monkeypatch):
    from rest_framework.throttling import UserRateThrottle

    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", {"user": None, "anon": None})
    return script(steward)


@pytest.mark.parametrize(("method", "door"), DOORS)
def test_no_body_makes_the_portal_fail(agent, deliverable, method, door):
    @patient
    @given(body=anything | nearly_right)
    @example(body={"operation": str(uuid.uuid4()), "address": "\x00", "text": "\x00", "choice": "\x00", "title": "\x00"})
    def knock(body):
        path = door.format(pk=deliverable.pk, note=uuid.uuid4())
        answer = agent.ask(method, path, "null" if body is None else body)
        assert answer.status_code in (200, 201, 400, 409, 422)
        assert answer["Content-Type"] == "application/json"
        assert answer.status_code < 400 or answer.json()["detail"]

    knock()


PLACES = ["usecases/?priority={}", "territories/?search={}", "territories/?search=a{}&kind={}", "deliverables/?usecase={}"]
PLACES += ["deliverables/{}/", "usecases/{}/", "grids/{}/", "grids/numerique-responsable/{}/", "usecases/?limit={}&offset={}"]
PLACES += [f"deliverables/{{pk}}/{rest}" for rest in ("changes/?since={}", "notes/{}/", "notes/?address={}&kind={}")]
PLACES += ["deliverables/{pk}/exports/json/?version={}", "deliverables/{pk}/exports/pdf/?version={}&format=x"]


@pytest.mark.parametrize("place", PLACES)
def test_no_address_makes_the_portal_fail(agent, deliverable, place):
    @patient
    @given(word=st.text(max_size=40) | st.integers().map(str))
    @example(word="\x00")
    @example(word="9" * 400)
    @example(word="..")
    def knock(word):
        answer = agent.get(place.replace("{pk}", str(deliverable.pk)).replace("{}", quote(word, safe="")))
        assert answer.status_code in (200, 301, 400, 404)
        assert answer.status_code < 400 or answer.json()["detail"]

    knock()
