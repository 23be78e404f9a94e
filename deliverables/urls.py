"""Addresses of grids and deliverables. A cell such as `matrice.ecologique.conception` is one segment of a path."""

from django.urls import path

from . import views
from .api import export_json

app_name = "deliverables"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("modeles/<slug:slug>/", views.grid, name="grid"),
    path("modeles/<slug:slug>/vierge.pdf", views.blank, name="blank"),
    path("modeles/<slug:slug>/choisir/", views.guide, name="reference-guide"),
    path("modeles/<slug:slug>/comparer/", views.compare, name="reference-compare"),
    path("modeles/<slug:slug>/fiches/<slug:row>/", views.entry, name="reference-entry"),
    path("modeles/<slug:slug>/document.pdf", views.document, name="reference-document"),
    path("modeles/<slug:slug>/notices.ris", views.cite, {"kind": "ris"}, name="reference-ris"),
    path("modeles/<slug:slug>/notices.bib", views.cite, {"kind": "bib"}, name="reference-bibtex"),
    path("nouveau/", views.begin, name="begin"),
    path("actions/<slug:usecase>/", views.board, name="actions"),
    path("<uuid:pk>/notes/<uuid:note>/agir/", views.make, name="make"),
    path("<uuid:pk>/", views.sheet, name="sheet"),
    path("<uuid:pk>/pas-a-pas/", views.steps, name="steps"),
    path("<uuid:pk>/case/<str:address>/", views.cell, name="cell"),
    path("<uuid:pk>/historique/<str:address>/", views.history, name="history"),
    path("<uuid:pk>/retablir/<uuid:change>/", views.restore, name="restore"),
    path("<uuid:pk>/modifications/", views.changes, name="changes"),
    path("<uuid:pk>/lire/", views.check, name="check"),
    path("<uuid:pk>/lignes/", views.add_row, name="rows"),
    path("<uuid:pk>/lignes/<uuid:note>/", views.row, name="row"),
    path("<uuid:pk>/synthese/", views.summary, name="summary"),
    path("<uuid:pk>/resultats/", views.live_results, name="results"),
    path("<uuid:pk>/versions/", views.versions, name="versions"),
    path("<uuid:pk>/export.pdf", views.export, name="export"),
    path("<uuid:pk>/export.csv", views.export_table, {"kind": "csv"}, name="export-csv"),
    path("<uuid:pk>/export.xlsx", views.export_table, {"kind": "xlsx"}, name="export-xlsx"),
    path("<uuid:pk>/export.json", export_json, name="export-json"),
    path("<uuid:pk>/importer/", views.import_table, name="import"),
    path("<uuid:pk>/reglages/", views.settings, name="settings"),
]
