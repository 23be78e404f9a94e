"""A person in a use case, with one role; and the invitations not yet answered."""

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from capacities.text import clean

from .usecase import UseCase

INVITATION_LIFE = timedelta(days=30)


class Role(models.TextChoices):
    READER = "reader", "lecteur"
    CONTRIBUTOR = "contributor", "contributeur"
    FACILITATOR = "facilitator", "animateur"
    STEWARD = "steward", "pilote"


class Membership(models.Model):
    usecase = models.ForeignKey(UseCase, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField("rôle", max_length=12, choices=Role)
    since = models.DateTimeField("depuis", auto_now_add=True)

    class Meta:
        verbose_name = "membre"
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["usecase", "user"],
                name="membership_once",
                violation_error_message="Cette personne est déjà membre de ce cas d’usage.",
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.get_role_display()})"


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Neither accepted nor cancelled: what a pilote sees in the list, expired ones included."""
        return self.filter(accepted_at=None, cancelled_at=None)

    def at(self, path):
        """The invitation of which `path` is the page, None when it is another page or no invitation has this token."""
        try:
            match = resolve(urlsplit(clean(path)).path)
        except (Resolver404, ValueError):
            return None
        return self.filter(token=match.kwargs["token"]).first() if match.view_name == "usecases:invitation" else None


def new_token():
    return secrets.token_urlsafe(32)


class Invitation(models.Model):
    """Who holds the token may come in: it went to one address only, and the page says which account accepts."""

    usecase = models.ForeignKey(UseCase, models.CASCADE, related_name="invitations")
    email = models.EmailField("courriel")
    role = models.CharField("rôle", max_length=12, choices=Role, default=Role.CONTRIBUTOR)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField("création", auto_now_add=True)
    sent_at = models.DateTimeField("dernier envoi", null=True, blank=True)  # empty until the mail server took the message
    accepted_at = models.DateTimeField("acceptation", null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField("annulation", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                "usecase",
                Lower("email"),
                condition=Q(accepted_at=None, cancelled_at=None),
                name="invitation_once",
                violation_error_message="Cette adresse a déjà une invitation en attente.",
            ),
        ]

    def __str__(self):
        return self.email

    def get_absolute_url(self):
        return reverse("usecases:invitation", args=[self.token])

    @property
    def expires_at(self):
        return (self.sent_at or self.created_at) + INVITATION_LIFE

    @property
    def state(self):
        """open, accepted, cancelled or expired: the page says which."""
        if self.accepted_at:
            return "accepted"
        if self.cancelled_at:
            return "cancelled"
        return "expired" if self.expires_at < timezone.now() else "open"
