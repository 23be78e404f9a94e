"""Who signs in: a person known by an email address, and the API tokens she makes for her own scripts."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from knox.models import AbstractAuthToken

DELETED_NAME = "compte supprimé"


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("courriel", unique=True)
    name = models.CharField("nom affiché", max_length=120, blank=True, help_text="Tel que les autres membres le liront.")
    job = models.CharField("fonction et structure", max_length=160, blank=True)
    is_staff = models.BooleanField("équipe du portail", default=False)
    is_active = models.BooleanField("actif", default=True)
    date_joined = models.DateTimeField("inscription", default=timezone.now)
    deleted_at = models.DateTimeField("suppression", null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_once", violation_error_message="Un compte existe déjà pour ce courriel."
            ),
        ]

    def __str__(self):
        return display_name(self)

    def get_full_name(self):
        return display_name(self)

    def forget(self):
        """Close the account: nothing personal stays, what the person wrote stays under « compte supprimé »."""
        self.email = f"supprime-{uuid.uuid4().hex}@compte-supprime.invalid"
        self.name, self.job = DELETED_NAME, ""
        self.is_active = self.is_staff = self.is_superuser = False
        self.deleted_at = timezone.now()
        self.set_unusable_password()
        self.save()


def display_name(user):
    """The name others read."""
    return shown_name(user.name, user.email)


def shown_name(name, email):
    """The name a person chose, else the part of her address before the @, never the whole address."""
    return name or email.split("@")[0]


class ApiToken(AbstractAuthToken):
    """A personal key for the API. Only its digest is kept; the text is shown once."""

    name = models.CharField("nom", max_length=80)

    class Meta:
        verbose_name = "jeton d’API"
        verbose_name_plural = "jetons d’API"
        ordering = ["-created"]
