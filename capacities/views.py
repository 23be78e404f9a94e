"""The portal's own pages: home, health, legal pages, the guide."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import permission_denied

from . import guide as guide_pages
from .expired import give_back
from .posted import texts_in

SECTIONS = ("/cas-usage/", "/livrables/", "/partenaires/", "/aide/")


def portal(request):
    """What every template may know: whether this is the demonstration, who runs the portal, which release and section."""
    return {
        "demo": settings.DEMO,
        "operator": settings.OPERATOR,
        "release": getattr(staticfiles_storage, "manifest_hash", ""),  # changes with any of our files
        "section": request.path.split("/", 2)[1] if request.path.startswith(SECTIONS) else "",
    }


@login_not_required
@require_safe
def home(request):
    return render(request, "home.html")


@login_not_required
@require_safe
@never_cache
def health(request):
    """Answers after touching the database; 503 when it does not answer. Says nothing that an attacker could use."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except Exception:
        return JsonResponse({"status": "indisponible"}, status=503)
    return JsonResponse({"status": "ok", "database": connection.vendor})


@login_not_required
@require_safe
def page(request, name):
    return render(request, f"legal/{name}.html")


@login_not_required
@require_safe
def guide(request, name):
    """A page of the guide, as docs/guide writes it."""
    found = guide_pages.read(name, guide_address)
    if found is None:
        raise Http404
    titles = [(other, guide_pages.read(other, guide_address).title) for other in guide_pages.names()]
    return render(request, "help/page.html", {"page": found, "titles": titles})


def guide_address(name):
    return reverse("help") if name == "index" else reverse("help-page", args=[name])


def csrf_failure(request, reason=""):
    """A token that does not fit is nearly always a session that changed in another tab. Scripts are told so in JSON, and
    keep what they were sending."""
    told = "Votre session a changé. Rechargez la page, puis recommencez : rien n’est perdu."
    if request.accepts("text/html"):
        if written := texts_in(request):
            return give_back(request, written, status=403)
        return permission_denied(request, Exception(told))
    return JsonResponse({"message": told, "code": "csrf"}, status=403)
