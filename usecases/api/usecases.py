"""Use cases: published ones are read by all, one's own are opened and described by their pilotes."""

from django.db import IntegrityError
from django.db.models import OuterRef, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.response import Response
from rest_framework.views import APIView

from capacities.access import require
from capacities.rest import ErrorSerializer, Refusal, checked

from .. import actions, rules
from ..models import Membership, UseCase
from .shapes import DescribeSerializer, UseCaseDetailSerializer, UseCaseSerializer, sections_of

SLUG = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="Le mot qui désigne le cas d’usage.")
EXAMPLE = {
    "title": "Suivre les friches",
    "territory": {"kind": "epci", "code": "200010700"},
    "objective": "Aider les agents à choisir les friches à réhabiliter en premier.",
    "users": [{"text": "Chargée du foncier", "detail": "voir l’état de chaque friche"}],
}


class UseCaseFilters(serializers.Serializer):
    mine = serializers.BooleanField(required=False, default=False, help_text="true : seulement ceux dont vous êtes membre.")
    priority = serializers.SlugField(
        required=False, help_text="Code d’une des six priorités : seulement les cas d’usage qui la servent."
    )


def visible_to(user):
    """The use cases that `user` may read, each with the role that `user` has there."""
    mine = Membership.objects.filter(usecase=OuterRef("pk"), user=user.pk).values("role")
    return UseCase.objects.visible_to(user).select_related("territory").annotate(role=Subquery(mine))


def detail(slug, user):
    usecase = get_object_or_404(visible_to(user).prefetch_related("statements"), slug=slug)
    return UseCaseDetailSerializer(usecase).data


@extend_schema(tags=["Cas d’usage"])
class UseCases(generics.ListAPIView):
    serializer_class = UseCaseSerializer
    permission_classes = [IsAuthenticatedOrReadOnly]
    queryset = UseCase.objects.none()

    @extend_schema(
        operation_id="usecases_list",
        summary="Lister les cas d’usage",
        description="Les cas d’usage publiés et, si vous êtes identifié, ceux dont vous êtes membre.",
        parameters=[UseCaseFilters],
    )
    def get(self, request):
        return self.list(request)

    @extend_schema(
        operation_id="usecases_open",
        summary="Ouvrir un cas d’usage",
        description="Vous en devenez pilote. Seuls ses membres le lisent.",
        request=DescribeSerializer,
        responses={201: UseCaseDetailSerializer, 400: ErrorSerializer, 422: ErrorSerializer},
        examples=[OpenApiExample("Ouvrir un cas d’usage", EXAMPLE, request_only=True)],
        auth=[{"token": []}, {"session": []}],
    )
    def post(self, request):
        asked = checked(DescribeSerializer, request.data)
        said = {"title": asked["title"], "territory": asked["territory"], "sections": sections_of(asked)}
        try:
            opened = actions.open_usecase(**said, by=request.user)
        except IntegrityError as error:
            raise Refusal("Un cas d’usage de ce titre s’ouvre au même instant. Recommencez.", "title") from error
        location = request.build_absolute_uri(f"{opened.slug}/")
        return Response(detail(opened.slug, request.user), status=201, headers={"Location": location})

    def get_queryset(self):
        filters = checked(UseCaseFilters, self.request.query_params.dict())
        found = visible_to(self.request.user)
        if filters["mine"]:
            found = found.exclude(role=None)
        return found.serving(filters["priority"]) if "priority" in filters else found


@extend_schema(tags=["Cas d’usage"], parameters=[SLUG])
class OneUseCase(APIView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(
        operation_id="usecases_read",
        summary="Lire un cas d’usage",
        description="Le cas d’usage et ses phrases : objectif, problème, données, parties prenantes, priorités servies…",
        responses={200: UseCaseDetailSerializer, 404: ErrorSerializer},
    )
    def get(self, request, slug):
        return Response(detail(slug, request.user))

    @extend_schema(
        operation_id="usecases_describe",
        summary="Décrire un cas d’usage",
        description=(
            "Réservé aux pilotes. Ce que vous n’envoyez pas reste comme il est ; une liste envoyée remplace la précédente. "
            "Les cinq cas d’usage de référence ne se modifient pas."
        ),
        request=DescribeSerializer(partial=True),
        responses={200: UseCaseDetailSerializer, 400: ErrorSerializer, 403: ErrorSerializer, 404: ErrorSerializer},
        examples=[OpenApiExample("Changer l’objectif", {"objective": EXAMPLE["objective"]}, request_only=True)],
        auth=[{"token": []}, {"session": []}],
    )
    def patch(self, request, slug):
        usecase = get_object_or_404(visible_to(request.user), slug=slug)
        require(rules.can_describe(request.user, usecase))
        asked = checked(DescribeSerializer, request.data, partial=True)
        title, territory = asked.get("title", usecase.title), asked.get("territory", usecase.territory)
        actions.describe(usecase, title=title, territory=territory, sections=sections_of(asked), by=request.user)
        return Response(detail(slug, request.user))
