"""What every chart of the portal is: a drawing, its words and its table."""

import re
from dataclasses import dataclass
from math import ceil

from capacities.text import clean

SAME = "Le tableau qui suit donne les mêmes valeurs."


@dataclass(frozen=True, slots=True)
class Chart:
    """`svg` goes as it is into a page or a document. `description` is its text alternative, in its <title>; `head` and
    `rows` say the same as a table."""

    svg: str
    title: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def drawing(height, colour):
    """An empty Drawing. It imports matplotlib, which only those who draw should pay for."""
    from .figure import Drawing

    return Drawing(ceil(height), colour)


def label(name):
    """What people typed, on one line and without signs that no drawing can hold."""
    return re.sub(r"[ \t\n]+", " ", clean(name)) or "Sans nom"


def joined(parts, most=8):
    """Some sentences of a description; the table has them all."""
    told, others = " ".join(f"{part}." for part in parts[:most]), len(parts) - most
    return f"{told} Et {others} autre{'s' if others > 1 else ''}." if others > 0 else told
