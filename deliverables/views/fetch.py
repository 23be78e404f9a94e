"""The first move of every view: what can this person even see?"""

from django.db.models import F
from django.shortcuts import get_object_or_404

from usecases.rules import remember_role

from ..models import Deliverable


def visible(request, pk):
    """The deliverable, with its use case, territory and grid version at hand; 404 for who may not know of it. The
    membership that makes it visible also says the role, so that rules need not ask again."""
    known = Deliverable.objects.visible_to(request.user).annotate(role=F("usecase__memberships__role"))
    found = get_object_or_404(known.select_related("usecase__territory", "grid_version"), pk=pk)
    remember_role(request.user, found.usecase, found.role)
    return found
