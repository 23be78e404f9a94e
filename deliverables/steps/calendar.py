"""Dated steps as an iCalendar text (RFC 5545), to be read by the calendar that each person already has.

Nothing personal goes out but what is passed in: no organiser, no attendee, no alarm. Whole days, which take nobody's time."""

from dataclasses import dataclass
from datetime import date

from icalendar import Calendar, Event

from capacities.figures import HARD
from capacities.text import clean

from .dates import DAY
from .schedule import DROPPED

_PRODUCT = "-//CAPACities//Pas-a-pas//FR"


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of whole days, the last included. `uid` is that of the same step for ever, so that a newer file corrects the
    older one; `status` is CONFIRMED, TENTATIVE for a proposal, or CANCELLED."""

    uid: str
    summary: str
    start: date
    finish: date
    description: str = ""
    url: str = ""
    status: str = "CONFIRMED"


def entries_of(plan, place, title, url="", proposals=False):
    """One Entry for each step of a Plan that people dated and, with `proposals`, for each that has dates at all. A step that
    was dropped after being dated is CANCELLED. `place` ends the UIDs: an id of the deliverable and the portal's host,
    « 8f3c…@capacities.example »; `title` names the deliverable."""
    found = []
    for planned in plan.steps:
        step, said = planned.step, planned.said
        typed = [day for day in (said.start, said.due, said.done_on) if day]
        dropped = said.status == DROPPED
        if dropped and typed:
            start, finish = min(typed), max(typed)
        elif planned.soonest and (typed or proposals):
            start = planned.soonest.start
            finish = planned.soonest.finish or start
        else:
            continue
        proposed = not typed
        status = "CANCELLED" if dropped else "TENTATIVE" if proposed else "CONFIRMED"
        summary = f"{step.title} (proposition)" if proposed else step.title
        words = f"{title}. Durée indicative{HARD}: {step.duration.words}."
        found.append(Entry(f"{step.id}.{place}", summary, start, finish, words, url, status))
    return found


def calendar_of(entries, name, stamp, sequence=0):
    """The bytes of the file, UTF-8. `stamp` is the aware moment at which it is written; `sequence` grows each time the plan
    changes, so that calendars take the newer one."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(name))
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", stamp)
        event.add("sequence", sequence)
        event.add("summary", clean(entry.summary))
        event.add("dtstart", entry.start)
        event.add("dtend", entry.finish + DAY)  # exclusive, as the standard has it
        if entry.description:
            event.add("description", clean(entry.description))
        if entry.url:
            event.add("url", entry.url)
        event.add("status", entry.status)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()
