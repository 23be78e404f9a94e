"""The plan as a drawing, for page and paper alike, with the same data as a table.

What is done is full, what is in progress striped, what is to do hollow; a delay is a thick stroke, and each state is written in
words: nothing is told by colour alone. A bar shows the soonest, the thin stroke after it how far the longest proposal goes.
matplotlib is imported when a first timeline is drawn."""

from calendar import monthrange
from datetime import date

from capacities.figures import HARD

from ..drawing.chart import SAME, Chart, drawing, joined, label
from ..drawing.lettering import WIDTH, lines_of, width_of
from .dates import DAY, SHORT, day_words, days_words, months_after
from .schedule import DONE, STARTED, STATUSES, TODO

_TITLE = "Le calendrier des étapes"
_HEAD = ("Étape", "État", "Début", "Fin au plus tôt", "Fin au plus tard", "Marge", "Dates")
_LOOKS = {DONE: "full", STARTED: "striped", TODO: "hollow"}
_LEFT, _RIGHT = 4, WIDTH - 4
_ABOVE = 86  # units: legend, months and years
_BAR, _STRIP = 14, 26
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two marks
_ROOM = 50  # units that the name of a month needs
_SMALLEST = 4  # units: a day is still seen on a drawing of ten years


def timeline(plan, colour):
    """The Chart of a Plan; None when every step was dropped. `colour` are the portal's tokens."""
    if not any(planned.soonest for planned in plan.steps):
        return None
    description = f"{_TITLE}. {joined(list(_sentences(plan)))} {SAME}"
    return Chart(_draw(plan, colour, description), _TITLE, description, _HEAD, tuple(_row(p) for p in plan.steps))


def state_words(planned):
    """« en retard de 12 jours », « peut commencer », « en cours »…"""
    if planned.late:
        return f"en retard de {days_words(planned.late)}"
    if planned.late_start:
        return f"début dépassé de {days_words(planned.late_start)}"
    return "peut commencer" if planned.ready else STATUSES[planned.said.status]


def _sentences(plan):
    counts = {status: sum(p.said.status == status for p in plan.steps) for status in STATUSES}
    yield ", ".join(f"{count} {STATUSES[status]}" for status, count in counts.items() if count)
    if plan.end:
        soonest, latest = plan.end
        sure = soonest == latest
        yield (
            f"Fin le {day_words(latest)}"
            if sure
            else f"Fin entre le {day_words(soonest)} et le {day_words(latest)} (proposition)"
        )
    for words, those in (("En retard", plan.late), ("Peut commencer", plan.ready)):
        if those:
            yield f"{words}{HARD}: {', '.join(label(planned.step.title) for planned in those)}"


def _row(planned):
    name, state = label(planned.step.title), state_words(planned)
    if planned.soonest is None:
        return (name, state, "", "", "", "", "")
    ends = [day_words(span.finish) if span.finish else "continu" for span in (planned.soonest, planned.latest)]
    slack = "" if planned.slack is None else "aucune" if planned.critical else days_words(planned.slack)
    return (name, state, day_words(planned.soonest.start), *ends, slack, _origin(planned))


def _origin(planned):
    if not planned.proposed:
        return "dites par l’équipe" if planned.open or planned.said.done_on else ""
    return "en partie proposées" if planned.said.start or planned.said.due else "proposition"


# Drawing


def _draw(plan, colour, description):
    rows, y = [], _ABOVE
    for planned in plan.steps:
        state = state_words(planned)
        names = lines_of(label(planned.step.title), WIDTH - width_of(state, bold=True) - 24, 2, bold=True)
        rows.append((planned, state, names, y))
        y += 19 * len(names) + (_STRIP + 6 if planned.soonest else 8)
    sheet = drawing(y + 20, colour)
    first, last = _months(plan)
    plot = sheet.plot(_LEFT, _RIGHT, 0, sheet.height, (first.toordinal(), last.toordinal()), (sheet.height, 0))
    strips = [(top + 19 * len(names) + 4, planned) for planned, _, names, top in rows if planned.soonest]
    marks = _name_months(sheet, plot, first, last)
    _rule(sheet, plot, marks, strips, "line", 0.8, zorder=0)
    for planned, state, names, top in rows:
        late = planned.late or planned.late_start
        for i, line in enumerate(names):
            sheet.text(line, 0, top + 14 + 19 * i, bold=True, colour="ink" if planned.soonest else "muted")
        sheet.text(state, WIDTH, top + 14, colour="accent-text" if late else "muted", bold=bool(late), anchor="right")
    for top, planned in strips:
        _draw_step(sheet, plot, planned, top + _STRIP / 2, plan.today, last)
    if first <= plan.today < last:
        _rule(sheet, plot, [plan.today.toordinal()], strips, "ink", 1.6)
        _name_today(sheet, plot, plan.today)
    _name_looks(sheet, plan)
    return sheet.svg(description)


