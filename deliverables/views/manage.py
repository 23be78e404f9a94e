"""Beginning, naming, freezing and putting aside a deliverable."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from capacities.access import require
from capacities.text import clean
from usecases.models import UseCase
from usecases.rules import can_begin

from .. import actions, rules
from ..forms import FreezeForm, TitleForm
from ..grid.upgrade import compare
from ..models import GridVersion
from .fetch import visible


@require_POST
def begin(request):
    """Begin a grid for a use case with the newest version, and open it."""
    usecase = get_object_or_404(UseCase.objects.visible_to(request.user), slug=clean(request.POST.get("usecase", "")))
    require(can_begin(request.user, usecase), "Pour commencer un livrable, il faut être animateur ou pilote de ce cas d’usage.")
    version = get_object_or_404(GridVersion.objects.latest_of_each(), slug=clean(request.POST.get("grid", "")))
    deliverable = actions.begin_once(usecase, version, by=request.user)
    messages.success(request, f"« {deliverable.title} » est ouvert. Choisissez une case pour écrire la première note.")
    return redirect(deliverable)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request, pk):
    """Title, version of the grid, archive. Each gesture is a button of its own."""
    deliverable = visible(request, pk)
    require(rules.can_manage(request.user, deliverable))
    gesture = request.POST.get("geste", "")
    form = TitleForm(request.POST if request.method == "POST" and not gesture else None, instance=deliverable)
    newer = GridVersion.objects.newer_than(deliverable.grid_version)
    done = None
    if gesture in ("archiver", "reprendre"):
        actions.archive(deliverable, by=request.user, archived=gesture == "archiver")
        done = "Le livrable est archivé : rien n’est effacé." if gesture == "archiver" else "Le livrable est rouvert."
    elif gesture == "version" and newer:
        actions.move_to(deliverable, newer, by=request.user)
        done = f"Le livrable suit maintenant la version {newer.number}. L’état d’avant est figé dans les versions."
    elif form.is_valid():
        actions.rename(deliverable, form.cleaned_data["title"], by=request.user)
        done = "Le titre est enregistré."
    if done:
        messages.success(request, done)
        return redirect("deliverables:settings", pk)
    context = page_context(request, deliverable, "settings") | {"form": form, "newer": newer}
    if newer:
        notes = list(deliverable.notes.in_order())
        context["upgrade"] = compare(deliverable.grid, newer.grid, notes)
    return render(request, "deliverables/settings.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def versions(request, pk):
    """The frozen versions, and the gesture that freezes one more."""
    deliverable = visible(request, pk)
    form = FreezeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        require(rules.can_manage(request.user, deliverable))
        if form.is_valid():
            snapshot = actions.freeze(deliverable, form.cleaned_data["name"], by=request.user)
            messages.success(request, f"La version {snapshot.number} est figée. Elle ne changera plus.")
            return redirect("deliverables:versions", pk)
        status = 422
    context = page_context(request, deliverable, "versions") | {
        "form": form,
        "snapshots": deliverable.snapshots.select_related("by"),
    }
    return render(request, "deliverables/versions.html", context, status=status)


def page_context(request, deliverable, tab):
    """What every page of a deliverable shows around its subject."""
    return {
        "deliverable": deliverable,
        "usecase": deliverable.usecase,
        "tab": tab,
        "may_write": rules.can_write(request.user, deliverable),
        "may_manage": rules.can_manage(request.user, deliverable),
    }
