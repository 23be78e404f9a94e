"""Who is in a use case, with which role; inviting, promoting, leaving."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from capacities.access import require

from .. import actions, rules
from ..forms import InvitationForm, RoleForm
from ..models import UseCase
from ..models.membership import Role
from ..roles import MEANINGS, Power

INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
def members(request, slug):
    """The list for every member; the POST of a pilote sends an invitation."""
    usecase = get_object_or_404(UseCase.objects.visible_to(request.user), slug=slug)
    require(rules.can(request.user, Power.READ, usecase), "Seuls les membres voient qui participe à ce cas d’usage.")
    steward = rules.can_steward(request.user, usecase)
    form = InvitationForm(request.POST or None, usecase=usecase)
    if request.method == "POST":
        require(steward)
        if form.is_valid() and _invited(request, usecase, form):
            return redirect("usecases:members", slug)
    context = {
        "usecase": usecase,
        "memberships": usecase.memberships.select_related("user"),
        "invitations": usecase.invitations.pending().select_related("invited_by") if steward else [],
        "steward": steward,
        "form": form,
        "roles": [(role, MEANINGS[role]) for role in Role],
    }
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, "usecases/members.html", context, status=status)


def _invited(request, usecase, form):
    """Whether the invitation went out; a refusal is shown beside the address."""
    asked = form.cleaned_data
    try:
        invitation = actions.invite(
            usecase, email=asked["email"], role=asked["role"], by=request.user, absolute=request.build_absolute_uri
        )
    except actions.Refused as refusal:
        form.refuse(str(refusal))
        return False
    tell_sent(request, invitation)
    return True


def tell_sent(request, invitation):
    invitation.refresh_from_db()
    if invitation.sent_at:
        return messages.success(request, f"L’invitation est partie vers {invitation.email}.")
    messages.error(
        request, f"L’invitation de {invitation.email} est gardée, mais le courriel n’est pas parti. Renvoyez-la plus tard."
    )


def steered(request, slug):
    """The use case that this person steers; 404 for a stranger, 403 for the other members."""
    usecase = get_object_or_404(UseCase.objects.visible_to(request.user), slug=slug)
    require(rules.can_steward(request.user, usecase))
    return usecase


@require_POST
def give_role(request, slug, pk):
    usecase = steered(request, slug)
    membership = get_object_or_404(usecase.memberships.select_related("user"), pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Ce rôle n’existe pas.")
        return redirect("usecases:members", slug)
    try:
        actions.give_role(membership, role=form.cleaned_data["role"], by=request.user)
        messages.success(request, f"{membership.user} a maintenant le rôle {membership.get_role_display()}.")
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("usecases:members", slug)


@require_POST
def remove(request, slug, pk):
    usecase = steered(request, slug)
    membership = get_object_or_404(usecase.memberships.select_related("user"), pk=pk)
    return _take_out(request, membership, f"{membership.user} ne fait plus partie de ce cas d’usage.")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, slug):
    """Says what leaving means, then does it."""
    usecase = get_object_or_404(UseCase.objects.visible_to(request.user), slug=slug)
    membership = usecase.memberships.filter(user=request.user).first()
    require(membership is not None, "Vous n’êtes pas membre de ce cas d’usage.")
    if request.method == "POST":
        return _take_out(request, membership, f"Vous avez quitté « {usecase} ».")
    waiting = usecase.invitations.pending().filter(invited_by=request.user).count()
    context = {"usecase": usecase, "last_steward": rules.last_steward(membership), "waiting": waiting}
    return render(request, "usecases/leave.html", context)


def _take_out(request, membership, said):
    try:
        cancelled = actions.remove(membership, by=request.user)
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("usecases:members", membership.usecase.slug)
    gone = membership.user_id == request.user.pk
    messages.success(request, said + told_cancelled(cancelled, "vous aviez" if gone else "cette personne avait"))
    return redirect("usecases:list") if gone else redirect("usecases:members", membership.usecase.slug)


def told_cancelled(count, who_had):
    """What became of the invitations that the person had sent; nothing to say when there were none."""
    if count > 1:
        return f" Les {count} invitations que {who_had} envoyées, encore en attente, sont annulées."
    return f" L’invitation que {who_had} envoyée, encore en attente, est annulée." if count else ""
