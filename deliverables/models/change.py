"""One line of a deliverable's journal. Its UUID, made by the browser, is what makes a repeated request harmless."""

from django.conf import settings
from django.db import models

from .deliverable import Deliverable


class ChangeQuerySet(models.QuerySet):
    def since(self, revision):
        return self.filter(revision__gt=revision).order_by("revision")


class Change(models.Model):
    """Carries the whole state of the note after the change, so that history, undo and snapshots need nothing else."""

    class Kind(models.TextChoices):
        WRITTEN = "written", "écrite"
        CORRECTED = "corrected", "corrigée"
        STRUCK = "struck", "barrée"
        RESTORED = "restored", "rétablie"
        CONFLICT = "conflict", "gardée à côté d’une autre version"

    id = models.UUIDField(primary_key=True)
    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="changes")
    revision = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    note_id = models.UUIDField()
    note_kind = models.CharField(max_length=6)
    address = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    struck = models.BooleanField(default=False)
    version = models.PositiveIntegerField()
    conflict_of = models.UUIDField(null=True, blank=True)
    # What was asked, so that the same UUID sent with another content is told apart from a mere repetition.
    asked = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["deliverable", "revision"], name="change_revision_once")]
        indexes = [models.Index(fields=["deliverable", "address"]), models.Index(fields=["note_id"])]

    def __str__(self):
        return f"{self.revision} {self.kind}"
