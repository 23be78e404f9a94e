"""Steps, their prerequisites and what people said of them → when each can begin and end, what waits, what is late.

Dates that people typed always win; the others are proposals, reckoned twice from the indicative durations: `soonest` if every
step takes its least, `latest` if every step takes its most. A day is whole: a step ends on its last day, the next one begins
on the day after. Work that is not begun cannot begin before today, and what is not done is not done before today."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from capacities.figures import HARD

from .dates import DAY, Duration, day_words

TODO, STARTED, DONE, DROPPED = "a-faire", "en-cours", "fait", "abandonne"
STATUSES = {TODO: "à faire", STARTED: "en cours", DONE: "fait", DROPPED: "abandonné"}


class BadSteps(ValueError):
    """The steps cannot be put in order. `errors` has one French sentence for each fault."""

    def __init__(self, errors):
        self.errors = list(errors)
        super().__init__("\n".join(self.errors))


@dataclass(frozen=True, slots=True)
class Step:
    """`needs` are the ids of the steps that have to be done before."""

    id: str
    title: str
    duration: Duration
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What people said of a step. `done_on` is the real day of its end, for a step that is done."""

    status: str = TODO
    start: date | None = None
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included. `finish` is None where the work has no dated end."""

    start: date
    finish: date | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that people wrote which cannot be so. Dates stay as typed."""

    step: Step
    words: str


@dataclass(frozen=True)
class Planned:
    """One step with its dates. `slack` is how many days it may slip at its longest without moving the end of the plan, months
    counted at their present length; None where nothing is dated. `late` counts the days after its due date, `late_start` those
    after its typed start; `not_before` is the first day it may begin whatever else is done."""

    step: Step
    said: Said
    soonest: Span | None
    latest: Span | None
    not_before: date
    waits_for: tuple[Step, ...]
    late: int
    late_start: int
    slack: int | None
    ready: bool

    @property
    def open(self):
        return self.said.status in (TODO, STARTED)

    @property
    def critical(self):
        """Whether the end of the plan slips as soon as this does."""
        return self.open and self.slack == 0

    @property
    def proposed(self):
        """Whether a date of it is reckoned rather than said by people."""
        said = self.said
        return self.open and not (said.start and said.due)


@dataclass(frozen=True)
class Plan:
    """Every step in the order of the grid."""

    begun: date
    today: date
    steps: tuple[Planned, ...]
    conflicts: tuple[Conflict, ...] = field(default=())

    @cached_property
    def by_id(self):
        return {planned.step.id: planned for planned in self.steps}

    @property
    def ready(self):
        """What may begin now."""
        return [planned for planned in self.steps if planned.ready]

    @property
    def waiting(self):
        return [planned for planned in self.steps if planned.said.status == TODO and not planned.ready]

    @property
    def late(self):
        return [planned for planned in self.steps if planned.late or planned.late_start]

    @property
    def critical(self):
        return [planned for planned in self.steps if planned.critical]

    @cached_property
    def end(self):
        """(soonest, latest) last day of the dated work; None when there is none."""
        ends = [(p.soonest.finish, p.latest.finish) for p in self.steps if p.soonest and p.soonest.finish]
        return tuple(map(max, zip(*ends, strict=True))) if ends else None


def in_order(steps):
    """The steps so that each stands after all it needs, otherwise as they were given. Raises BadSteps."""
    by_id = {step.id: step for step in steps}
    errors = [f"l’étape {id} est décrite {times} fois." for id, times in Counter(s.id for s in steps).items() if times > 1]
    errors += [
        f"«{HARD}{step.title}{HARD}» attend une étape inconnue{HARD}: {need}."
        for step in steps
        for need in step.needs
        if need not in by_id
    ]
    if errors:
        raise BadSteps(errors)
    sorter = TopologicalSorter({step.id: step.needs for step in steps})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " → ".join(f"«{HARD}{by_id[id].title}{HARD}»" for id in error.args[1])
        raise BadSteps([f"ces étapes s’attendent l’une l’autre{HARD}: {circle}."]) from error
    ordered, rank = [], {step.id: at for at, step in enumerate(steps)}
    while sorter.is_active():
        for id in sorted(sorter.get_ready(), key=rank.get):
            ordered.append(by_id[id])
            sorter.done(id)
    return ordered


