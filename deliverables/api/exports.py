"""A deliverable in one file."""

from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from capacities.rest import ErrorSerializer, checked

from .. import live
from .fetch import DELIVERABLE, deliverable_or_404
from .grids import GridDetailSerializer
from .shapes import DeliverableSerializer, NoteSerializer, VersionSerializer


class VersionFilter(serializers.Serializer):
    version = serializers.IntegerField(
        required=False, min_value=1, max_value=32767, help_text="Une version figée ; sans elle, l’état présent."
    )


class ExportSerializer(serializers.Serializer):
    format = serializers.CharField(help_text="Toujours « capacities.deliverable/1 ».")
    deliverable = DeliverableSerializer(help_text="Le livrable.")
    version = VersionSerializer(allow_null=True, help_text="La version figée, ou null pour l’état présent.")
    grid = GridDetailSerializer(help_text="Le modèle entier : le fichier se lit sans le portail.")
    notes = NoteSerializer(many=True, help_text="Notes, réponses, états et lignes, barrés compris, dans l’ordre d’écriture.")


@extend_schema(tags=["Exports"])
class ExportJson(APIView):
    @extend_schema(
        operation_id="exports_json",
        summary="Exporter en JSON",
        description="Un fichier qui se suffit : le livrable, son modèle et tout ce qui y est écrit. Le journal reste à part.",
        parameters=[DELIVERABLE, VersionFilter],
        responses={200: ExportSerializer, 404: ErrorSerializer},
    )
    def get(self, request, deliverable):
        deliverable = deliverable_or_404(request, deliverable)
        number = checked(VersionFilter, request.query_params.dict()).get("version")
        version = get_object_or_404(deliverable.snapshots.select_related("grid_version"), number=number) if number else None
        export = {
            "format": "capacities.deliverable/1",
            "deliverable": deliverable,
            "version": version,
            "grid": version.grid_version if version else deliverable.grid_version,
            "notes": live.notes_at(deliverable, version.revision) if version else deliverable.notes.in_order(),
        }
        name = f"{slugify(deliverable.title) or 'livrable'}{f'-v{number}' if number else ''}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(ExportSerializer(export).data, headers=headers)
