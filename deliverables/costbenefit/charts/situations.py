"""The scenarios side by side."""

from ...appraisal.results import Undefined
from ...drawing.chart import SAME, Chart, drawing, joined, label
from ...drawing.lettering import WIDTH, lines_of
from .parts import EDGE, Scale, amount, beside, in_euros, places_of


def scenarios(named, colour):
    """The NPV of each scenario. `named` is a list of (label, Decimal)."""
    if not named:
        return Undefined("Aucun scénario n’est décrit\u00a0: il n’y a rien à comparer.")
    named = [(label(name), npv) for name, npv in named]
    title = "Les scénarios côte à côte"
    said = [f"{name}\u00a0: {amount(npv, sign=True)}" for name, npv in named]
    description = f"{title}, par leur VAN. {joined(said)} {SAME}"
    svg = _draw_scenarios(named, colour, description)
    places = places_of([npv for _, npv in named])
    return Chart(svg, title, description, ("Scénario", "VAN"), tuple(in_euros(name, [npv], places) for name, npv in named))


def _draw_scenarios(named, colour, description):
    scale = Scale([npv for _, npv in named])
    rows, y = [], 4
    for name, npv in named:
        lines = lines_of(name, WIDTH, 2)
        rows.append((lines, npv, y))
        y += 19 * len(lines) + 46
    sheet = drawing(y - 8, colour)
    left = EDGE if scale.low < 0 else 1
    plot = sheet.plot(left, WIDTH - EDGE, 0, sheet.height, (scale.low, scale.high), (sheet.height, 0))
    for lines, npv, top in rows:
        for i, line in enumerate(lines):
            sheet.text(line, 0, top + 14 + 19 * i)
        middle = top + 19 * len(lines) + 15
        sheet.bar(plot, 0, scale(npv), middle, 22, "striped" if npv < 0 else "full")
        sheet.line(plot, [0, 0], [middle - 15, middle + 15], width=1.2)
        beside(sheet, plot, scale(npv), middle, amount(npv, sign=True), left=npv < 0, bold=True)
    return sheet.svg(description)
