"""The results of a cost-benefit study as drawings, for page and paper alike, each with the same data as a table.

Every chart takes objects of the appraisal and `colour`, the portal's tokens (name → value). What cannot be drawn is an
`Undefined` that says why. Gains are full, costs striped, transfers hollow, and every amount is written with its sign:
nothing is told by colour alone. matplotlib is imported when a first chart is drawn, not when the portal starts."""

from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from capacities.figures import HARD, number, percent
from capacities.figures import euros as written

from ...appraisal.effects import Nature, Side, Theme
from ...appraisal.flows import ZERO, cumulated, discounted
from ...appraisal.results import Undefined, sinks_again
from ...drawing.chart import SAME, Chart, drawing, joined, label
from ...drawing.lettering import TEXT, WIDTH, lines_of, width_of

MOST_PARTIES = 10  # drawn one by one; the table has them all
_BAR, _EDGE = 18, 104  # units: height of a bar, room for an amount beside it
_NOTHING = Undefined("Aucune ligne n’est encore chiffrée\u00a0: il n’y a rien à tracer.")


# Amounts


_UNITS = ((9, "Md€"), (6, "M€"))
_BEYOND = 14  # power of ten: no budget is so large, yet nothing is refused


def amount(euros, sign=False):
    """An amount as short as a drawing needs: « 12 500 € », « 1,25 M€ », « 3 Md€ »; with its sign when it is a result."""
    size = abs(euros)
    plus = "+" if sign and euros > 0 else ""
    if size >= 10**_BEYOND:
        return plus + _scientific(euros)
    for power, unit in _UNITS:
        if size >= 10**power:
            return f"{plus}{number(_three_digits(euros.scaleb(-power)))}{HARD}{unit}"
    return plus + written(euros, _places([euros]))


def _scientific(euros):
    return f"{f'{euros:.2e}'.replace('.', ',').replace('e+', 'e').replace('-', '−')}{HARD}€"


def _three_digits(value):
    return round(value, max(0, 2 - value.adjusted()))


def on_axis(euros):
    """A round amount: « 120 k€ »."""
    size = abs(euros)
    for power, unit in (*_UNITS, (3, "k€")):
        if 10**power <= size < 10**_BEYOND:
            return f"{number(euros.scaleb(-power))}{HARD}{unit}"
    if 0 < size < Decimal("0.01"):
        return _scientific(euros)
    return amount(euros)


def _places(values):
    """Cents are shown where they say something: when every amount is small."""
    return 2 if max(map(abs, values)) < 100 and any(value != value.to_integral_value() for value in values) else 0


def _row(name, values, places):
    return (name, *(written(euros, places) for euros in values))


class _Scale:
    """Decimal euros → small floats to draw with, exact enough whatever the amounts are."""

    def __init__(self, values):
        largest = max(map(abs, values))
        self.unit = Decimal(1).scaleb(largest.adjusted()) if largest else Decimal(1)
        drawn = [self(value) for value in values]
        self.low, self.high = min(0.0, *drawn), max(0.0, *drawn)
        if self.low == self.high:
            self.high = 1.0

    def __call__(self, euros):
        return float(euros / self.unit)

    def euros(self, drawn):
        return Decimal(f"{drawn:.6g}") * self.unit


# Who gains and who pays


class _Party(NamedTuple):
    label: str
    benefits: Decimal
    costs: Decimal
    received: Decimal
    given: Decimal
    net: Decimal

    @property
    def weight(self):
        return sum(map(abs, self[1:5]))


