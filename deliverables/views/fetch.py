"""The first move of every view: what can this person even see?"""

from django.shortcuts import get_object_or_404

from ..models import Deliverable


def visible(request, pk):
    """The deliverable, with its use case, territory and grid version at hand; 404 for who may not know of it."""
    known = Deliverable.objects.visible_to(request.user)
    return get_object_or_404(known.select_related("usecase__territory", "grid_version"), pk=pk)
