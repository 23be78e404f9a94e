"""Every front door. Addresses are French and lasting; each is closed unless its view says otherwise."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from . import views

admin.site.site_header = "Portail CAPACities : équipe"
admin.site.site_title = "Équipe CAPACities"
admin.site.login = secure_admin_login(admin.site.login)  # one door to sign in, with its limit on attempts

urlpatterns = [
    path("", views.home, name="home"),
    path("sante", views.health, name="health"),
    path("accessibilite/", views.page, {"name": "accessibilite"}, name="accessibility"),
    path("mentions-legales/", views.page, {"name": "mentions-legales"}, name="legal"),
    path("donnees-personnelles/", views.page, {"name": "donnees-personnelles"}, name="privacy"),
    path("licences/", views.page, {"name": "licences"}, name="licences"),
    path("ecoconception/", views.page, {"name": "ecoconception"}, name="ecodesign"),
    path("aide/", views.guide, {"name": "index"}, name="help"),
    path("aide/<slug:name>/", views.guide, name="help-page"),
    path("compte/", include("capacities.accounts.urls")),
    path("", include("usecases.urls")),
    path("livrables/", include("deliverables.urls")),
    path("api/v1/", include("capacities.api")),
    path("equipe/", admin.site.urls),
]
