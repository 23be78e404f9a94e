"""What several drawings share: amounts as they are written there, a scale, labels that do not touch."""

from decimal import Decimal
from itertools import pairwise

from capacities.figures import HARD, number
from capacities.figures import euros as written

from ...appraisal.results import Undefined

BAR, EDGE = 18, 104  # units: height of a bar, room for an amount beside it
NOTHING = Undefined("Aucune ligne n’est encore chiffrée\u00a0: il n’y a rien à tracer.")
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
    return plus + written(euros, places_of([euros]))


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


def places_of(values):
    """Cents are shown where they say something: when every amount is small."""
    return 2 if max(map(abs, values)) < 100 and any(value != value.to_integral_value() for value in values) else 0


def in_euros(name, values, places):
    """A row of the table under a drawing."""
    return (name, *(written(euros, places) for euros in values))


class Scale:
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


def beside(sheet, plot, x, y, words, *, left, **look):
    x, _ = sheet.at(plot, x, 0)
    sheet.text(words, x - 7 if left else x + 7, y + 5, anchor="right" if left else "left", **look)


def apart(places, widths, low, high, gap):
    """Centres of labels near `places`, in their order, that keep `gap` between them and stay within `low` and `high`."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = [min(max(place, low + wide / 2), high - wide / 2) for place, wide in zip(places, widths, strict=True)]
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + (widths[before] + widths[after]) / 2 + gap)
    limit = high
    for i in reversed(order):
        moved[i] = min(moved[i], limit - widths[i] / 2)
        limit = moved[i] - widths[i] / 2 - gap
    return moved
