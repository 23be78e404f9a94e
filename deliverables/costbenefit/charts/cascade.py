"""From costs to benefits to the net present value."""

from ...appraisal.effects import Nature, Side, Theme
from ...appraisal.flows import ZERO, cumulated
from ...drawing.chart import SAME, Chart, drawing, joined
from ...drawing.lettering import WIDTH, width_of
from ..table import NATURES
from .parts import EDGE, NOTHING, Scale, amount, in_euros, places_of

_COSTS = NATURES | {Nature.HIDDEN: "Coûts cachés"}
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
        return NOTHING
    title = "Des coûts à la VAN"
    said = [f"{name}\u00a0: {amount(euros, sign=True)}" for name, euros in steps]
    said.append(f"VAN\u00a0: {amount(results.npv, sign=True)}")
    description = f"{title}, en euros d’aujourd’hui. {joined(said)} {SAME}"
    reached = cumulated([euros for _, euros in steps])
    places = places_of([*reached, *(euros for _, euros in steps)])
    rows = [in_euros(name, (euros, so_far), places) for (name, euros), so_far in zip(steps, reached, strict=True)]
    svg = _draw_waterfall(steps, reached, results.npv, colour, description)
    head = ("Étape", "Montant actualisé", "Cumul")
    return Chart(svg, title, description, head, (*rows, in_euros("VAN", (results.npv, results.npv), places)))


def _present(study, side, **only):
    """Present euros of one side, costs negative, for effects whose attributes are those named; transfers cancel out."""
    chosen = (
        flow.worth
        for flow in study.real
        if flow.effect.side is side and all(getattr(flow.effect, name) == value for name, value in only.items())
    )
    return sum(chosen, ZERO)


def _draw_waterfall(steps, reached, npv, colour, description):
    scale = Scale(reached)
    left = max(width_of(name) for name, _ in steps) + 14
    sheet = drawing(36 * len(steps) + 50, colour)
    plot = sheet.plot(left, WIDTH - EDGE, 0, sheet.height, (scale.low, scale.high), (sheet.height, 0))
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
