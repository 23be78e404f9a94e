"""Numbers as French printers set them: narrow no-break spaces between thousands, a decimal comma, a real minus sign."""

from decimal import ROUND_HALF_UP, Decimal

THIN, HARD, MINUS = "\u202f", "\u00a0", "−"


def number(value, places=None):
    """« 12 500,5 ». `places` fixes the decimals; without it, those that say something."""
    value = Decimal(value)
    if places is not None:
        value = rounded(value, places)
    sign, whole = (MINUS if value < 0 else ""), f"{abs(value):,f}"
    whole, _, decimals = whole.partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    return sign + whole.replace(",", THIN) + (f",{decimals}" if decimals else "")


def euros(value, places=0):
    """« 12 500 € »; with `places=2`, to the cent; with `places=None`, as many decimals as there are."""
    return f"{number(value, places)}{HARD}€"


def percent(fraction, places=None):
    """« 3,2 % » for 0.032."""
    return f"{number(Decimal(fraction) * 100, places)}{HARD}%"


def rounded(value, places):
    """Half away from zero, as accountants do. A number of many digits keeps them: nothing is refused here."""
    value = Decimal(value)
    if not value.is_finite() or value.adjusted() > 20:
        return value
    value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return value + 0 if value else abs(value)  # no « −0 »
