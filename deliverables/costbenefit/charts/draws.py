"""What the simulation draws: how often each result comes out."""

from decimal import Decimal
from itertools import pairwise

from capacities.figures import HARD, number, percent
from capacities.figures import euros as written

from ...appraisal.results import Undefined
from ...drawing.chart import SAME, Chart, drawing, joined
from ...drawing.lettering import WIDTH, width_of
from .parts import Scale, amount, apart, on_axis, places_of


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
    places = places_of(edges)
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
    scale = Scale([*edges, *marks.values()])
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
    places = apart([x for x, _ in marks.values()], wide, 0, WIDTH, gap=14)
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
