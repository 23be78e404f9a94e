"""Addresses of use cases, territories and partners."""

from django.urls import path

from . import views

app_name = "usecases"
urlpatterns = [
    path("cas-usage/", views.list_, name="list"),
    path("cas-usage/<slug:slug>/", views.page, name="page"),
]
