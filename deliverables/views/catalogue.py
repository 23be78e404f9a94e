"""The grids anyone may read, and the deliverables one fills."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Deliverable, GridVersion


@login_not_required
@require_safe
def catalogue(request):
    mine = Deliverable.objects.visible_to(request.user).current().select_related("usecase", "grid_version")
    return render(request, "deliverables/catalogue.html", {"grids": GridVersion.objects.latest_of_each(), "mine": mine})
