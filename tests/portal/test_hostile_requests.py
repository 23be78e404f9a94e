"""What people tamper with gets a page and a sentence, on either database: never a fault of the portal."""

import pytest
from django.urls import reverse

DOUBLED = "\u0958"  # one sign that becomes two once normalised


@pytest.fixture
def browser(client_of, steward, usecase, grid_version):
    return client_of(steward)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account-token-revoke", {"token": "a\0b"}),
        ("deliverables:begin", {"usecase": "a\0b", "grid": "numerique-responsable"}),
        ("deliverables:begin", {"usecase": "friches-et-foncier", "grid": "a\0b"}),
    ],
)
def test_a_null_character_names_nothing(browser, name, data):
    assert browser.post(reverse(name), data).status_code == 404


def test_a_null_character_in_an_address_names_nothing(browser):
    assert browser.get(reverse("usecases:new"), {"depuis": "a\0b"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("usecases:new", {"title": DOUBLED * 160, "place": "200010700", "objective": "Savoir"}),
        ("account-tokens", {"name": DOUBLED * 80, "life": "30"}),
        ("account-tokens", {"name": "\u202e", "life": "30"}),
    ],
)
def test_a_name_that_grows_or_vanishes_once_cleaned_is_refused_in_words(browser, name, data):
    answer = browser.post(reverse(name), data)

    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()


def test_a_deliverable_begun_by_a_button_pressed_twice_is_one(browser, usecase):
    data = {"usecase": usecase.slug, "grid": "numerique-responsable"}
    first, second = browser.post(reverse("deliverables:begin"), data), browser.post(reverse("deliverables:begin"), data)

    assert first["Location"] == second["Location"]
    assert usecase.deliverables.count() == 1
