"""The API's addresses, /api/v1/, its OpenAPI description and the page that explains it."""

from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import path, re_path, reverse
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from deliverables import api as deliverables
from usecases import api as usecases

from .reference import reference

RESOURCES = {
    "usecases": "api-usecases",
    "territories": "api-territories",
    "grids": "api-grids",
    "deliverables": "api-deliverables",
}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "capacities.rest.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Jeton personnel, créé dans votre compte : « Token cap_… ».",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "capacities.rest.SessionAuthentication"
    name = "session"
    priority = 1

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "Session du portail ; une écriture porte aussi l’en-tête X-CSRFToken.",
        }


@lru_cache(maxsize=1)
def description():
    """The OpenAPI description; the same for all, so made once."""
    return SchemaGenerator().get_schema(request=None, public=True)


@lru_cache(maxsize=1)
def _reference():
    return reference(description())


@login_not_required
@require_safe
def schema(request):
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def root(request):
    """The readable page for a person, the list of resources for a program."""
    base = request.build_absolute_uri("/").rstrip("/")
    if request.get_preferred_type(["application/json", "text/html"]) != "text/html":
        resources = {name: base + reverse(address) for name, address in RESOURCES.items()}
        return JsonResponse({**resources, "schema": base + reverse("api-schema")})
    sections, shapes = _reference()
    return render(request, "api/docs.html", {"sections": sections, "shapes": shapes, "base": base})


class NoSuchAddress(NotFound):
    default_detail = "Cette adresse n’existe pas dans l’API. Toutes finissent par une barre oblique."


@extend_schema(exclude=True)
class Unknown(APIView):
    """Any other address under /api/v1/: an error in JSON, whatever the method."""

    permission_classes = [AllowAny]

    def initial(self, request, *args, **kwargs):
        raise NoSuchAddress()


urlpatterns = [
    path("", root, name="api-docs"),
    path("schema/", schema, name="api-schema"),
    path("usecases/", usecases.UseCases.as_view(), name="api-usecases"),
    path("usecases/<slug:slug>/", usecases.OneUseCase.as_view(), name="api-usecase"),
    path("territories/", usecases.Territories.as_view(), name="api-territories"),
    path("grids/", deliverables.Grids.as_view(), name="api-grids"),
    path("grids/<slug:slug>/", deliverables.OneGrid.as_view(), name="api-grid"),
    path("grids/<slug:slug>/<int:number>/", deliverables.OneGridVersion.as_view(), name="api-grid-version"),
    path("deliverables/", deliverables.Deliverables.as_view(), name="api-deliverables"),
    path("deliverables/<str:deliverable>/", deliverables.OneDeliverable.as_view(), name="api-deliverable"),
    path("deliverables/<str:deliverable>/changes/", deliverables.Changes.as_view(), name="api-changes"),
    path("deliverables/<str:deliverable>/versions/", deliverables.Versions.as_view(), name="api-versions"),
    path("deliverables/<str:deliverable>/notes/", deliverables.Notes.as_view(), name="api-notes"),
    path("deliverables/<str:deliverable>/notes/<str:note>/", deliverables.OneNote.as_view(), name="api-note"),
    path("deliverables/<str:deliverable>/rows/<str:note>/", deliverables.OwnRow.as_view(), name="api-row"),
    path("deliverables/<str:deliverable>/answers/<str:address>/", deliverables.Answer.as_view(), name="api-answer"),
    path("deliverables/<str:deliverable>/states/<str:address>/", deliverables.State.as_view(), name="api-state"),
    path("deliverables/<str:deliverable>/results/", deliverables.Results.as_view(), name="api-results"),
    path("deliverables/<str:deliverable>/exports/csv/", deliverables.ExportCsv.as_view(), name="api-export-csv"),
    path("deliverables/<str:deliverable>/exports/xlsx/", deliverables.ExportXlsx.as_view(), name="api-export-xlsx"),
    path("deliverables/<str:deliverable>/exports/json/", deliverables.ExportJson.as_view(), name="api-export-json"),
    path("deliverables/<str:deliverable>/exports/pdf/", deliverables.ExportPdf.as_view(), name="api-export-pdf"),
    re_path("", Unknown.as_view()),
]