def _months(plan):
    """The first day of the first month drawn and the first day after the last one."""
    spans = [span for p in plan.steps for span in (p.soonest, p.latest) if span]
    days = [day for span in spans for day in (span.start, span.finish) if day]
    if any(planned.late for planned in plan.steps):
        days.append(plan.today)
    last = max(days)
    return min(days).replace(day=1), date(last.year, last.month, monthrange(last.year, last.month)[1]) + DAY


def _name_months(sheet, plot, first, last):
    """Months, and years under the first month drawn of each; the places of the marks."""
    count = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in _STEPS if count / step * _ROOM <= _RIGHT - _LEFT), _STEPS[-1])
    begun = first.replace(month=1) if step >= 12 else first
    marks, year = [], None
    for at in range(0, count + 12, step):
        month = months_after(begun, at)
        if not first <= month < last:
            continue
        marks.append(month.toordinal())
        x = sheet.at(plot, month.toordinal(), 0)[0]
        if x + _ROOM > WIDTH:
            continue
        if step < 12:
            sheet.text(SHORT[month.month - 1], x, _ABOVE - 26, colour="muted", size=14)
        if month.year != year:
            sheet.text(str(month.year), x, _ABOVE - 8, colour="muted", size=14)
            year = month.year
    return marks


def _rule(sheet, plot, places, strips, colour, width, **more):
    """Upright strokes beside the bars only, so that none crosses a name; one path for all."""
    gap = float("nan")
    xs = [x for place in places for _ in strips for x in (place, place, gap)]
    ys = [y for _ in places for top, _ in strips for y in (top, top + _STRIP, gap)]
    sheet.line(plot, xs, ys, colour, width, **more)


def _draw_step(sheet, plot, planned, y, today, last):
    soonest, latest = planned.soonest, planned.latest
    smallest = _SMALLEST * (plot.get_xlim()[1] - plot.get_xlim()[0]) / (_RIGHT - _LEFT)
    start = end = soonest.start.toordinal()
    if soonest.finish:
        end = max((soonest.finish + DAY).toordinal(), start + smallest)
        sheet.bar(plot, start, end, y, _BAR, _LOOKS[planned.said.status])
        if latest.finish > soonest.finish:
            start, end = end, (latest.finish + DAY).toordinal()
            sheet.line(plot, [start, end], [y, y], width=1.4)
            sheet.line(plot, [end, end], [y - 5, y + 5], width=1.4)
    if planned.step.duration.continuous:
        sheet.line(plot, [end, last.toordinal()], [y, y], "brand", 3, dashes=(3, 5))
    if planned.late:
        sheet.bar(plot, (planned.said.due + DAY).toordinal(), (today + DAY).toordinal(), y, 6, "ink")


def _name_today(sheet, plot, today):
    words, x = "aujourd’hui", sheet.at(plot, today.toordinal(), 0)[0]
    half = width_of(words, 14, bold=True) / 2 + 3
    sheet.text(words, min(max(x, half), WIDTH - half), sheet.height - 5, size=14, bold=True, anchor="center")


def _name_looks(sheet, plan):
    """The legend: what the drawing shows, and only that."""
    known = [("hollow", "à faire", TODO), ("striped", "en cours", STARTED), ("full", "fait", DONE)]
    shown = [(look, words) for look, words, status in known if any(p.said.status == status and p.soonest for p in plan.steps)]
    if any(planned.late for planned in plan.steps):
        shown.append(("ink", "retard"))
    sheet.legend(shown)
    x, y = 0.6, 36
    if any(p.open and p.latest and p.latest != p.soonest for p in plan.steps):
        sheet.line(sheet.page, [x, x + 18], [y - 5, y - 5], width=1.4)
        sheet.line(sheet.page, [x + 18, x + 18], [y - 10, y], width=1.4)
        sheet.text("au plus tard (proposition)", x + 25, y, colour="muted")
        x += 25 + width_of("au plus tard (proposition)") + 20
    if any(p.step.duration.continuous and p.soonest for p in plan.steps):
        sheet.line(sheet.page, [x, x + 18], [y - 5, y - 5], "brand", 3, dashes=(3, 5))
        sheet.text("se poursuit", x + 25, y, colour="muted")
