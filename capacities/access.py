"""The second move of every view: a rule that says no becomes a 403 with its reason."""

from django.core.exceptions import PermissionDenied


def require(allowed, reason="Votre rôle dans ce cas d’usage ne permet pas ce geste."):
    """Let the view go on when `allowed` is true, otherwise answer 403 with `reason`, a sentence in French."""
    if not allowed:
        raise PermissionDenied(reason)
