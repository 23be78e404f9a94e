"""What a typed field holds: read as French people type it, kept as one canonical word, shown as printers set it.

Numbers are kept bare with a decimal comma (« 12500,5 », « 3,2 » for 3,2 %), years as four digits, dates as 2027-03-12,
choices and rows by their id. A canonical word read again is itself: what the API or the browser gave out may be sent back
as it is."""

import re
from datetime import date
from decimal import Decimal

from capacities.figures import HARD, number
from capacities.text import plain

from .amounts import Unreadable, parse_amount

MAX_LENGTH = 400
GONE = "partie prenante retirée"  # shown for a row that is there no more
FIRST_YEAR, LAST_YEAR = 1990, 2100
_BIGGEST = Decimal(10) ** 12
_DECIMALS = 6
_MONTH_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
MONTHS = {plain(name): at for at, name in enumerate(_MONTH_NAMES, 1)}
NUMBERS = ("integer", "decimal", "money", "percent")


def read(field, typed, rows=()):
    """The canonical word for what was typed in `field`, "" when nothing was. `rows` are the ids of the sheet's rows, for
    a field that names one. Raises Unreadable, whose message is a French sentence."""
    typed = " ".join(typed.replace("\u202f", " ").replace("\u00a0", " ").split()) if field.type != "text" else typed.strip()
    if not typed:
        return ""
    if len(typed) > MAX_LENGTH:
        raise Unreadable(f"Ce champ est limité à {MAX_LENGTH} signes.")
    return _READERS[field.type](field, typed, rows)


def shown(field, value, labels=None):
    """What a reader sees for a canonical word. `labels` maps ids of rows to their names."""
    if value == "":
        return ""
    if field.type == "choice":
        return field.label_of(value)
    if field.type == "row":
        return (labels or {}).get(value, GONE)
    if field.type == "date" and (day := _day(value)):
        return long_date(day)
    if field.type not in NUMBERS or not PLAIN.fullmatch(value):
        return value
    value = decimal(value)
    if field.type == "percent":
        return f"{number(value)}{HARD}%"
    if field.type == "money":
        return number(value, 2 if value.as_tuple().exponent in (-1, -2) else None) + f"{HARD}€"
    return number(value)


def told(known, fields, labels=None):
    """What a note carries beside its text, in words: a choice by its label, anything else after the name of its field."""
    said = []
    for field in known:
        if value := shown(field, fields.get(field.id, ""), labels):
            said.append(value if field.type == "choice" else f"{field.label}{HARD}: {value}")
    return said


def decimal(value):
    """The Decimal of a canonical number, percentages as they are written (3.2 for 3,2 %); None for nothing."""
    return Decimal(value.replace(",", ".")) if value else None


PLAIN = re.compile(r"-?\d+(,\d+)?", re.ASCII)


def _choice(field, typed, rows):
    if not field.label_of(typed):
        raise Unreadable("ce choix n’est pas proposé.")
    return typed


def _text(field, typed, rows):
    return typed


def _row(field, typed, rows):
    if typed not in rows:
        raise Unreadable("Cette partie prenante n’existe pas dans ce livrable.")
    return typed


def _year(field, typed, rows):
    if not re.fullmatch(r"\d{4}", typed, re.ASCII) or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise Unreadable(f"« {typed} » n’est pas une année entre {FIRST_YEAR} et {LAST_YEAR}. Écrivez par exemple 2027.")
    return typed


def _date(field, typed, rows):
    day = _day(typed)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"« {typed} » n’est pas une date. Écrivez par exemple 12/03/2027 ou 12 mars 2027.")
    return day.isoformat()


def _day(typed):
    """The date written as 2027-03-12, 12/03/2027, 12.3.2027 or 12 mars 2027; None for anything else."""
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", typed, re.ASCII):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", typed, re.ASCII):
        day, month, year = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})(?:er)? (\w+) (\d{4})", plain(typed)):
        day, month, year = found[1], MONTHS.get(found[2], 0), found[3]
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def long_date(day):
    """« 1er mars 2027 »."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def _number(field, typed, rows):
    return _kept(field, _amount(field, typed), typed)


def _integer(field, typed, rows):
    value = _amount(field, typed)
    if value != value.to_integral_value():
        raise Unreadable(f"« {typed} » : un nombre entier est attendu.")
    return _kept(field, value, typed)


def _percent(field, typed, rows):
    return _kept(field, _amount(field, re.sub(r"\s*(%|pour cent)$", "", typed)), typed)


def _amount(field, typed):
    if field.type != "money" and re.search(r"€|eur", typed, re.IGNORECASE):
        raise Unreadable(f"« {typed} » : ce champ attend un nombre, sans euros.")
    return parse_amount(typed, "€" if field.type == "money" else "")


def _kept(field, value, typed):
    if abs(value) >= _BIGGEST:
        raise Unreadable(f"« {typed} » dépasse ce que la grille sait compter.")
    if -value.as_tuple().exponent > _DECIMALS and value != round(value, _DECIMALS):
        raise Unreadable(f"« {typed} » : {_DECIMALS} décimales au plus.")
    if field.least == 0 and value < 0:
        raise Unreadable(f"« {typed} » : écrivez ce nombre sans signe moins.")
    too_small, too_big = field.least is not None and value < field.least, field.most is not None and value > field.most
    if too_small or too_big:
        raise Unreadable(f"« {typed} » : la valeur attendue est {_bounds(field)}.")
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain.replace(".", ",")


def _bounds(field):
    def write(bound):
        return number(bound) + (f"{HARD}%" if field.type == "percent" else "")

    if field.most is None:
        return f"de {write(field.least)} ou plus"
    return f"de {write(field.most)} ou moins" if field.least is None else f"entre {write(field.least)} et {write(field.most)}"


_READERS = {
    "choice": _choice, "text": _text, "row": _row, "year": _year, "date": _date, "integer": _integer, "decimal": _number,
    "money": _number, "percent": _percent,
}  # fmt: skip
