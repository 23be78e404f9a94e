"""What a cost-benefit grid says on paper beside its sheets: the reading, the figures, the drawings and their tables."""

from decimal import Decimal
from itertools import accumulate
from math import ceil

from capacities.figures import euros, percent
from capacities.pdf.tokens import tokens

from ..appraisal.sensitivity import RANGES
from ..costbenefit import charts
from ..costbenefit.findings import INTENSITIES, findings
from ..costbenefit.lines import BALANCE, CONCLUSIONS, balance_of
from ..costbenefit.reading import reading

# The figures of the first page; the others stand with the results.
FIRST = ("npv", "benefits", "costs", "ratio", "discounted-payback", "npv-per-public-euro")
LARGE = Decimal(10) ** 12  # euros that no budget holds: written short, so that they stay in their column
_LINES, _SIGNS = 28, 88  # lines that the first page has for the reading, signs on each
_WIDE = 16  # signs of a figure on one line; another line of figures takes the room of two of the reading


def balance_context(sheets, cover):
    """(id of a note → what it amounts to and what is said of it, what the templates say)."""
    balance = balance_of(sheets, cover["begun"])
    found = findings(balance)
    figure_by_code = {figure.code: figure for figure in found.figures}
    fields = sheets[BALANCE].sheet.field_by_id
    sentences = reading(found)
    figures = [figure_by_code.pop(code) for code in FIRST]
    first = _held(sentences, figures)
    context = {
        "found": found,
        "sentences": sentences[:first],
        "more_sentences": sentences[first:],
        "figures": figures,
        "more_figures": list(figure_by_code.values()),
        "charts": charts.every(found, tokens()),
        "fields": fields,
        "concluded": any(cell.notes for cell in sheets[CONCLUSIONS].cells.values()),
        "money": money,
        "brief": lambda value: charts.amount(Decimal(value)),
        "example": _example(found.study),
        "ranges": {confidence: percent(half) for confidence, half in RANGES.items()},
    }
    return {line.id: _told(line) for line in balance.lines}, context


def _held(sentences, figures):
    """How many of the sentences the first page holds, under its figures. The first stands apart, above them."""
    wide = any(len(figure.text) > _WIDE for figure in figures if not hasattr(figure.value, "why"))
    lines = list(accumulate(ceil(len(sentence) / _SIGNS) for sentence in sentences[1:]))
    return 1 + sum(1 for so_far in lines if so_far <= _LINES - 2 * wide)


def _told(line):
    """(euros, words) of a line in its cell: one that is in no figure says why and how it weighs."""
    if line.counted:
        return line.told, ()
    return "", tuple(word for word in (line.told, INTENSITIES.get(line.intensity)) if word)


def money(value):
    """Euros in a column of figures."""
    value = Decimal(value)
    return euros(value) if abs(value) < LARGE else charts.amount(value)


def _example(study):
    """What 100 € of the last year are worth today, to say what discounting does."""
    return {"rate": percent(study.rate), "year": study.years[-1], "worth": euros(100 * study.factors[-1], 0)}
