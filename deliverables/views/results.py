"""The figures of a cost-benefit grid: the page that says all, and the part of it that stands beside the balance."""

import json
from pathlib import Path

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from capacities.pdf import digest_of
from capacities.pdf.tokens import tokens

from ..costbenefit import charts
from ..costbenefit.findings import findings
from ..costbenefit.lines import BALANCE, CONCLUSIONS, THEME_LABELS, balance_of
from ..costbenefit.reading import reading
from ..live import sheets_now
from .fetch import visible
from .fragments import HERE, jinja
from .manage import page_context

CODE = Path(__file__).resolve().parent.parent
DRAWN_BY = [
    *(HERE / name for name in ("_results.jinja", "_live_results.jinja", "_chart.jinja")),
    *(path for package in ("appraisal", "costbenefit", "drawing") for path in sorted((CODE / package).rglob("*.py"))),
]
BESIDE = ("npv", "ratio", "discounted-payback")  # figures that stand above the balance


def kept(deliverable, part, draw):
    """The HTML that `draw` makes, drawn once for each revision."""
    key = f"results:{part}:{digest_of(DRAWN_BY)[:16]}:{deliverable.grid_version_id}"
    key = f"{key}:{deliverable.pk}:{deliverable.epoch}:{deliverable.revision}"
    html = cache.get(key)
    if html is None:
        html = draw()
        cache.set(key, html, 3600)
    return mark_safe(html)


def found_now(deliverable):
    """The drawn sheets and what they amount to."""
    sheets = sheets_now(deliverable)
    return sheets, findings(balance_of(sheets, deliverable.begun))


def results_page(request, deliverable):
    def draw():
        sheets, found = found_now(deliverable)
        context = {
            "found": found,
            "sentences": reading(found),
            "charts": charts.every(found, tokens()),
            "conclusions": [cell for cell in sheets[CONCLUSIONS].cells.values() if cell.notes],
            "base": deliverable.get_absolute_url(),
            "themes": {theme: THEME_LABELS[theme] for theme in found.results.themes},
        }
        return jinja("deliverables/_results.jinja", context)

    context = page_context(request, deliverable, "summary") | {"body": kept(deliverable, "page", draw)}
    return render(request, "deliverables/results.html", context)


def beside(deliverable, sheet):
    """What stands above and beside a sheet of a cost-benefit grid, {"strip": …, "charts": …}: both for the balance, the
    strip alone for the conclusions; nothing for other sheets and grids."""
    if deliverable.grid.results != "cost-benefit" or sheet.id not in (BALANCE, CONCLUSIONS):
        return {}

    def draw():
        _, found = found_now(deliverable)
        context = {
            "found": found,
            "figures": [figure for code in BESIDE for figure in found.figures if figure.code == code],
            "sentences": reading(found, simulated=False)[:1],
            "charts": [
                charts.stakeholders(found.results.accounts, tokens()),
                charts.flows(found.study, found.results, tokens()),
            ],
            "results_url": f"{deliverable.get_absolute_url()}synthese/",
        }
        parts = {part: jinja("deliverables/_live_results.jinja", context | {"part": part}) for part in ("strip", "charts")}
        return json.dumps(parts)

    parts = json.loads(kept(deliverable, "beside", draw))
    if sheet.id == CONCLUSIONS:
        parts["charts"] = ""
    return {part: mark_safe(html) for part, html in parts.items()}


@require_safe
def live_results(request, pk):
    """The strip and the charts of the balance as they stand, for the page that shows them after each gesture."""
    deliverable = visible(request, pk)
    parts = beside(deliverable, deliverable.grid.sheet_by_id.get(BALANCE, deliverable.sheet))
    return HttpResponse(parts["strip"] + parts["charts"] if parts else "", status=200 if parts else 404)
