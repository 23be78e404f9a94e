"""Addresses of grids and deliverables. A case address such as `matrice.ecologique.conception` is one path segment."""

from django.urls import path

from . import views

app_name = "deliverables"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
]
