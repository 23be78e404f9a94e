"""Rows that people add to a sheet: « Autre dimension ». Each is a note that names it, with a history like any other."""

import uuid

from django.contrib import messages
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
from .sheet import sheet_page


@require_POST
def add(request, pk):
    deliverable = visible(request, pk)
    require(rules.can_write(request.user, deliverable))
    operation = row_gesture(request.POST, deliverable.sheet)
    try:
        write(deliverable, operation, by=request.user)
    except Refused as refused:
        typed = {"nom": request.POST.get("nom", "")}
        return sheet_page(request, deliverable, typed=typed, errors=[str(refused)], status=422)
    first = deliverable.sheet.columns[0].id
    return redirect(f"{deliverable.get_absolute_url()}?case={operation.address}.{own_row_id(operation.note)}.{first}#case")


@require_http_methods(["GET", "HEAD", "POST"])
def row(request, pk, note):
    """Rename, withdraw or bring back a row. Its notes stay, readable, whatever becomes of it."""
    deliverable = visible(request, pk)
    require(rules.can_write(request.user, deliverable))
    named_by = get_object_or_404(deliverable.notes, pk=note, kind=ROW)
    form = RowForm(request.POST if request.POST.get("geste") == "renommer" else None, initial={"nom": named_by.text})
    status = 200
    if request.method == "POST":
        if request.POST.get("geste") in ("retirer", "remettre"):
            gesture = "strike" if request.POST["geste"] == "retirer" else "restore"
            operation = row_gesture(request.POST, deliverable.sheet, note=named_by, gesture=gesture)
            try:
                write(deliverable, operation, by=request.user)
                messages.success(request, "C’est fait. Les notes de cette ligne sont gardées.")
            except Refused as refused:
                messages.error(request, str(refused))
            return redirect(deliverable)
        if form.is_valid():
            try:
                write(deliverable, row_gesture(request.POST, deliverable.sheet, note=named_by), by=request.user)
                return redirect(deliverable)
            except Refused as refused:
                form.add_error("nom", str(refused))
        status = 422
    context = page_context(request, deliverable, "sheet") | {"form": form, "row": named_by, "operation": uuid.uuid4()}
    return render(request, "deliverables/row.html", context, status=status)
