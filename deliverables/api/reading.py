"""Deliverables as they stand, and their journal since a revision."""

import hashlib

from django.utils.cache import get_conditional_response, patch_cache_control
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from capacities.access import require
from capacities.rest import ErrorSerializer, Refusal, TitleField, checked
from usecases.models import UseCase
from usecases.rules import can_begin

from .. import actions, live, rules
from ..models import Deliverable, GridVersion
from .fetch import DELIVERABLE, deliverable_or_404, visible_deliverables
from .shapes import ChangeSerializer, DeliverableDetailSerializer, DeliverableSerializer

MANAGE = "Votre rôle dans ce cas d’usage ne permet pas de gérer ses livrables."
AT_ONCE = 500  # changes in one answer


class BeginSerializer(serializers.Serializer):
    usecase = serializers.SlugField(max_length=80, help_text="Le cas d’usage auquel il appartient.")
    grid = serializers.SlugField(max_length=40, help_text="Le modèle à remplir, dans sa version la plus récente.")
    title = TitleField(max_length=160, required=False, help_text="Son titre ; celui du modèle si vous n’en donnez pas.")


class ManageSerializer(serializers.Serializer):
    title = TitleField(max_length=160, required=False, help_text="Le nouveau titre.")
    archived = serializers.BooleanField(required=False, help_text="true l’archive et ferme l’écriture ; false la rouvre.")


class ListFilters(serializers.Serializer):
    usecase = serializers.SlugField(required=False, help_text="Seulement les livrables de ce cas d’usage.")
    archived = serializers.BooleanField(required=False, default=False, help_text="true : les livrables archivés.")


class SinceSerializer(serializers.Serializer):
    since = serializers.IntegerField(
        min_value=0, max_value=2**63 - 1, default=0, help_text="La dernière révision que vous connaissez."
    )


class JournalSerializer(serializers.Serializer):
    epoch = serializers.UUIDField(help_text="S’il a changé, une sauvegarde a été restaurée : reprenez à since=0.")
    revision = serializers.IntegerField(help_text="À rappeler dans « since » la prochaine fois.")
    more = serializers.BooleanField(help_text="S’il reste des modifications à demander tout de suite.")
    changes = ChangeSerializer(many=True, help_text="De la plus ancienne à la plus récente, 500 au plus.")


@extend_schema(tags=["Livrables"])
class Deliverables(generics.ListAPIView):
    serializer_class = DeliverableSerializer
    queryset = Deliverable.objects.none()

    @extend_schema(
        operation_id="deliverables_list",
        summary="Lister vos livrables",
        description="Ceux des cas d’usage dont vous êtes membre, du plus récemment modifié au plus ancien.",
        parameters=[ListFilters],
    )
    def get(self, request):
        return self.list(request)

    @extend_schema(
        operation_id="deliverables_begin",
        summary="Commencer un livrable",
        description="Réservé aux rôles animateur et pilote. Le livrable reste attaché à la version du modèle de ce jour.",
        request=BeginSerializer,
        responses={201: DeliverableDetailSerializer, 403: ErrorSerializer, 422: ErrorSerializer},
        examples=[
            OpenApiExample(
                "Commencer une matrice",
                {"usecase": "friches-et-foncier", "grid": "numerique-responsable", "title": "Matrice du projet friches"},
                request_only=True,
            )
        ],
    )
    def post(self, request):
        wanted = checked(BeginSerializer, request.data)
        usecase = UseCase.objects.visible_to(request.user).filter(slug=wanted["usecase"]).first()
        if usecase is None:
            raise Refusal("Ce cas d’usage n’existe pas, ou vous n’y avez pas accès.", "usecase")
        require(can_begin(request.user, usecase), "Votre rôle dans ce cas d’usage ne permet pas d’y commencer un livrable.")
        version = GridVersion.objects.filter(slug=wanted["grid"]).order_by("-number").first()
        if version is None:
            raise Refusal("Ce modèle n’existe pas.", "grid")
        begun = actions.begin(usecase, version, by=request.user, title=wanted.get("title", ""))
        location = request.build_absolute_uri(f"{begun.pk}/")
        return Response(_detail(begun, request), status=201, headers={"Location": location})

    def get_queryset(self):
        filters = checked(ListFilters, self.request.query_params.dict())
        found = visible_deliverables(self.request.user)
        found = found.exclude(archived_at=None) if filters["archived"] else found.current()
        return found.filter(usecase__slug=filters["usecase"]) if "usecase" in filters else found


