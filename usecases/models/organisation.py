"""Who takes part: collectivités, companies, institutions, associations."""

from django.db import models

from .territory import Territory


class Organisation(models.Model):
    class Kind(models.TextChoices):
        COLLECTIVITE = "collectivite", "collectivité"
        ENTREPRISE = "entreprise", "entreprise"
        INSTITUTION = "institution", "institution"
        ASSOCIATION = "association", "association"

    slug = models.SlugField(unique=True)
    name = models.CharField("nom", max_length=160)
    kind = models.CharField("nature", max_length=12, choices=Kind)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    territory = models.ForeignKey(Territory, models.SET_NULL, null=True, blank=True, verbose_name="territoire")
    partner = models.BooleanField("partenaire du programme CAPACities", default=False)
    role = models.CharField("rôle dans le programme", max_length=200, blank=True)

    class Meta:
        verbose_name = "structure"
        ordering = ["name"]

    def __str__(self):
        return self.name
