from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path


@login_not_required
def empty(request):
    """An empty page, behind the portal's own middleware."""
    return HttpResponse("<!doctype html><title>vide</title>")


def frame(request):
    """The portal's frame around nothing, for who is signed in."""
    return render(request, "base.html")


urlpatterns = [path("vide/", empty), path("vide/cadre/", frame), path("", include("capacities.urls"))]
