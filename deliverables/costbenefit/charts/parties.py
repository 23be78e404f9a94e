"""Who gains and who pays."""

from decimal import Decimal
from typing import NamedTuple

from ...appraisal.flows import ZERO
from ...drawing.chart import SAME, Chart, drawing, joined, label
from ...drawing.lettering import WIDTH, lines_of, width_of
from .parts import BAR, EDGE, NOTHING, Scale, amount, beside, in_euros, places_of

MOST_PARTIES = 10  # drawn one by one; the table has them all


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
        return NOTHING
    title, places = "Qui gagne, qui paie", places_of([euros for party in parties for euros in party[1:]])
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
        rows=tuple(in_euros(p.label, p[1:], places) for p in parties),
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
    scale = Scale(sums)
    plot = sheet.plot(EDGE, WIDTH - EDGE, 0, sheet.height, (scale.low, scale.high), (sheet.height, 0))
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
    _both_sides(sheet, plot, scale, y, BAR, (-party.costs, "striped"), (party.benefits, "full"))
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
            beside(sheet, plot, scale(euros), y, amount(euros, sign=True), left=euros < 0, size=14)
