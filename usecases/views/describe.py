"""Opening a use case of one's own and saying what it is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from capacities.access import require
from capacities.text import clean

from .. import actions, rules
from ..forms import SHOWN, UseCaseForm
from ..models import Territory, UseCase

INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """An empty form, or one that begins with what another use case says: `?depuis=<slug>`."""
    model = UseCase.objects.visible_to(request.user).filter(slug=clean(request.GET.get("depuis", ""))).first()
    form = UseCaseForm.after(model, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        usecase = actions.open_usecase(
            title=asked["title"], territory=asked["territory"], sections=form.sections, by=request.user
        )
        messages.success(request, "Votre cas d’usage est ouvert. Vous en êtes pilote : invitez vos collègues.")
        return redirect(usecase)
    return _show(request, form, model=model)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug):
    usecase = get_object_or_404(UseCase.objects.visible_to(request.user), slug=slug)
    require(rules.can_describe(request.user, usecase))
    form = UseCaseForm.describing(usecase, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        actions.describe(usecase, title=asked["title"], territory=asked["territory"], sections=form.sections, by=request.user)
        messages.success(request, "Le cas d’usage est enregistré.")
        return redirect(usecase)
    return _show(request, form, usecase)


def _show(request, form, usecase=None, model=None):
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "usecases/form.html", {"form": form, "usecase": usecase, "model": model}, status=status)


@login_not_required
@require_safe
def territories(request):
    """A fragment: the options of the combobox for the text typed so far."""
    text = request.GET.get("q", "")[:200]
    found = Territory.objects.matching(text).placed()[:SHOWN]
    return render(request, "usecases/_territories.html", {"found": found, "text": text})
