"""One small entry at one address. Its row is the present; the journal of changes is everything that was acknowledged."""

from django.conf import settings
from django.db import models

from ..grid import layout
from ..grid.address import MAX_LENGTH
from .deliverable import Deliverable

MAX_TEXT = 4000


class NoteQuerySet(models.QuerySet):
    def in_order(self):
        """As people wrote them, names of authors at hand."""
        return self.select_related("author").order_by("created_revision", "pk")


class Note(models.Model):
    class Kind(models.TextChoices):
        NOTE = layout.NOTE, "note"
        ROW = layout.ROW, "ligne ajoutée"
        ANSWER = layout.ANSWER, "réponse"
        STATE = layout.STATE, "état"

    id = models.UUIDField(primary_key=True)  # made by the browser, so that a repeated request is harmless
    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.NOTE)
    address = models.CharField("case", max_length=MAX_LENGTH)
    text = models.TextField("texte", max_length=MAX_TEXT, blank=True)
    fields = models.JSONField("champs", default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    revision = models.BigIntegerField("révision de la dernière modification")
    created_revision = models.BigIntegerField("révision de l’écriture")
    created_at = models.DateTimeField("écriture")
    updated_at = models.DateTimeField("modification")
    struck = models.BooleanField("barrée", default=False)
    conflict_of = models.UUIDField("écrite en même temps que", null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "address"], condition=models.Q(kind="answer"), name="answer_once",
                violation_error_message="Cette question a déjà une réponse.",
            ),
            models.UniqueConstraint(
                fields=["deliverable", "address"], condition=models.Q(kind="state"), name="state_once",
                violation_error_message="Cette case a déjà un état.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["deliverable", "revision"]), models.Index(fields=["deliverable", "address"])]

    def __str__(self):
        return self.text[:60]
