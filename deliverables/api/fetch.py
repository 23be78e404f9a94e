"""The first move of every view about a deliverable: what this person may see. A stranger learns nothing."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter

from ..models import Deliverable

DELIVERABLE = OpenApiParameter(
    "deliverable", {"type": "string", "format": "uuid"}, OpenApiParameter.PATH, description="Le livrable."
)


def uuid_or_404(text):
    try:
        return UUID(str(text))
    except ValueError as error:
        raise Http404 from error


def visible_deliverables(user):
    return Deliverable.objects.visible_to(user).select_related("usecase__territory", "grid_version")


def deliverable_or_404(request, pk):
    return get_object_or_404(visible_deliverables(request.user), pk=uuid_or_404(pk))
