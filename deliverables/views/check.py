"""What would be understood of what is being typed? Answers before anything is written, and writes nothing."""

import json
from types import SimpleNamespace

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from ..costbenefit.lines import BALANCE, line_of
from ..forms import understood
from ..grid.address import UnknownAddress, locate, own_row_id
from ..grid.values import shown
from ..live import balance_now, drawn_now
from .changes import told
from .fetch import visible


@require_POST
def check(request, pk):
    """{"address", "fields"} of a note or {"address", "value"} of a question → {"told": field → what a reader would see,
    "errors": field → what is wrong, "line": what the line would amount to, "" where there are no figures}."""
    deliverable = visible(request, pk)
    try:
        asked = json.loads(request.body)
        address = locate(deliverable.grid, asked["address"])
        fields = {"value": asked["value"]} if address.question else asked["fields"]
        typed = {name: text for name, text in fields.items() if isinstance(text, str)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, RequestDataTooBig, UnknownAddress):
        return told("Cet envoi est illisible.", 422, "refused")
    if not address.column:
        return told("Une note s’écrit dans une case.", 422, "refused")
    drawn = drawn_now(deliverable, deliverable.grid.sheet_by_id[address.sheet])
    known = {"value": drawn.sheet.question_by_id[address.question].input} if address.question else drawn.sheet.field_by_id
    read = {name: (known[name], text) for name, text in typed.items() if known.get(name)}
    withdrawn = (own_row_id(row.id) for row in drawn.struck_rows)  # a line may go on naming them, as when it is written
    kept, errors = understood(read, {*drawn.row_labels, *withdrawn})
    said = {name: shown(known[name], word, drawn.row_labels) for name, word in kept.items()}
    amounts_to = "" if errors or address.question else line(deliverable, address, kept)
    return JsonResponse({"told": said, "errors": errors, "line": amounts_to})


def line(deliverable, address, fields):
    """What these fields would make of a line of the balance, in words; "" in a grid without figures, or before any price."""
    if deliverable.grid.results != "cost-benefit" or address.sheet != BALANCE:
        return ""
    note = SimpleNamespace(id="", text="", author="", fields=fields, conflict_of=None)
    return line_of(note, address.row, address.column, balance_now(deliverable)).told
