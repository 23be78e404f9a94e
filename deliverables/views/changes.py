"""The outbox's door: one gesture in, one acknowledgement out. What came in is stored before the answer leaves."""

import json

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from capacities.jinja import moment

from .. import rules
from ..actions import Operation, Refused, Reused, write
from ..forms import as_uuid
from ..live import changes_since, drawn_cell, figures_of, made_from
from ..models import Deliverable
from .fetch import visible
from .fragments import jinja


def told(message, status, code):
    return JsonResponse({"message": message, "code": code}, status=status)


@login_not_required  # answers 401 in JSON, where a redirection to the sign-in page would look like success to a script
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request, pk):
    """GET: the journal after `?depuis=`. POST: write one gesture; 200 stored, 409 stored beside another version,
    401 sign in again, 403 not allowed, 422 refused with its reason. The browser keeps what is not stored."""
    if not request.user.is_authenticated:
        return told("Votre session a expiré. Reconnectez-vous : rien n’est perdu.", 401, "session")
    if request.headers.get("X-User", str(request.user.pk)) != str(request.user.pk):  # nobody signs another's notes
        return told("Une autre personne est connectée ici. Reconnectez-vous : rien n’est perdu.", 401, "session")
    try:
        deliverable = visible(request, pk)
    except Http404:
        return told("Vous n’avez plus accès à ce livrable, ou il n’existe plus.", 404, "gone")
    if request.method != "POST":
        return journal(request, deliverable)
    if not rules.can_write(request.user, deliverable):
        return told("Votre rôle ne permet plus d’écrire dans ce livrable.", 403, "role")
    if request.content_type != "application/json":
        return told("Cet envoi est illisible : il doit être en JSON.", 415, "refused")
    try:
        operation = read_operation(request.body)
        written = write(deliverable, operation, by=request.user)
    except Reused as refused:
        return told(str(refused), 422, "reused")
    except Refused as refused:
        return told(str(refused), 422, "refused")
    except RequestDataTooBig:
        return told("Cet envoi est trop lourd. Partagez votre texte en plusieurs notes.", 413, "refused")
    except Deliverable.DoesNotExist:
        return told("Ce livrable n’existe plus.", 404, "gone")
    return acknowledgement(deliverable, written)


def read_operation(body):
    """The gesture that a JSON body describes. Raises Refused when it cannot be read."""
    try:
        asked = json.loads(body)
        operation = Operation(
            id=as_uuid(asked["id"]), kind=asked["kind"], address=asked["address"], note=as_uuid(asked.get("note")),
            gesture=asked.get("gesture", "write"), base=asked.get("base", 0), text=asked.get("text", ""),
            fields=asked.get("fields") or {},
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused("Cet envoi est illisible.") from error
    words = (operation.kind, operation.address, operation.gesture, operation.text)
    if operation.id is None or not all(isinstance(word, str) for word in words):
        raise Refused("Cet envoi est illisible.")
    if not isinstance(operation.base, int) or not isinstance(operation.fields, dict):
        raise Refused("Cet envoi est illisible.")
    return operation


def acknowledgement(deliverable, written):
    """What the browser needs to forget the gesture and to redraw the cell."""
    change = written.change
    answer = {
        "revision": change.revision, "kind": change.kind, "replayed": written.replayed, "note": str(change.note_id),
        "version": change.version, "conflict": written.conflict, "at": change.at.isoformat(), "moment": moment(change.at),
    }  # fmt: skip
    if change.note_kind != "row":
        drawn, cell = drawn_cell(deliverable, ".".join(change.address.split(".")[:3]))
        if cell is not None:
            told = figures_of(deliverable, drawn.sheet)
            context = {
                "drawn": drawn, "cell": cell, "note_id": change.note_id, "base": deliverable.get_absolute_url(), "told": told,
                "made": made_from(deliverable, cell.address),
                "grid": deliverable.grid, "begun": deliverable.begun,
            }  # fmt: skip
            answer |= {"address": cell.address, "cell": jinja("deliverables/_acknowledged_cell.jinja", context)}
            answer["mark"] = next((a.mark for a in cell.asked if a.answer and a.answer.id == change.note_id), "")
            answer["item"] = jinja("deliverables/_acknowledged_note.jinja", context | {"may_write": True})
    return JsonResponse(answer, status=409 if written.conflict else 200)


def journal(request, deliverable):
    try:
        since = int(request.GET.get("depuis", 0))
    except ValueError:
        return told("« depuis » est un nombre : la dernière révision que vous connaissez.", 400, "depuis")
    told_changes = [
        {
            "revision": c.revision, "kind": c.kind, "note": str(c.note_id), "note_kind": c.note_kind, "address": c.address,
            "text": c.text, "fields": c.fields, "struck": c.struck, "version": c.version, "author": str(c.author),
            "at": c.at.isoformat(),
        }
        for c in changes_since(deliverable, since)
    ]  # fmt: skip
    # The last one told, not the deliverable's: who asks again from there misses nothing when there was more to tell.
    revision = told_changes[-1]["revision"] if told_changes else deliverable.revision
    return JsonResponse({"epoch": str(deliverable.epoch), "revision": revision, "changes": told_changes})