@extend_schema(tags=["Livrables"], parameters=[DELIVERABLE])
class OneDeliverable(APIView):
    @extend_schema(
        operation_id="deliverables_read",
        summary="Lire un livrable",
        description=(
            "Chaque feuille avec ses cases, ses notes, ses réponses, l’avancement et les scores. La réponse porte un ETag : "
            "rappelez-le dans « If-None-Match » et vous recevrez 304 tant que rien n’a changé."
        ),
        responses={200: DeliverableDetailSerializer, 304: None, 404: ErrorSerializer},
    )
    def get(self, request, deliverable):
        deliverable = deliverable_or_404(request, deliverable)
        etag = _etag(deliverable, request.user)
        response = get_conditional_response(request._request, etag=etag)
        if response is None:
            response = Response(_detail(deliverable, request))
        response["ETag"] = etag
        patch_cache_control(response, private=True, no_cache=True)
        return response

    @extend_schema(
        operation_id="deliverables_manage",
        summary="Renommer ou archiver un livrable",
        description="Réservé aux rôles animateur et pilote. Rien n’est jamais effacé : archiver ferme l’écriture.",
        request=ManageSerializer,
        responses={200: DeliverableDetailSerializer, 403: ErrorSerializer, 404: ErrorSerializer},
        examples=[OpenApiExample("Renommer", {"title": "Matrice du projet friches"}, request_only=True)],
    )
    def patch(self, request, deliverable):
        deliverable = deliverable_or_404(request, deliverable)
        require(rules.can_manage(request.user, deliverable), MANAGE)
        wanted = checked(ManageSerializer, request.data)
        if "title" in wanted:
            actions.rename(deliverable, wanted["title"], by=request.user)
        if "archived" in wanted:
            actions.archive(deliverable, by=request.user, archived=wanted["archived"])
        return Response(_detail(deliverable, request))


@extend_schema(tags=["Livrables"])
class Changes(APIView):
    @extend_schema(
        operation_id="deliverables_changes",
        summary="Suivre les modifications",
        description=(
            "Le journal après la révision « since » : tout ce qui a été écrit, corrigé, barré ou rétabli, dans l’ordre. "
            "Commencez à 0, gardez la révision reçue, et recommencez."
        ),
        parameters=[DELIVERABLE, SinceSerializer],
        responses={200: JournalSerializer, 404: ErrorSerializer},
    )
    def get(self, request, deliverable):
        deliverable = deliverable_or_404(request, deliverable)
        since = checked(SinceSerializer, request.query_params.dict())["since"]
        found = list(live.changes_since(deliverable, since, limit=AT_ONCE + 1))
        told = found[:AT_ONCE]
        journal = {
            "epoch": deliverable.epoch,
            "revision": told[-1].revision if told else min(since, deliverable.revision),
            "more": len(found) > AT_ONCE,
            "changes": told,
        }
        return Response(JournalSerializer(journal).data)


def _detail(deliverable, request):
    return DeliverableDetailSerializer(deliverable, context={"request": request}).data


def _etag(deliverable, user):
    """Weak, since a page of the portal may change a displayed name: everything else that the answer shows is in it."""
    shown = (
        deliverable.epoch,
        deliverable.revision,
        deliverable.title,
        deliverable.usecase.title,
        deliverable.archived_at,
        deliverable.snapshots.count(),
        rules.can_write(user, deliverable),
        rules.can_manage(user, deliverable),
    )
    return f'W/"{deliverable.revision}-{hashlib.sha256(repr(shown).encode()).hexdigest()[:16]}"'
