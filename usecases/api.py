"""Use cases and territories as JSON: the same visibility as the pages. Published use cases are read without signing in."""

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from .models import Membership, Statement, Territory, UseCase


class TerritorySerializer(serializers.ModelSerializer):
    kind_label = serializers.CharField(source="get_kind_display", help_text="La nature, en français.")

    class Meta:
        model = Territory
        fields = ("kind", "kind_label", "code", "name", "legal_form", "population", "departement", "region")


class StatementSerializer(serializers.ModelSerializer):
    section_label = serializers.CharField(source="get_section_display", help_text="La rubrique, en français.")
    evidence_label = serializers.CharField(source="get_evidence_display", help_text="D’où vient la phrase, en français.")

    class Meta:
        model = Statement
        fields = ("section", "section_label", "code", "text", "detail", "evidence", "evidence_label", "references")


class UseCaseSerializer(serializers.ModelSerializer):
    territory = TerritorySerializer()
    role = serializers.CharField(allow_null=True, help_text="Votre rôle dans ce cas d’usage, ou null.")

    class Meta:
        model = UseCase
        fields = ("slug", "title", "territory", "published", "reference", "role", "created_at")


class UseCaseDetailSerializer(UseCaseSerializer):
    statements = StatementSerializer(many=True, help_text="Des phrases courtes, chacune avec ce qui l’appuie.")

    class Meta(UseCaseSerializer.Meta):
        fields = (*UseCaseSerializer.Meta.fields, "statements")


class UseCaseFilters(serializers.Serializer):
    mine = serializers.BooleanField(required=False, default=False, help_text="true : seulement ceux dont vous êtes membre.")
    priority = serializers.SlugField(
        required=False, help_text="Code d’une des six priorités : seulement les cas d’usage qui la servent."
    )


class TerritoryFilters(serializers.Serializer):
    search = serializers.CharField(
        min_length=2, max_length=80, help_text="Un nom, même partiel et sans accents, ou le début d’un code officiel."
    )
    kind = serializers.ChoiceField(Territory.Kind.choices, required=False, help_text="Une seule nature de territoire.")


def asked(serializer_class, request):
    """The query parameters, checked; a mistake answers 400 with a sentence for each parameter."""
    serializer = serializer_class(data=request.query_params.dict())
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def visible_to(user):
    """The use cases that `user` may read, each with the role that `user` has there."""
    mine = Membership.objects.filter(usecase=OuterRef("pk"), user=user.pk).values("role")
    return UseCase.objects.visible_to(user).select_related("territory").annotate(role=Subquery(mine))


@extend_schema(tags=["Cas d’usage"])
class UseCases(generics.ListAPIView):
    serializer_class = UseCaseSerializer
    permission_classes = [AllowAny]
    queryset = UseCase.objects.none()

    @extend_schema(
        operation_id="usecases_list",
        summary="Lister les cas d’usage",
        description="Les cas d’usage publiés et, si vous êtes identifié, ceux dont vous êtes membre.",
        parameters=[UseCaseFilters],
    )
    def get(self, request):
        return self.list(request)

    def get_queryset(self):
        filters = asked(UseCaseFilters, self.request)
        found = visible_to(self.request.user)
        if filters["mine"]:
            found = found.exclude(role=None)
        return found.serving(filters["priority"]) if "priority" in filters else found


@extend_schema(tags=["Cas d’usage"])
class OneUseCase(generics.GenericAPIView):
    serializer_class = UseCaseDetailSerializer
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="usecases_read",
        summary="Lire un cas d’usage",
        description="Le cas d’usage et ses phrases : objectif, problème, données, parties prenantes, priorités servies…",
        parameters=[OpenApiParameter("slug", str, OpenApiParameter.PATH, description="Mot qui le désigne dans les adresses.")],
    )
    def get(self, request, slug):
        usecase = get_object_or_404(visible_to(request.user).prefetch_related("statements"), slug=slug)
        return Response(self.get_serializer(usecase).data)


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
        filters = asked(TerritoryFilters, self.request)
        found = Territory.objects.matching(filters["search"])
        return found.filter(kind=filters["kind"]) if "kind" in filters else found
