"""The grids anyone may read, and the deliverables one fills."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from usecases.models import UseCase
from usecases.roles import Power, roles_with

from ..models import Deliverable, GridVersion
from .reference import listing


@login_not_required
@require_safe
def catalogue(request):
    mine = Deliverable.objects.visible_to(request.user).current().alone().select_related("usecase", "grid_version")
    grids = {True: [], False: []}  # to fill, to read
    for version in GridVersion.objects.latest_of_each():
        grids[version.grid.fillable].append(version)
    return render(request, "deliverables/catalogue.html", {"grids": grids[True], "references": grids[False], "mine": mine})


@login_not_required
@require_safe
def grid(request, slug):
    """A grid to read before filling it: what it is for, its questions with their sources, the blank sheet to print."""
    version = get_object_or_404(GridVersion.objects.latest_of_each(), slug=slug)
    if not version.grid.fillable:
        return listing(request, version)
    usecases = UseCase.objects.none()
    if request.user.is_authenticated:
        usecases = UseCase.objects.filter(
            memberships__user=request.user, memberships__role__in=roles_with(Power.BEGIN)
        ).distinct()
    sheets = [(sheet, read_through(sheet)) for sheet in version.grid.sheets]
    return render(
        request,
        "deliverables/grid.html",
        {"version": version, "grid": version.grid, "sheets": sheets, "usecases": usecases},
    )


def read_through(sheet):
    """(row, [(column, its questions)…]) pairs, in reading order."""
    return [
        (row, [(column, sheet.questions_at.get((row.id, column.id), ())) for column in sheet.columns]) for row in sheet.rows
    ]
