"""Invitations: what a pilote does with them, and the page where one accepts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions
from ..models import Invitation
from .members import steered, tell_sent

GONE = 410


@require_POST
def resend(request, slug, pk):
    invitation = get_object_or_404(steered(request, slug).invitations, pk=pk)
    try:
        actions.resend(invitation, by=request.user, absolute=request.build_absolute_uri)
        tell_sent(request, invitation)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("usecases:members", slug)


@require_POST
def cancel(request, slug, pk):
    invitation = get_object_or_404(steered(request, slug).invitations, pk=pk)
    try:
        actions.cancel(invitation, by=request.user)
        messages.success(request, f"L’invitation de {invitation.email} est annulée.")
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("usecases:members", slug)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Says who invites to what. The token came by mail and is the proof; the page names the account that accepts."""
    found = Invitation.objects.select_related("usecase__territory", "invited_by", "accepted_by").filter(token=token)
    held = found.first()
    if held is None:
        raise Http404
    user = request.user
    if held.state == "accepted" and user.is_authenticated and held.accepted_by == user:
        return redirect(held.usecase)
    if held.state != "open":
        return render(request, "usecases/invitation_closed.html", {"invitation": held}, status=GONE)
    if request.method == "POST" and user.is_authenticated:
        return _accepted(request, held)
    other_address = user.is_authenticated and user.email.lower() != held.email.lower()
    context = {"invitation": held, "other_address": other_address, "path": request.path}
    return render(request, "usecases/invitation.html", context)


def _accepted(request, held):
    try:
        actions.accept(held, by=request.user)
    except actions.Refused as refusal:  # somebody else was faster, with the same link
        messages.error(request, str(refusal))
        return redirect("home")
    messages.success(request, f"Vous êtes maintenant membre de « {held.usecase} ».")
    return redirect(held.usecase)
