"""The iCalendar file: read back, folded and escaped as RFC 5545 asks, the same steps under the same names for ever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from deliverables.steps.calendar import Entry, calendar_of, entries_of
from deliverables.steps.schedule import DONE, DROPPED, TODO, Said, plan

from .plans import step

STAMP = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BEGUN = date(2027, 1, 4)
PLACE = "8f3c@capacities.example"
STEPS = [step("pourquoi", "2 à 4 semaines"), step("portage", "1 à 3 mois", "pourquoi"), step("former", "continu", "portage")]


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def written(said, **more):
    return events(calendar_of(entries_of(plan(STEPS, said, BEGUN, BEGUN), PLACE, "Pas-à-pas", **more), "Essai", STAMP))


def test_only_steps_that_people_dated_go_out():
    assert written({}) == []
    [event] = written({"portage": Said(TODO, date(2027, 2, 1), date(2027, 3, 31))})
    assert event["uid"] == f"portage.{PLACE}"
    assert str(event["summary"]) == "Portage"
    assert event.decoded("dtstart") == date(2027, 2, 1)
    assert event.decoded("dtend") == date(2027, 4, 1)  # the day after the last
    assert event["status"] == "CONFIRMED"
    assert event["transp"] == "TRANSPARENT"


def test_proposals_are_asked_for_and_called_so():
    found = written({"pourquoi": Said(DONE, None, None, BEGUN)}, proposals=True)
    assert [(str(e["summary"]), str(e["status"])) for e in found] == [
        ("Pourquoi", "CONFIRMED"),
        ("Portage (proposition)", "TENTATIVE"),
        ("Former (proposition)", "TENTATIVE"),
    ]
    assert found[2].decoded("dtend") - found[2].decoded("dtstart") == timedelta(days=1)


def test_a_dropped_step_is_cancelled_under_the_same_name():
    due = date(2027, 3, 31)
    [before] = written({"portage": Said(TODO, None, due)})
    [after] = written({"portage": Said(DROPPED, None, due)})
    assert before["uid"] == after["uid"]
    assert after["status"] == "CANCELLED"


def test_nobody_is_named_and_nothing_rings():
    text = calendar_of(entries_of(plan(STEPS, {}, BEGUN, BEGUN), PLACE, "Pas-à-pas", proposals=True), "Essai", STAMP).decode()
    for name in ("ORGANIZER", "ATTENDEE", "VALARM", "CONTACT", "@gmail"):
        assert name not in text
    assert "DTSTART;VALUE=DATE:20270104\r\n" in text
    assert "DTSTAMP:20261122T093000Z\r\n" in text


def test_commas_semicolons_and_line_ends_are_escaped():
    entry = Entry("u@x", "Comité, règles; suite\\fin\nBEGIN:VALARM", BEGUN, BEGUN)
    text = calendar_of([entry], "Essai", STAMP).decode()
    assert "SUMMARY:Comité\\, règles\\; suite\\\\fin\\nBEGIN:VALARM\r\n" in text
    assert [str(e["summary"]) for e in events(text)] == [entry.summary]


@given(
    st.text(min_size=1, max_size=300), st.text(max_size=300), st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 900)
)
def test_any_text_is_folded_and_read_back(summary, description, start, length):
    finish = start + timedelta(days=length)
    data = calendar_of([Entry("u@x", summary, start, finish, description)], "Essai", STAMP, sequence=7)
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    unfolded = data.decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in unfolded if line.startswith("BEGIN:")] == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]
    [event] = events(data)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (start, finish + timedelta(days=1))
    assert event["sequence"] == 7
    [told] = [line.removeprefix("SUMMARY:") for line in unfolded if line.startswith("SUMMARY")] or [""]
    assert _unescaped(told) == str(event.get("summary", ""))


def _unescaped(text):
    """As RFC 5545 § 3.3.11 says, by hand: another opinion than the library's."""
    found, signs = "", iter(text)
    for sign in signs:
        if sign == "\\":
            sign = {"n": "\n", "N": "\n"}.get(escaped := next(signs), escaped)
        found += sign
    return found


@pytest.mark.parametrize("url", ["", "https://capacities.example/livrables/8f3c"])
def test_the_address_of_the_deliverable_goes_out_when_given(url):
    [event] = written({"portage": Said(TODO, BEGUN, BEGUN)}, url=url)
    assert event.get("url", "") == url
