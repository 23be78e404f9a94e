"""A form sent after the session has ended: its text is given back on the page, where a redirection would lose it."""

from urllib.parse import urlencode, urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.shortcuts import render
from django.urls import reverse

from .posted import texts_in


def give_back(request, written, page="", *, status=401):
    """The texts to copy, and the way back to `page`, by default the one that held the form."""
    page = page or _page_of(request)
    way = page if request.user.is_authenticated else f"{reverse('account_login')}?{urlencode({'next': page})}"
    return render(request, "expired.html", {"written": written, "way": way}, status=status)


def _page_of(request):
    sender = urlsplit(request.headers.get("Referer", ""))
    if sender.netloc != request.get_host():
        return request.path
    return f"{sender.path}?{sender.query}" if sender.query else sender.path


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every page asks to sign in unless its view says otherwise."""

    def handle_no_permission(self, request, view_func):
        written = texts_in(request)
        return give_back(request, written) if written else super().handle_no_permission(request, view_func)
