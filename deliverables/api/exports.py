"""A deliverable in one file: JSON for programs, the same PDF as the page's for people."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from capacities.pdf import RenderRefused
from capacities.rest import ErrorSerializer, checked

from .. import documents, files, live
from .fetch import DELIVERABLE, deliverable_or_404
from .grids import GridDetailSerializer
from .shapes import DeliverableSerializer, NoteSerializer, VersionSerializer


class VersionFilter(serializers.Serializer):
    version = serializers.IntegerField(
        required=False, min_value=1, max_value=32767, help_text="Une version figée ; sans elle, l’état présent."
    )


class PdfFilters(VersionFilter):
    format = serializers.ChoiceField(
        [(paper, name) for paper, name in documents.PAPERS.items()], default="a4", help_text="Le papier."
    )
    questions = serializers.BooleanField(default=False, help_text="true ajoute les questions et leurs réponses.")


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
        description=(
            "Un fichier qui se suffit : le livrable, son modèle et tout ce qui y est écrit. Le journal reste à part. "
            "La réponse porte un ETag."
        ),
        parameters=[DELIVERABLE, VersionFilter],
        responses={200: ExportSerializer, 304: None, 404: ErrorSerializer},
    )
    def get(self, request, deliverable):
        deliverable = deliverable_or_404(request, deliverable)
        version = version_or_404(deliverable, checked(VersionFilter, request.query_params.dict()))
        export = {
            "format": "capacities.deliverable/1",
            "deliverable": deliverable,
            "version": version,
            "grid": version.grid_version if version else deliverable.grid_version,
            "notes": live.notes_at(deliverable, version.revision) if version else deliverable.notes.in_order(),
        }
        etag = files.etag_of(deliverable, "json", version and version.number, *files.shown_names(deliverable))
        response = get_conditional_response(request._request, etag=etag)
        if response is None:
            label = f"{deliverable.title}{f' v{version.number}' if version else ''}"
            headers = {"Content-Disposition": files.disposition(label, "json")}
            response = Response(ExportSerializer(export).data, headers=headers)
        response["ETag"] = etag
        patch_cache_control(response, private=True, no_cache=True)
        return response


@extend_schema(tags=["Exports"])
class ExportPdf(APIView):
    @extend_schema(
        operation_id="exports_pdf",
        summary="Exporter en PDF",
        description=(
            "Le même document accessible que celui des pages, marqué « Brouillon » tant qu’il n’est pas une version figée. "
            "La réponse porte un ETag ; rappelé dans « If-None-Match », il évite de refaire un document inchangé."
        ),
        parameters=[DELIVERABLE, PdfFilters],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, 304: None, 400: ErrorSerializer, 404: ErrorSerializer},
    )
    def get(self, request, deliverable):
        deliverable = deliverable_or_404(request, deliverable)
        wanted = checked(PdfFilters, request.query_params.dict())
        snapshot, questions = version_or_404(deliverable, wanted), wanted["questions"]
        document = documents.filled(deliverable, paper=wanted["format"], snapshot=snapshot, questions=questions)
        etag = f'"{document.key[:32]}"'
        response = get_conditional_response(request._request, etag=etag) or pdf_file(document)
        response["ETag"] = etag
        patch_cache_control(response, private=True, no_cache=True)
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressed inside: GZipMiddleware would work for nothing
        return response


@require_safe
def export_json(request, pk):
    """The same file at an address of the pages, which ask a visitor to sign in."""
    return ExportJson.as_view()(request, deliverable=pk)


def table_answer(request, deliverable, kind):
    deliverable = deliverable_or_404(request, deliverable)
    version = version_or_404(deliverable, checked(VersionFilter, request.query_params.dict()))
    url = request.build_absolute_uri(deliverable.get_absolute_url())
    return files.delivered(request._request, files.table(deliverable, kind, snapshot=version, url=url))


@extend_schema(tags=["Exports"])
class ExportCsv(APIView):
    @extend_schema(
        operation_id="exports_csv",
        summary="Exporter en CSV",
        description=(
            "Pour un tableur français : points-virgules, virgule décimale, UTF-8. Les lignes d’une analyse coûts-bénéfices, "
            "qui peuvent revenir par la page d’import ; toutes les notes des autres modèles. La réponse porte un ETag."
        ),
        parameters=[DELIVERABLE, VersionFilter],
        responses={(200, "text/csv"): OpenApiTypes.STR, 304: None, 404: ErrorSerializer},
    )
    def get(self, request, deliverable):
        return table_answer(request, deliverable, files.CSV)


@extend_schema(tags=["Exports"])
class ExportXlsx(APIView):
    @extend_schema(
        operation_id="exports_xlsx",
        summary="Exporter en classeur XLSX",
        description=(
            "Une analyse coûts-bénéfices y garde ses calculs, en formules vivantes ; les autres modèles y ont toutes leurs "
            "notes. La réponse porte un ETag."
        ),
        parameters=[DELIVERABLE, VersionFilter],
        responses={(200, files.TYPES[files.XLSX]): OpenApiTypes.BINARY, 304: None, 404: ErrorSerializer},
    )
    def get(self, request, deliverable):
        return table_answer(request, deliverable, files.XLSX)


class NotDrawn(exceptions.APIException):
    def __init__(self, refused):
        super().__init__(str(refused))
        self.status_code = refused.status


def pdf_file(document):
    try:
        body = documents.pdf(document)
    except RenderRefused as error:
        raise NotDrawn(error) from error
    name = f"filename=\"{document.file_name}\"; filename*=UTF-8''{quote(document.label)}.pdf"
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": f"attachment; {name}"})


def version_or_404(deliverable, wanted):
    """The frozen version that was asked for; None when the present was."""
    if "version" not in wanted:
        return None
    versions = deliverable.snapshots.select_related("grid_version", "deliverable")
    return get_object_or_404(versions, number=wanted["version"])
