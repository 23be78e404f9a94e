"""Rows that people add to a sheet: « Autre dimension ». Each is a note that names it, with a history like any other."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from capacities.access import require

from .. import rules
from ..actions import Refused, write
from ..forms import RowForm, row_gesture
from ..grid.address import own_row_id
from ..grid.layout import ROW
from .fetch import visible
from .manage import page_context
from .sheet import address_of, sheet_page


@require_POST
def add(request, pk):
    deliverable = visible(request, pk)
    require(rules.can_write(request.user, deliverable))
    sheet = deliverable.grid.extensible_sheet
    if sheet is None:
        raise Http404("Ce livrable n’accepte pas de ligne supplémentaire.")
    operation = row_gesture(request.POST, sheet)
    try:
        write(deliverable, operation, by=request.user)
    except Refused as refused:
        return sheet_page(request, deliverable, sheet, typed=request.POST, errors=[str(refused)], status=422)
    first = sheet.columns[0].id
    return redirect(f"{deliverable.get_absolute_url()}?case={operation.address}.{own_row_id(operation.note)}.{first}#case")


@require_http_methods(["GET", "HEAD", "POST"])
def row(request, pk, note):
    """Rename, withdraw or bring back a row. Its notes stay, readable, whatever becomes of it."""
    deliverable = visible(request, pk)
    require(rules.can_write(request.user, deliverable))
    named_by = get_object_or_404(deliverable.notes, pk=note, kind=ROW)
    sheet = deliverable.sheet_at(named_by.address)
    form = RowForm(request.POST if request.POST.get("geste") == "renommer" else None, sheet=sheet, named_by=named_by)
    status = 200
    if request.method == "POST":
        if request.POST.get("geste") in ("retirer", "remettre"):
            gesture = "strike" if request.POST["geste"] == "retirer" else "restore"
            operation = row_gesture(request.POST, sheet, note=named_by, gesture=gesture)
            try:
                write(deliverable, operation, by=request.user)
                messages.success(request, "C’est fait. Les notes de cette ligne sont gardées.")
            except Refused as refused:
                messages.error(request, str(refused))
            return redirect(address_of(deliverable, sheet))
        if form.is_valid():
            try:
                write(deliverable, row_gesture(request.POST, sheet, note=named_by), by=request.user)
                return redirect(address_of(deliverable, sheet))
            except Refused as refused:
                form.add_error("nom", str(refused))
        status = 422
    context = page_context(request, deliverable, sheet.id) | {
        "form": form, "row": named_by, "operation": uuid.uuid4(), "whole": address_of(deliverable, sheet), "sheet": sheet,
    }  # fmt: skip
    return render(request, "deliverables/row.html", context, status=status)
