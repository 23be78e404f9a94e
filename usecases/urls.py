"""Addresses of use cases, territories and partners."""

from django.urls import path

from . import views

app_name = "usecases"
urlpatterns = [
    path("cas-usage/", views.list_, name="list"),
    path("cas-usage/nouveau/", views.new, name="new"),
    path("cas-usage/territoires/", views.territories, name="territories"),
    path("cas-usage/<slug:slug>/", views.page, name="page"),
    path("cas-usage/<slug:slug>/modifier/", views.edit, name="edit"),
    path("cas-usage/<slug:slug>/membres/", views.members, name="members"),
    path("cas-usage/<slug:slug>/membres/<int:pk>/role/", views.give_role, name="role"),
    path("cas-usage/<slug:slug>/membres/<int:pk>/retirer/", views.remove, name="remove"),
    path("cas-usage/<slug:slug>/quitter/", views.leave, name="leave"),
    path("cas-usage/<slug:slug>/invitations/<int:pk>/renvoyer/", views.resend, name="resend"),
    path("cas-usage/<slug:slug>/invitations/<int:pk>/annuler/", views.cancel, name="cancel"),
    path("invitation/<slug:token>/", views.invitation, name="invitation"),
    path("fils-et-defis/", views.programme, name="programme"),
    path("partenaires/", views.partners, name="partners"),
]
