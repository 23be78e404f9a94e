"""One grid version being filled for one use case. Its revision counts every acknowledged change."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from usecases.models import UseCase

from .grid_version import GridVersion


class DeliverableQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the use cases in which `user` is a member. Filled deliverables are never public."""
        return self.filter(usecase__memberships__user=user) if user.is_authenticated else self.none()

    def current(self):
        return self.filter(archived_at=None)

    def gathered(self):
        """Those that a board gathers: action sheets."""
        return self.filter(grid_version__gathered=True)

    def alone(self):
        """Those that stand for themselves in lists."""
        return self.filter(grid_version__gathered=False)


class Deliverable(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    usecase = models.ForeignKey(UseCase, models.PROTECT, related_name="deliverables", verbose_name="cas d’usage")
    grid_version = models.ForeignKey(GridVersion, models.PROTECT, related_name="deliverables", verbose_name="modèle")
    title = models.CharField("titre", max_length=160)
    # The note that it was made from, when it was: the link is read both ways.
    source = models.ForeignKey(
        "deliverables.Note", models.SET_NULL, null=True, blank=True, related_name="made", verbose_name="tiré de la note"
    )
    # The order of revisions is the order of commits: who has seen revision N has seen all before it (actions.write).
    revision = models.BigIntegerField("révision", default=0, editable=False)
    # Changes when a backup is restored: browsers then start afresh instead of trusting their revision.
    epoch = models.UUIDField(default=uuid.uuid4, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("début", auto_now_add=True)
    updated_at = models.DateTimeField("dernière modification", auto_now_add=True)
    archived_at = models.DateTimeField("archivage", null=True, blank=True)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        verbose_name = "livrable"
        ordering = ["-updated_at"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("deliverables:sheet", args=[self.pk])

    @property
    def grid(self):
        return self.grid_version.grid

    @property
    def begun(self):
        """The year in which it was begun: the year 0 of an appraisal until somebody says another."""
        return timezone.localtime(self.created_at).year

    @property
    def sheet(self):
        """The sheet that opens first."""
        return self.grid.sheets[0]

    def sheet_at(self, address):
        """The sheet in which an address lies; None when the grid has no such sheet."""
        return self.grid.sheet_by_id.get(address.split(".")[0])
