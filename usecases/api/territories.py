"""Territories, looked for as one types. Open to all."""

from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.permissions import AllowAny

from capacities.rest import checked

from ..models import Territory
from .shapes import TerritorySerializer


class TerritoryFilters(serializers.Serializer):
    search = serializers.CharField(
        min_length=2, max_length=80, help_text="Un nom, même partiel et sans accents, ou le début d’un code officiel."
    )
    kind = serializers.ChoiceField(Territory.Kind.choices, required=False, help_text="Une seule nature de territoire.")


@extend_schema(tags=["Territoires"])
class Territories(generics.ListAPIView):
    serializer_class = TerritorySerializer
    permission_classes = [AllowAny]
    queryset = Territory.objects.none()

    @extend_schema(
        operation_id="territories_list",
        summary="Chercher un territoire",
        description="Les noms exacts d’abord, puis les territoires les plus peuplés.",
        parameters=[TerritoryFilters],
    )
    def get(self, request):
        return self.list(request)

    def get_queryset(self):
        filters = checked(TerritoryFilters, self.request.query_params.dict())
        found = Territory.objects.matching(filters["search"])
        return found.filter(kind=filters["kind"]) if "kind" in filters else found
