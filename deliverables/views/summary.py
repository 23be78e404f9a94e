"""What the answers and the notes say: a score for each dimension, points of vigilance, strengths, questions to look into,
and what has no place any more."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from capacities.pdf.tokens import tokens

from ..grid.overview import overview
from ..grid.progress import marked, progress, progress_of, scores, to_look_up, unasked
from ..grid.radar import radar
from ..live import drawn_now, sheets_now
from .fetch import visible
from .fragments import jinja
from .manage import page_context
from .results import results_page


@require_safe
def summary(request, pk):
    deliverable = visible(request, pk)
    if deliverable.grid.results == "cost-benefit":
        return results_page(request, deliverable)
    if not deliverable.grid.scored:
        return overview_page(request, deliverable)
    drawn = drawn_now(deliverable)
    found = scores(drawn)
    context = page_context(request, deliverable, "summary") | {
        "scores": found,
        "radar": jinja("deliverables/_radar_figure.jinja", {"radar": radar(found), "colour": tokens()}),
        "unasked": unasked(drawn),
        "vigilance": marked(drawn, "vigilance"),
        "strengths": marked(drawn, "force"),
        "to_look_up": to_look_up(drawn),
        "progress": progress(drawn),
        "drawn": drawn,
    }
    return render(request, "deliverables/summary.html", context)


def overview_page(request, deliverable):
    """The summary of a grid that scores nothing."""
    sheets = sheets_now(deliverable).values()
    context = page_context(request, deliverable, "summary") | {
        "overviews": [overview(drawn) for drawn in sheets if drawn.sheet.tracked],
        "progress": progress_of(drawn for drawn in sheets if drawn.sheet.tracked),
        "note_count": sum(drawn.note_count for drawn in sheets),
        "stray": [note for drawn in sheets for note in drawn.stray],
        "struck_rows": [row for drawn in sheets for row in drawn.struck_rows],
    }
    return render(request, "deliverables/overview.html", context)