def stakeholders(accounts, colour):
    """For each stakeholder: costs to the left, benefits to the right, transfers and the balance below."""
    parties = [_Party(label(a.stakeholder.label), a.benefits, a.costs, a.received, a.given, a.net) for a in accounts]
    if not any(party.weight for party in parties):
        return _NOTHING
    title, places = "Qui gagne, qui paie", _places([euros for party in parties for euros in party[1:]])
    sentences = [
        f"{p.label}\u00a0: coûts {amount(p.costs)}, bénéfices {amount(p.benefits)}, solde {amount(p.net, sign=True)}"
        for p in parties
    ]
    description = f"{title}, en euros d’aujourd’hui. {joined(sentences)} {SAME}"
    return Chart(
        svg=_draw_parties(_heaviest(parties), colour, description),
        title=title,
        description=description,
        head=("Partie prenante", "Bénéfices", "Coûts", "Transferts reçus", "Transferts versés", "Solde"),
        rows=tuple(_row(p.label, p[1:], places) for p in parties),
    )


def _heaviest(parties):
    """Those that a drawing has room for, in their order, the others as one."""
    if len(parties) <= MOST_PARTIES:
        return parties
    kept = set(sorted(range(len(parties)), key=lambda i: -parties[i].weight)[: MOST_PARTIES - 1])
    others = [party for i, party in enumerate(parties) if i not in kept]
    sums = [sum((party[i] for party in others), ZERO) for i in range(1, 6)]
    return [parties[i] for i in sorted(kept)] + [_Party(f"{len(others)} autres parties prenantes", *sums)]


def _draw_parties(parties, colour, description):
    rows, y = [], 36
    for party in parties:
        balance = amount(party.net, sign=True) if party.weight else "rien de chiffré"
        names = lines_of(party.label, WIDTH - width_of(balance, bold=True) - 24, 2, bold=True)
        rows.append((party, names, balance, y))
        moved = bool(party.received or party.given)
        y += 19 * len(names) + (44 + 20 * moved if party.weight else 12)
    sheet = drawing(y, colour)
    sums = [v for p in parties for v in (p.benefits, -p.costs, p.received, -p.given, p.net)]
    scale = _Scale(sums)
    plot = sheet.plot(_EDGE, WIDTH - _EDGE, 0, sheet.height, (scale.low, scale.high), (sheet.height, 0))
    legend = [("striped", "Coûts"), ("full", "Bénéfices"), ("ink", "Solde")]
    if any(p.received or p.given for p in parties):
        legend.insert(2, ("hollow", "Transferts"))
    sheet.legend(legend)
    for party, names, balance, top in rows:
        for i, line in enumerate(names):
            sheet.text(line, 0, top + 14 + 19 * i, bold=True)
        tone = "muted" if not party.weight else "accent-text" if party.net < 0 else "brand"
        sheet.text(balance, WIDTH, top + 14, colour=tone, bold=bool(party.weight), anchor="right")
        if party.weight:
            _draw_party(sheet, plot, scale, party, top + 19 * len(names) + 13)
    return sheet.svg(description)


def _draw_party(sheet, plot, scale, party, y):
    moved = bool(party.received or party.given)
    _both_sides(sheet, plot, scale, y, _BAR, (-party.costs, "striped"), (party.benefits, "full"))
    if moved:
        _both_sides(sheet, plot, scale, y + 20, 11, (-party.given, "hollow"), (party.received, "hollow"))
    under = y + 20 * moved + 14
    sheet.bar(plot, 0, scale(party.net), under, 6, "ink")
    sheet.line(plot, [0, 0], [y - 12, under + 6], width=1.2)


def _both_sides(sheet, plot, scale, y, height, *sides):
    """Bars from zero, each with its amount beyond its end."""
    for euros, look in sides:
        if euros:
            sheet.bar(plot, 0, scale(euros), y, height, look)
            _beside(sheet, plot, scale(euros), y, amount(euros, sign=True), left=euros < 0, size=14)


def _beside(sheet, plot, x, y, words, *, left, **look):
    x, _ = sheet.at(plot, x, 0)
    sheet.text(words, x - 7 if left else x + 7, y + 5, anchor="right" if left else "left", **look)


