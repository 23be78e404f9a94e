"""What the answers and the notes say: a score for each dimension, points of vigilance, strengths, questions to look into,
and what has no place any more."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from capacities.pdf.tokens import tokens

from ..grid.progress import marked, progress, scores, to_look_up, unasked
from ..grid.radar import radar
from ..live import drawn_now
from .fetch import visible
from .fragments import jinja
from .manage import page_context
from .results import results_page


@require_safe
def summary(request, pk):
    deliverable = visible(request, pk)
    if deliverable.grid.results == "cost-benefit":
        return results_page(request, deliverable)
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
