"""A person's own pages: who she is, her keys for the API, and the way out."""

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import SignupView
from allauth.account.views import logout as allauth_logout
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from ..text import clean
from . import actions
from .forms import DeleteForm, ProfileForm, TokenForm
from .models import ApiToken

INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Votre profil est enregistré.")
        return redirect("account")
    return render(request, "account/profile.html", {"form": form}, status=_status(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("text")
def tokens(request):
    """The text of a new token is in the answer to the POST that made it, and nowhere else."""
    form, text = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _, text = actions.make_token(**form.cleaned_data, by=request.user)
        form = TokenForm()
    context = {"form": form, "text": text, "tokens": ApiToken.objects.filter(user=request.user)}
    return render(request, "account/tokens.html", context, status=_status(form))


@require_POST
def revoke_token(request):
    token = get_object_or_404(ApiToken.objects.filter(user=request.user), pk=clean(request.POST.get("token", "")))
    actions.revoke_token(token, by=request.user)
    messages.success(request, f"Le jeton « {token.name} » est révoqué.")
    return redirect("account-tokens")


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request):
    if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
        return limited
    objections = actions.objections(request.user)
    form = DeleteForm(request.POST or None, user=request.user)
    if request.method == "POST" and not objections and form.is_valid():
        try:
            actions.close_account(request.user)
        except actions.NotYet as refusal:  # somebody else left in between
            objections = refusal.matters
        else:
            logout(request)
            messages.success(request, "Votre compte est supprimé.")
            return forgetting(redirect("home"))
    status = INVALID if request.method == "POST" else 200
    context = {"form": form, "objections": objections, "left_behind": actions.left_behind(request.user)}
    return render(request, "account/delete.html", context, status=status)


class SignUp(SignupView):
    """allauth's own; who comes from an invitation finds in it the address that was invited, and may write another."""

    def get_initial(self):
        wanted = get_next_redirect_url(self.request)
        address = actions.address_for(wanted) if wanted else ""
        return super().get_initial() | ({"email": address} if address else {})


@login_not_required  # who has not yet typed her code may give up, too
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request):
    """allauth's own, after which the browser shows none of the pages it kept."""
    response = allauth_logout(request)
    return forgetting(response) if request.method == "POST" else response


def forgetting(response):
    """Whoever sits down next presses « back » in vain. What waits to be sent is no cache: it stays."""
    response["Clear-Site-Data"] = '"cache"'
    return response


def _status(form):
    return INVALID if form.is_bound and form.errors else 200
