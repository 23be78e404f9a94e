"""A form sent after the session has ended: its text is given back on the page, where a redirection would lose it."""

from urllib.parse import urlencode

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse

from .posted import sender, texts_in


def give_back(request, written, page="", *, status=401):
    """The texts to copy, and the way back to `page`, by default the one that held the form."""
    page = page or _page_of(request)
    way = page if request.user.is_authenticated else f"{reverse('account_login')}?{urlencode({'next': page})}"
    return render(request, "expired.html", {"written": written, "way": way}, status=status)


def _page_of(request):
    page = sender(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return request.path
    return f"{page.path}?{page.query}" if page.query else page.path


class SignedInMiddleware(LoginRequiredMiddleware):
    """Every page asks to sign in unless its view says otherwise."""

    def handle_no_permission(self, request, view_func):
        """A form without text (a button: remove, send again) leads, once signed in, to the page that held it: its own address
        may answer to a form only."""
        if written := texts_in(request):
            return give_back(request, written)
        if request.method == "POST":
            return redirect_to_login(_page_of(request), self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        return super().handle_no_permission(request, view_func)