def plan(steps, said, begun, today):
    """The Plan of `steps` for a project begun on the day `begun`, seen on the day `today`. `said` maps step ids to Said; its
    dates are within the years of a date field (1990 to 2100). Raises BadSteps."""
    ordered = in_order(steps)
    said = {step.id: said.get(step.id, Said()) for step in steps}
    needs = _needs(ordered, said)
    soonest = _spans(ordered, needs, said, begun, today, prudent=False)
    latest = _spans(ordered, needs, said, begun, today, prudent=True)
    slack = _slack(ordered, needs, said, latest, today)
    by_id = {step.id: step for step in steps}

    def planned(step):
        told, not_before = said[step.id], step.duration.earliest(begun)
        waits = tuple(by_id[id] for id in needs[step.id] if not _fulfilled(by_id[id], said[id]))
        todo, still_open = told.status == TODO, told.status in (TODO, STARTED)
        return Planned(
            step, told, soonest.get(step.id), latest.get(step.id), not_before,
            waits_for=waits if still_open else (),
            late=max((today - told.due).days, 0) if still_open and told.due else 0,
            late_start=max((today - told.start).days, 0) if todo and told.start else 0,
            slack=slack.get(step.id),
            ready=todo and not waits and today >= not_before,
        )  # fmt: skip

    conflicts = [conflict for step in steps for conflict in _conflicts(step, needs, said, soonest, by_id, today)]
    return Plan(begun, today, tuple(planned(step) for step in steps), tuple(conflicts))


def _fulfilled(step, told):
    """Whether those who wait for this may go on. Continuous work without a first part holds nobody once it is begun."""
    return told.status == DONE or (told.status == STARTED and not step.duration.most)


def _needs(ordered, said):
    """Step id → ids it really waits for, in order: a step that was dropped hands on what it waited for itself."""
    needs = {}
    for step in ordered:
        found = {}
        for id in step.needs:
            found |= dict.fromkeys(needs[id] if said[id].status == DROPPED else [id])
        needs[step.id] = list(found)
    return needs


def _spans(ordered, needs, said, begun, today, prudent):
    """Step id → Span, steps that were dropped left out."""
    spans, free = {}, {}  # free: the first day on which what follows may begin
    for step in ordered:
        told = said[step.id]
        if told.status == DROPPED:
            continue
        possible = max([step.duration.earliest(begun), *(free[id] for id in needs[step.id])])
        span = spans[step.id] = _span(step.duration, told, possible, today, prudent)
        done = told.status == DONE
        free[step.id] = span.start if span.finish is None else (span.finish if done else max(span.finish, today)) + DAY
    return spans


def _span(duration, told, possible, today, prudent):
    start = told.start
    if told.status == DONE:
        finish = told.done_on or min(told.due or today, today)
        return Span(min(start or possible, finish), finish)
    if start is None:
        start = min(possible, today) if told.status == STARTED else max(possible, today)
    if told.due:
        return Span(min(start, told.due), told.due)
    return Span(start, duration.last_day(start, prudent) if duration.most else None)


def _slack(ordered, needs, said, spans, today):
    """Step id → days. What people dated or did stays where it is; the rest may slip together."""
    end = max((span.finish for span in spans.values() if span.finish), default=None)
    if end is None:
        return {}
    followers = {step.id: [] for step in ordered}
    for step in ordered:
        for id in needs[step.id] if step.id in spans else ():
            followers[id].append(step.id)
    slack = {}
    for step in reversed(ordered):
        span = spans.get(step.id)
        if span is None or said[step.id].status == DONE:
            continue
        finish = max(span.finish, today) if span.finish else span.start - DAY
        room = [(end - finish).days]
        for id in followers[step.id]:
            told = said[id]
            fixed = told.start or told.due or told.status != TODO
            room.append((spans[id].start - DAY - finish).days + (0 if fixed else slack[id]))
        slack[step.id] = max(min(room), 0)
    return {id: days for id, days in slack.items() if spans[id].finish}


def _conflicts(step, needs, said, spans, by_id, today):
    told, span = said[step.id], spans.get(step.id)
    if span is None:
        return
    name = f"«{HARD}{step.title}{HARD}»"
    before = [(by_id[id], spans[id]) for id in needs[step.id] if spans[id].finish and not _done_before(said[id], told)]
    if told.start and told.due and told.due < told.start:
        yield Conflict(step, f"{name} doit finir le {day_words(told.due)}, avant d’avoir commencé ({day_words(told.start)}).")
    if told.status == DONE and told.done_on and told.start and told.done_on < told.start:
        yield Conflict(step, f"{name} est fait le {day_words(told.done_on)}, avant d’avoir commencé ({day_words(told.start)}).")
    if told.done_on and told.done_on > today:
        yield Conflict(step, f"{name} ne peut pas être fait le {day_words(told.done_on)}{HARD}: ce jour est à venir.")
    for need, other in before:
        end = f"«{HARD}{need.title}{HARD}» ({day_words(other.finish)})"
        if told.start and told.start <= other.finish and told.status == TODO:
            yield Conflict(step, f"{name} commence le {day_words(told.start)}, avant la fin de {end}.")
        elif told.due and told.due <= other.finish and told.status in (TODO, STARTED):
            yield Conflict(step, f"{name} doit finir le {day_words(told.due)}, avant la fin de {end}.")
        elif told.status in (STARTED, DONE):
            is_so = "est en cours" if told.status == STARTED else "est fait"
            yield Conflict(step, f"{name} {is_so} alors que «{HARD}{need.title}{HARD}» n’est pas fait.")


def _done_before(need, told):
    """Whether a prerequisite holds nothing against a step that is begun: it is done."""
    return need.status == DONE and told.status in (STARTED, DONE)
