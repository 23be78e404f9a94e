"""A named, frozen copy of a deliverable: a revision of its journal that people agreed to call a version."""

from django.conf import settings
from django.db import models

from .deliverable import Deliverable


class Snapshot(models.Model):
    deliverable = models.ForeignKey(Deliverable, models.CASCADE, related_name="snapshots")
    number = models.PositiveSmallIntegerField("numéro")
    name = models.CharField("nom", max_length=120)
    revision = models.BigIntegerField("révision")
    grid_version = models.ForeignKey("deliverables.GridVersion", models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("date", auto_now_add=True)

    class Meta:
        verbose_name = "version figée"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["deliverable", "number"], name="snapshot_number_once")]

    def __str__(self):
        return f"version {self.number} : {self.name}"
