"""Amounts as French people type them: `12 500`, `12 500,50 €`, `1,2 M€`, `35 k€`. What can be read two ways is asked."""

import re
from decimal import Decimal

_SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "md": 1_000_000_000}
_AMOUNT = re.compile(
    r"(?P<sign>[-−+]?)\s*(?P<number>\d[\d\s.,’']*?)\s*(?P<scale>k|m|md|milliers?|millions?|milliards?)?\s*(?:€|eur|euros?)?",
    re.IGNORECASE | re.ASCII,  # elsewhere « ſ » would be an s, and digits of other scripts numbers
)
_WORDS = {"millier": "k", "milliers": "k", "million": "m", "millions": "m", "milliard": "md", "milliards": "md"}
_GROUPED = re.compile(r"\d{1,3}(?:\s\d{3})+|\d+")


class Unreadable(ValueError):
    """The text is no amount, or could be two. The message is a French sentence."""


def parse_amount(text, unit="€"):
    """The Decimal that `text` says, in `unit`, which the question repeats. Raises Unreadable.

    A dot before exactly three digits may group thousands or part decimals: the person is asked, nothing is guessed."""
    text = " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())
    found = _AMOUNT.fullmatch(text)
    if not found:
        what = (
            "un montant. Écrivez par exemple 12\u202f500,50 ou 35\u00a0k€." if unit else "un nombre. Écrivez par exemple 50,5."
        )
        raise Unreadable(f"« {text} » n’est pas {what}")
    number = found["number"].strip()
    whole, decimals = _split(number, unit)
    if not _GROUPED.fullmatch(whole):
        raise Unreadable(f"« {number} » : les chiffres vont par trois, comme dans 12\u202f500.")
    word = (found["scale"] or "").lower()
    scale = _SCALES[_WORDS.get(word, word)]
    value = Decimal(whole.replace(" ", "") + (f".{decimals}" if decimals else "")) * scale
    return -value if found["sign"] in ("-", "−") else value


def _split(number, unit):
    """Whole part and decimals. The comma parts decimals; a single dot too, unless three digits follow it."""
    if "," in number:
        whole, _, decimals = number.partition(",")
        if "." in whole:
            whole = _dots_as_groups(whole, number)
        if not re.fullmatch(r"\d+", decimals):
            raise Unreadable(f"« {number} » : une seule virgule, puis les décimales.")
        return whole, decimals
    if number.count(".") > 1:
        return _dots_as_groups(number, number), ""
    if "." in number:
        whole, _, decimals = number.partition(".")
        if re.fullmatch(r"\d{3}", decimals) and len(whole) <= 3 and whole != "0":
            after = f"\u00a0{unit}" if unit else ""
            parted = f"{decimals.rstrip('0'):0<2}" if unit == "€" else decimals.rstrip("0") or "0"
            grouped, parted = f"{whole}\u202f{decimals}{after}", f"{whole},{parted}{after}"
            raise Unreadable(f"{number}\u00a0: {grouped} ou {parted}\u202f? Écrivez l’un des deux.")
        if not re.fullmatch(r"\d+", decimals):
            raise Unreadable(f"« {number} » n’est pas un nombre.")
        return whole, decimals
    return number, ""


def _dots_as_groups(whole, number):
    if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", whole):
        raise Unreadable(f"« {number} » n’est pas un nombre.")
    return whole.replace(".", " ")
