"""Which hypotheses move the result most."""

from ...appraisal.flows import ZERO
from ...drawing.chart import SAME, Chart, drawing, joined
from ...drawing.lettering import WIDTH, lines_of, width_of
from ..wording import HYPOTHESES, moved
from .parts import BAR, EDGE, NOTHING, Scale, amount, beside, in_euros, places_of


def _hypothesis(v):
    """« Bénéfices (−20 % ou +20 %) », the value of the lower NPV first, as on the drawing."""
    return f"{HYPOTHESES[v.code]} ({moved(v.code, v.at_low)} ou {moved(v.code, v.at_high)})"


def tornado(variations, colour):
    """The NPV at both ends of each hypothesis, in the order given (heaviest first)."""
    if not any(v.span or v.base for v in variations):
        return NOTHING
    title = "Ce qui fait bouger le résultat"
    named = [(_hypothesis(v), v) for v in variations]
    base = variations[0].base
    sentences = [
        f"{name}\u00a0: de {amount(min(v.low, v.high), sign=True)} à {amount(max(v.low, v.high), sign=True)}"
        + (", le signe change" if v.overturns else "")
        for name, v in named
    ]
    description = f"{title}. VAN de base {amount(base, sign=True)}. {joined(sentences)} {SAME}"
    places = places_of([euros for v in variations for euros in (v.low, v.base, v.high)])
    rows = tuple(
        (*in_euros(name, (v.low, v.base, v.high), places), "change de signe" if v.overturns else "ne change pas de signe")
        for name, v in named
    )
    svg = _draw_tornado(named, base, colour, description)
    return Chart(svg, title, description, ("Hypothèse", "VAN basse", "VAN de base", "VAN haute", "Conclusion"), rows)


def _draw_tornado(named, base, colour, description):
    values = [euros for _, v in named for euros in (v.low, v.high, v.base)]
    scale = Scale(values)
    # The bars take the whole width: zero is in view only when it is near enough to matter.
    low, high = min(map(scale, values)), max(map(scale, values))
    reach = (high - low) or 1.0
    low, high = (min(low, 0) if low < 0.35 * reach else low), (max(high, 0) if high > -0.35 * reach else high)
    if low == high:
        low, high = low - 0.5, high + 0.5
    sheet = drawing(58 + 58 * len(named), colour)
    plot = sheet.plot(EDGE, WIDTH - EDGE, 0, sheet.height, (low, high), (sheet.height, 0))
    sheet.legend([("striped", "VAN négative"), ("full", "VAN positive")])
    sheet.line(sheet.page, [9, 9], [28, 44], width=2.4)
    sheet.text(f"VAN de base\u00a0: {amount(base, sign=True)}", 25, 41, colour="muted")
    for i, (name, v) in enumerate(named):
        y = 58 + 58 * i
        said = "le signe change" if v.overturns else ""
        space = WIDTH - (width_of(said, 14, bold=True) + 16 if said else 0)
        sheet.text(lines_of(name, space, 1)[0], 0, y + 16)
        sheet.text(said, WIDTH, y + 16, colour="accent-text", size=14, bold=True, anchor="right")
        _draw_variation(sheet, plot, scale, v, y + 35)
        if low <= 0 <= high and not _covered(sheet, plot, scale, v):
            sheet.line(plot, [0, 0], [y + 23, y + 47], "muted", 1.2, (2, 2))
        sheet.line(plot, [scale(base)] * 2, [y + 22, y + 48], "paper", 4.4)
        sheet.line(plot, [scale(base)] * 2, [y + 22, y + 48], width=2.4)
    return sheet.svg(description)


def _covered(sheet, plot, scale, v):
    """Whether one of the amounts beside the bar stands where zero is."""
    zero, start, end = (sheet.at(plot, x, 0)[0] for x in (0, scale(v.low), scale(v.high)))
    room = max(width_of(amount(euros, sign=True), 14) for euros in (v.low, v.high)) + 10
    return start - room < zero < start or end < zero < end + room


def _draw_variation(sheet, plot, scale, v, y):
    low, high = sorted((v.low, v.high))
    if low < 0:
        sheet.bar(plot, scale(low), scale(min(high, ZERO)), y, BAR, "striped")
    if high > 0:
        sheet.bar(plot, scale(max(low, ZERO)), scale(high), y, BAR, "full")
    if low == high:
        beside(sheet, plot, scale(high), y, "sans effet", left=False, colour="muted", size=14)
        return
    if low != v.base:
        beside(sheet, plot, scale(low), y, amount(low, sign=True), left=True, size=14)
    if high != v.base:
        beside(sheet, plot, scale(high), y, amount(high, sign=True), left=False, size=14)