# Cumulated flows


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
    rows, places = list(zip(results.net, plain, present, strict=True)), _places([*results.net, *plain, *present])
    return Chart(
        svg=_draw_flows(years, [plain, present], [results.payback, results.discounted_payback], told, colour, description),
        title=title,
        description=description,
        head=("Année", "Flux net", "Cumul", "Cumul actualisé"),
        rows=tuple(_row(str(year), row, places) for year, row in zip(years, rows, strict=True)),
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
    scale = _Scale([euros for curve in curves for euros in curve])
    sheet = drawing(_CURVES_BOTTOM + 26, colour)
    ends = [amount(curve[-1], sign=True) for curve in curves]
    plot, right = _ruled(sheet, scale, years, max(width_of(words, TEXT, bold=True) for words in ends))
    drawn = [[scale(euros) for euros in curve] for curve in curves]
    heights = _apart([sheet.at(plot, 0, points[-1])[1] for points in drawn], 19, _CURVES_TOP, _CURVES_BOTTOM)
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


def _apart(places, least, low, high):
    """The same places, in their order, moved so that neighbours stand `least` apart within `low` and `high`."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + least)
    ceiling = high
    for i in reversed(order):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - least
    floor = low
    for i in order:
        moved[i] = max(moved[i], floor)
        floor = moved[i] + least
    return moved


# Tornado


def _changed(factor):
    return f"{'+' if factor > 1 else ''}{percent(factor - 1)}"


# Code of a variation → its name and how its two values are told.
_HYPOTHESES = {
    "rate": ("Taux d’actualisation", percent),
    "benefits": ("Bénéfices", _changed),
    "costs": ("Coûts", _changed),
    "carbon": ("Valeur du carbone", _changed),
    "delay": ("Retard des bénéfices", lambda years: _span(years) if years else "aucun"),
    "public-funds": ("Coût des fonds publics", lambda share: percent(share) if share else "aucun"),
}


def _hypothesis(variation):
    """« Bénéfices (−20 % ou +20 %) », the value of the lower NPV first, as on the drawing."""
    name, told = _HYPOTHESES.get(variation.code, (label(variation.code), number))
    return f"{name} ({told(variation.at_low)} ou {told(variation.at_high)})"


def tornado(variations, colour):
    """The NPV at both ends of each hypothesis, in the order given (heaviest first)."""
    if not any(v.span or v.base for v in variations):
        return _NOTHING
    title = "Ce qui fait bouger le résultat"
    named = [(_hypothesis(v), v) for v in variations]
    base = variations[0].base
    sentences = [
        f"{name}\u00a0: de {amount(min(v.low, v.high), sign=True)} à {amount(max(v.low, v.high), sign=True)}"
        + (", le signe change" if v.overturns else "")
        for name, v in named
    ]
    description = f"{title}. VAN de base {amount(base, sign=True)}. {joined(sentences)} {SAME}"
    places = _places([euros for v in variations for euros in (v.low, v.base, v.high)])
    rows = tuple(
        (*_row(name, (v.low, v.base, v.high), places), "change de signe" if v.overturns else "ne change pas de signe")
        for name, v in named
    )
    svg = _draw_tornado(named, base, colour, description)
    return Chart(svg, title, description, ("Hypothèse", "VAN basse", "VAN de base", "VAN haute", "Conclusion"), rows)


def _draw_tornado(named, base, colour, description):
    values = [euros for _, v in named for euros in (v.low, v.high, v.base)]
    scale = _Scale(values)
    # The bars take the whole width: zero is in view only when it is near enough to matter.
    low, high = min(map(scale, values)), max(map(scale, values))
    reach = (high - low) or 1.0
    low, high = (min(low, 0) if low < 0.35 * reach else low), (max(high, 0) if high > -0.35 * reach else high)
    if low == high:
        low, high = low - 0.5, high + 0.5
    sheet = drawing(58 + 58 * len(named), colour)
    plot = sheet.plot(_EDGE, WIDTH - _EDGE, 0, sheet.height, (low, high), (sheet.height, 0))
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
        sheet.bar(plot, scale(low), scale(min(high, ZERO)), y, _BAR, "striped")
    if high > 0:
        sheet.bar(plot, scale(max(low, ZERO)), scale(high), y, _BAR, "full")
    if low == high:
        _beside(sheet, plot, scale(high), y, "sans effet", left=False, colour="muted", size=14)
        return
    if low != v.base:
        _beside(sheet, plot, scale(low), y, amount(low, sign=True), left=True, size=14)
    if high != v.base:
        _beside(sheet, plot, scale(high), y, amount(high, sign=True), left=False, size=14)


# From costs to the NPV

_COSTS = {
    Nature.INVESTMENT: "Investissement",
    Nature.RUNNING: "Fonctionnement",
    Nature.HIDDEN: "Coûts cachés",
}
_BENEFITS = {
    Theme.ECONOMIC: "Bénéfices économiques",
    Theme.ENVIRONMENTAL: "Bénéfices environnementaux",
    Theme.SOCIAL: "Bénéfices sociaux",
    Theme.HUMAN: "Bénéfices humains",
}


def waterfall(study, results, colour):
    """Costs by kind, then benefits by theme, in present euros, down and up to the NPV."""
    steps = [(_COSTS[nature], _present(study, Side.COST, nature=nature)) for nature in _COSTS]
    steps += [(_BENEFITS[theme], _present(study, Side.BENEFIT, theme=theme)) for theme in _BENEFITS]
    steps = [(name, euros) for name, euros in steps if euros]
    if not steps:
        return _NOTHING
    title = "Des coûts à la VAN"
    said = [f"{name}\u00a0: {amount(euros, sign=True)}" for name, euros in steps]
    said.append(f"VAN\u00a0: {amount(results.npv, sign=True)}")
    description = f"{title}, en euros d’aujourd’hui. {joined(said)} {SAME}"
    reached = cumulated([euros for _, euros in steps])
    places = _places([*reached, *(euros for _, euros in steps)])
    rows = [_row(name, (euros, so_far), places) for (name, euros), so_far in zip(steps, reached, strict=True)]
    svg = _draw_waterfall(steps, reached, results.npv, colour, description)
    head = ("Étape", "Montant actualisé", "Cumul")
    return Chart(svg, title, description, head, (*rows, _row("VAN", (results.npv, results.npv), places)))


def _present(study, side, **only):
    """Present euros of one side, costs negative, for effects whose attributes are those named; transfers cancel out."""
    chosen = (
        flow.worth
        for flow in study.real
        if flow.effect.side is side and all(getattr(flow.effect, name) == value for name, value in only.items())
    )
    return sum(chosen, ZERO)


def _draw_waterfall(steps, reached, npv, colour, description):
    scale = _Scale(reached)
    left = max(width_of(name) for name, _ in steps) + 14
    sheet = drawing(36 * len(steps) + 50, colour)
    plot = sheet.plot(left, WIDTH - _EDGE, 0, sheet.height, (scale.low, scale.high), (sheet.height, 0))
    sheet.line(plot, [0, 0], [2, sheet.height - 2], width=1.2)
    before = ZERO
    for i, ((name, euros), after) in enumerate(zip(steps, reached, strict=True)):
        y = 18 + 36 * i
        sheet.text(name, left - 14, y + 5, anchor="right")
        sheet.bar(plot, scale(before), scale(after), y, 20, "striped" if euros < 0 else "full")
        sheet.line(plot, [scale(after)] * 2, [y + 10, y + 26], "muted", 1)
        sheet.text(amount(euros, sign=True), WIDTH, y + 5, anchor="right")
        before = after
    y = 24 + 36 * len(steps)
    sheet.text("VAN", left - 14, y + 5, bold=True, anchor="right")
    sheet.bar(plot, 0, scale(npv), y, 24, "ink")
    sheet.text(amount(npv, sign=True), WIDTH, y + 5, bold=True, anchor="right")
    return sheet.svg(description)


# Simulation


def histogram(simulation, colour):
    """How many draws of a Simulation fall in each range of NPV, with its percentiles. An Undefined is handed back."""
    if isinstance(simulation, Undefined):
        return simulation
    edges, counts = [Decimal(edge) for edge in simulation.edges], simulation.counts
    marks = {p: Decimal(simulation.percentiles[p]) for p in (5, 50, 95)}
    if simulation.percentiles[5] == simulation.percentiles[95]:
        return Undefined("La simulation donne toujours le même résultat\u00a0: il n’y a pas de répartition à tracer.")
    title = "Les résultats possibles"
    said = [
        f"La VAN est positive dans {_share(simulation.positive)} des tirages",
        f"Dans 5\u00a0% des tirages elle est sous {amount(marks[5], sign=True)}",
        f"Une fois sur deux elle dépasse {amount(marks[50], sign=True)}",
        f"Dans 5\u00a0% des tirages elle dépasse {amount(marks[95], sign=True)}",
    ]
    description = f"{title}\u00a0: {number(simulation.draws)} tirages dans les fourchettes. {joined(said)} {SAME}"
    places = _places(edges)
    ranges = zip(pairwise(edges), counts, strict=True)
    rows = tuple((written(a, places), written(b, places), number(n)) for (a, b), n in ranges)
    svg = _draw_histogram(edges, counts, marks, simulation.positive, colour, description)
    return Chart(svg, title, description, ("VAN de", "à", "Tirages"), rows)


def _share(fraction):
    """In whole percent, never rounded to a certainty that the draws do not give."""
    if 0 < fraction < 0.005:
        return f"moins de 1{HARD}%"
    return f"plus de 99{HARD}%" if 0.995 < fraction < 1 else percent(Decimal(fraction), 0)


_ABOVE = 32  # units that the legend takes


def _draw_histogram(edges, counts, marks, positive, colour, description):
    scale = _Scale([*edges, *marks.values()])
    low, high = scale(min(*edges, *marks.values())), scale(max(*edges, *marks.values()))
    reach = high - low
    low, high = (min(low, 0.0) if low < 0.3 * reach else low), (max(high, 0.0) if high > -0.3 * reach else high)
    top, bottom = _ABOVE + 62, _ABOVE + 262
    sheet = drawing(bottom + 28, colour)
    plot = sheet.plot(34, WIDTH - 34, top, bottom, (low, high), (0, max(counts) * 1.04))
    less, more = f"VAN négative\u00a0: {_share(1 - positive)}", f"VAN positive\u00a0: {_share(positive)}"
    sheet.legend([("striped", less), ("full", more)])
    _draw_bins(sheet, plot, [scale(edge) for edge in edges], counts)
    sheet.line(plot, [low, high], [0, 0], width=1.2)
    for tick in sheet.ticks(low, high, 5):
        x, y = sheet.at(plot, tick, 0)
        sheet.line(sheet.page, [x, x], [y, y + 5], "muted")
        sheet.text(on_axis(scale.euros(tick)), x, y + 21, colour="muted", size=14, anchor="center")
    if low < 0 < high:
        sheet.line(plot, [0, 0], [0, max(counts) * 1.04], width=1.2, dashes=(1.5, 3))
    _draw_percentiles(sheet, {p: (sheet.at(plot, scale(euros), 0)[0], euros) for p, euros in marks.items()}, bottom)
    return sheet.svg(description)


_PERCENTILES = {5: "P5", 50: "Médiane (P50)", 95: "P95"}


def _draw_percentiles(sheet, marks, bottom):
    """Lines down to the axis under their names and amounts, which stand side by side. `marks`: percentile → (x, euros)."""
    words = {p: amount(euros, sign=True) for p, (_, euros) in marks.items()}
    wide = [max(width_of(_PERCENTILES[p], 14), width_of(words[p], bold=True)) for p in marks]
    places = _side_by_side([x for x, _ in marks.values()], wide, WIDTH)
    for (p, (x, _)), place in zip(marks.items(), places, strict=True):
        sheet.text(_PERCENTILES[p], place, _ABOVE + 14, colour="muted", size=14, anchor="center")
        sheet.text(words[p], place, _ABOVE + 33, bold=True, anchor="center")
        xs, ys = [place, x, x], [_ABOVE + 40, _ABOVE + 56, bottom]
        sheet.line(sheet.page, xs, ys, "paper", 4)
        sheet.line(sheet.page, xs, ys, width=2 if p == 50 else 1.4, dashes=None if p == 50 else (5, 3))


def _draw_bins(sheet, plot, edges, counts):
    """One outline for what is above zero, one for what is below, striped; a range across zero is cut there."""
    bins = [(a, b, n) for (a, b), n in zip(pairwise(edges), counts, strict=True)]
    cut = [(max(a, 0.0), b, n) for a, b, n in bins if b > 0]
    below = [(a, min(b, 0.0), n) for a, b, n in bins if a < 0]
    for parts, (fill, edge) in ((below, ("accent-soft", "accent")), (cut, ("brand", "paper"))):
        if parts:
            steps = [part[0] for part in parts] + [parts[-1][1]]
            look = {"facecolor": sheet.colour[fill], "edgecolor": sheet.colour[edge], "linewidth": 1}
            plot.stairs([part[2] for part in parts], steps, fill=True, **look)
    for a, b, n in below:
        if n:
            wide = sheet.at(plot, b, 0)[0] - sheet.at(plot, a, 0)[0]
            sheet.line(plot, [(a + b) / 2] * 2, [0, n], "accent", max(wide - 1, 0.3), dashes=(2, 3))


def _side_by_side(places, widths, width):
    """Centres of labels near `places`, in order, that neither touch nor leave the page."""
    gap, order = 14, range(len(places))
    moved = [min(max(place, wide / 2), width - wide / 2) for place, wide in zip(places, widths, strict=True)]
    for i in order[1:]:
        moved[i] = max(moved[i], moved[i - 1] + (widths[i - 1] + widths[i]) / 2 + gap)
    limit = width
    for i in reversed(order):
        moved[i] = min(moved[i], limit - widths[i] / 2)
        limit = moved[i] - widths[i] / 2 - gap
    return moved


# Scenarios


def scenarios(named, colour):
    """The NPV of each scenario. `named` is a list of (label, Decimal)."""
    if not named:
        return Undefined("Aucun scénario n’est décrit\u00a0: il n’y a rien à comparer.")
    named = [(label(name), npv) for name, npv in named]
    title = "Les scénarios côte à côte"
    said = [f"{name}\u00a0: {amount(npv, sign=True)}" for name, npv in named]
    description = f"{title}, par leur VAN. {joined(said)} {SAME}"
    svg = _draw_scenarios(named, colour, description)
    places = _places([npv for _, npv in named])
    return Chart(svg, title, description, ("Scénario", "VAN"), tuple(_row(name, [npv], places) for name, npv in named))


def _draw_scenarios(named, colour, description):
    scale = _Scale([npv for _, npv in named])
    rows, y = [], 4
    for name, npv in named:
        lines = lines_of(name, WIDTH, 2)
        rows.append((lines, npv, y))
        y += 19 * len(lines) + 46
    sheet = drawing(y - 8, colour)
    left = _EDGE if scale.low < 0 else 1
    plot = sheet.plot(left, WIDTH - _EDGE, 0, sheet.height, (scale.low, scale.high), (sheet.height, 0))
    for lines, npv, top in rows:
        for i, line in enumerate(lines):
            sheet.text(line, 0, top + 14 + 19 * i)
        middle = top + 19 * len(lines) + 15
        sheet.bar(plot, 0, scale(npv), middle, 22, "striped" if npv < 0 else "full")
        sheet.line(plot, [0, 0], [middle - 15, middle + 15], width=1.2)
        _beside(sheet, plot, scale(npv), middle, amount(npv, sign=True), left=npv < 0, bold=True)
    return sheet.svg(description)
