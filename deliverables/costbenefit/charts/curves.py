"""Cumulated flows, year after year."""

from decimal import Decimal
from math import ceil

from capacities.figures import HARD, number, percent

from ...appraisal.flows import cumulated, discounted
from ...appraisal.results import Undefined, sinks_again
from ...drawing.chart import SAME, Chart, drawing, joined
from ...drawing.lettering import TEXT, WIDTH, lines_of, width_of
from .parts import Scale, amount, apart, in_euros, on_axis, places_of


def flows(study, results, colour):
    """What has been spent and gained up to each year, plain and discounted, and when the outlay is recovered."""
    if not any(results.net):
        return Undefined("Les flux nets sont nuls chaque année\u00a0: il n’y a rien à tracer.")
    if len(results.net) < 2:
        return Undefined("Avec un horizon de 0 an, il n’y a qu’une année\u00a0: rien ne se cumule.")
    worth = discounted(results.net, study.rate)
    plain, present = cumulated(results.net), cumulated(worth)
    years = list(study.years)
    told = [
        f"Sans actualisation\u00a0: {_recovered(results.payback, results.net, study.first)}",
        f"Actualisé à {percent(study.rate)}\u00a0: {_recovered(results.discounted_payback, worth, study.first)}",
    ]
    title = "Flux cumulés d’année en année"
    ends = f"Fin {years[-1]}\u00a0: {amount(plain[-1], sign=True)}, et {amount(present[-1], sign=True)} une fois actualisés"
    description = f"{title}. {joined([*told, ends])} {SAME}"
    rows, places = list(zip(results.net, plain, present, strict=True)), places_of([*results.net, *plain, *present])
    return Chart(
        svg=_draw_flows(years, [plain, present], [results.payback, results.discounted_payback], told, colour, description),
        title=title,
        description=description,
        head=("Année", "Flux net", "Cumul", "Cumul actualisé"),
        rows=tuple(in_euros(str(year), row, places) for year, row in zip(years, rows, strict=True)),
    )


def _span(years):
    if years < Decimal("0.05"):
        return "moins d’un mois"
    return f"{number(years, 1).removesuffix(',0')}{HARD}an{'s' if years >= 2 else ''}"


def _recovered(payback, flow, first):
    if isinstance(payback, Undefined):
        return "pas de délai de retour"
    if not payback:
        return "rien à rembourser"
    again = sinks_again(flow)
    return f"retour en {first + ceil(payback)}, après {_span(payback)}" + (f", rechute en {first + again}" if again else "")


# Line, words, width, dashes, marker of each curve: plain, then discounted.
_CURVES = (("brand", "brand", 2.6, None, "o"), ("accent", "accent-text", 2.2, (6, 4), "D"))
_CURVES_TOP, _CURVES_BOTTOM = 62, 312  # under the legend, above the years


def _draw_flows(years, curves, paybacks, told, colour, description):
    scale = Scale([euros for curve in curves for euros in curve])
    sheet = drawing(_CURVES_BOTTOM + 26, colour)
    ends = [amount(curve[-1], sign=True) for curve in curves]
    plot, right = _ruled(sheet, scale, years, max(width_of(words, TEXT, bold=True) for words in ends))
    drawn = [[scale(euros) for euros in curve] for curve in curves]
    heights = apart([sheet.at(plot, 0, points[-1])[1] for points in drawn], [0] * 2, _CURVES_TOP, _CURVES_BOTTOM, gap=19)
    for i, (points, (tone, ink, width, dashes, _)) in enumerate(zip(drawn, _CURVES, strict=True)):
        sheet.line(plot, years, points, tone, width, dashes, solid_joinstyle="round")
        sheet.line(sheet.page, [0, 34], [10 + 24 * i] * 2, tone, width, dashes)
        sheet.text(lines_of(told[i], WIDTH - 44, 1)[0], 44, 15 + 24 * i)
        sheet.text(ends[i], right + 8, heights[i] + 5, colour=ink, bold=True)
    for i, payback in enumerate(paybacks):
        tone, *_, marker = _CURVES[i]
        look = {"marker": marker, "markersize": 9 - i, "markeredgewidth": 1.5, "markeredgecolor": colour["paper"]}
        sheet.line(sheet.page, [17], [10 + 24 * i], tone, **look)
        if payback:
            sheet.line(plot, [years[0] + float(payback)], [0], tone, **look)
            _name_payback(sheet, plot, payback, [(years, points) for points in drawn], discounted=bool(i))
    return sheet.svg(description)


def _ruled(sheet, scale, years, room):
    """Axes with round amounts and years, leaving `room` units for words at the right; and where they end."""
    slack = (scale.high - scale.low) * 0.05
    low, high = scale.low - slack, scale.high + slack
    marks = [(tick, on_axis(scale.euros(tick))) for tick in sheet.ticks(low, high, 5)]
    left, right = max(width_of(words, 14) for _, words in marks) + 8, WIDTH - room - 12
    plot = sheet.plot(left, right, _CURVES_TOP, _CURVES_BOTTOM, (years[0], years[-1]), (low, high))
    for tick, words in marks:
        sheet.line(plot, [years[0], years[-1]], [tick, tick], "ink" if tick == 0 else "line", 1.2 if tick == 0 else 0.8)
        sheet.text(words, left - 8, sheet.at(plot, 0, tick)[1] + 5, colour="muted", size=14, anchor="right")
    step = ceil(len(years) * 46 / (right - left))
    for year in years[::step]:
        sheet.text(str(year), sheet.at(plot, year, 0)[0], _CURVES_BOTTOM + 20, colour="muted", size=14, anchor="center")
    return plot, right


def _name_payback(sheet, plot, payback, curves, *, discounted):
    """Above and before the crossing for the plain curve, below and after it for the discounted one: rising curves leave both
    free. Left to the legend where a curve passes or where the plot ends."""
    words = _span(payback)
    x, y = sheet.at(plot, plot.get_xlim()[0] + float(payback), 0)
    x, y = (x + 9, y + 19) if discounted else (x - 9, y - 9)
    wide = width_of(words, 14, bold=True)
    left = x if discounted else x - wide
    if sheet.free(plot, curves, (left, y - 12, left + wide, y + 4)):
        colour, anchor = _CURVES[discounted][1], "left" if discounted else "right"
        sheet.text(words, x, y, colour=colour, size=14, bold=True, anchor=anchor)
