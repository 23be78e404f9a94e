"""What was last loaded from a file, so that a second run has nothing to do and pages can name the vintage."""

from django.db import models


class Load(models.Model):
    name = models.CharField(max_length=40, primary_key=True)
    digest = models.CharField(max_length=64)
    vintage = models.CharField("millésime", max_length=20, blank=True)
    at = models.DateTimeField("date", auto_now=True)

    class Meta:
        verbose_name = "chargement"

    def __str__(self):
        return self.name
