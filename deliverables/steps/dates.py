"""Calendar dates in French, and durations as the published grids write them."""

import re
from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from capacities.figures import HARD

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
DAY = timedelta(days=1)
_LONGEST = 120  # months: what is longer is a mistake, not a step


def day_words(day):
    """« 1er mars 2027 », the day and its month never parted."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first}{HARD}{MONTHS[day.month - 1]} {day.year}"


def days_words(count):
    return f"{count}{HARD}jour{'s' if count > 1 else ''}"


def months_after(day, count):
    """The same day of a later month, or its last day when that month is shorter."""
    return day + relativedelta(months=count)


@dataclass(frozen=True, slots=True)
class Duration:
    """An indicative duration: from `least` to `most` of a `unit` (« jours », « semaines », « mois »), counted on the calendar.
    `continuous` work goes on after that, or from the start when `most` is 0; `from_month` says in which month of the project
    it may begin at the earliest, `every` after how many months it comes back, `each` for what one such duration is needed
    (« partenaire »). `words` are those of the grid."""

    words: str
    least: int
    most: int
    unit: str = "mois"
    continuous: bool = False
    from_month: int = 1
    every: int = 0
    each: str = ""

    @property
    def weeks(self):
        """(least, most) in whole weeks, to compare; dates are counted by `last_day`."""
        return tuple(round(count * _WEEKS[self.unit]) for count in (self.least, self.most))

    def last_day(self, start, prudent):
        """The last day of work begun on `start`, at the longest when `prudent`; the eve of `start` when nothing is dated."""
        return start + relativedelta(**{_UNITS[self.unit]: self.most if prudent else self.least}) - DAY

    def earliest(self, begun):
        """The first day on which a project begun on the day `begun` may start this."""
        return months_after(begun, self.from_month - 1)


_UNITS = {"jours": "days", "semaines": "weeks", "mois": "months"}
_WEEKS = {"jours": 1 / 7, "semaines": 1, "mois": 52 / 12}
_DATED = re.compile(r"(\d+)(?: à (\d+))? (jour|semaine|mois)s?\b")
_REST = re.compile(
    r"(?P<then>,? puis continu)?(?:,? tous les (?P<every>\d+) mois)?(?: par (?P<each>[\w’-]+))?(?: \([^)]*\))?", re.IGNORECASE
)
_CONTINUOUS = re.compile(r"continu(?: dès le mois (\d+))?", re.IGNORECASE)


class UnreadableDuration(ValueError):
    """Its message is a French sentence."""


def parse_duration(words):
    """The Duration that « 2 à 4 semaines », « 1 à 3 mois, puis continu », « 1 à 3 mois par partenaire », « 1 mois, tous les
    12 mois » or « continu dès le mois 3 » says. Raises UnreadableDuration."""
    plain = " ".join(words.split())
    if found := _CONTINUOUS.fullmatch(plain):
        return _checked(Duration(words, 0, 0, continuous=True, from_month=int(found[1] or 1)))
    dated = _DATED.match(plain)
    rest = dated and _REST.fullmatch(plain, dated.end())
    if not rest:
        example = f"«{HARD}2 à 4 semaines{HARD}»"
        raise UnreadableDuration(f"la durée «{HARD}{words}{HARD}» ne se lit pas. Écrivez par exemple {example}.")
    unit = dated[3] if dated[3] == "mois" else f"{dated[3]}s"
    least, most = int(dated[1]), int(dated[2] or dated[1])
    every, each = int(rest["every"] or 0), rest["each"] or ""
    return _checked(Duration(words, least, most, unit, bool(rest["then"]), every=every, each=each))


def _checked(duration):
    months = [duration.most / {"jours": 30, "semaines": 4, "mois": 1}[duration.unit], duration.from_month, duration.every]
    if duration.least > duration.most or max(months) > _LONGEST or duration.from_month < 1:
        raise UnreadableDuration(f"la durée «{HARD}{duration.words}{HARD}» n’est pas plausible.")
    if not duration.most and not duration.continuous:
        raise UnreadableDuration(f"la durée «{HARD}{duration.words}{HARD}» est nulle.")
    return duration
