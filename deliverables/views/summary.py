"""What the answers say: a score for each dimension, the questions to look into, and what has no place any more."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..grid.progress import progress, scores, to_look_up
from ..live import drawn_now
from .fetch import visible
from .manage import page_context


@require_safe
def summary(request, pk):
    deliverable = visible(request, pk)
    drawn = drawn_now(deliverable)
    context = page_context(request, deliverable, "summary") | {
        "scores": scores(drawn),
        "to_look_up": to_look_up(drawn),
        "progress": progress(drawn),
        "drawn": drawn,
    }
    return render(request, "deliverables/summary.html", context)
