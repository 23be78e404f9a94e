"""Frozen versions: named, and never changed again."""

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import generics, serializers
from rest_framework.response import Response

from capacities.access import require
from capacities.rest import ErrorSerializer, TitleField, checked

from .. import actions, rules
from ..models import Snapshot
from .fetch import DELIVERABLE, deliverable_or_404
from .shapes import VersionSerializer


class FreezeSerializer(serializers.Serializer):
    name = TitleField(max_length=120, help_text="Ce que la version marque, par exemple « Comité de juin ».")


@extend_schema(tags=["Livrables"], parameters=[DELIVERABLE])
class Versions(generics.ListAPIView):
    serializer_class = VersionSerializer
    queryset = Snapshot.objects.none()

    @extend_schema(
        operation_id="versions_list",
        summary="Lister les versions figées",
        description="De la plus récente à la plus ancienne. Chacune s’exporte telle qu’elle était.",
    )
    def get(self, request, deliverable):
        return self.list(request)

    @extend_schema(
        operation_id="versions_freeze",
        summary="Figer une version",
        description=(
            "Réservé aux rôles animateur et pilote. L’état présent reçoit un nom et un numéro. Redemandée pour le même état et "
            "sous le même nom, c’est la même version."
        ),
        request=FreezeSerializer,
        responses={201: VersionSerializer, 400: ErrorSerializer, 403: ErrorSerializer, 404: ErrorSerializer},
        examples=[OpenApiExample("Figer une version", {"name": "Comité de juin"}, request_only=True)],
    )
    def post(self, request, deliverable):
        deliverable = deliverable_or_404(request, deliverable)
        require(
            rules.can_manage(request.user, deliverable), "Votre rôle dans ce cas d’usage ne permet pas de figer une version."
        )
        snapshot = actions.freeze(deliverable, checked(FreezeSerializer, request.data)["name"], by=request.user)
        return Response(VersionSerializer(snapshot).data, status=201)

    def get_queryset(self):
        return deliverable_or_404(self.request, self.kwargs["deliverable"]).snapshots.all()
