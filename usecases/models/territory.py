"""Places with an official code: région, département, EPCI (SIREN), commune (Insee)."""

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from capacities.text import plain


class TerritoryQuerySet(models.QuerySet):
    def matching(self, text):
        """Territories whose name holds every word of `text`, or whose official code begins with it; accents forgiven.
        Exact names first, then names that begin so, then the most populated."""
        words = plain(text)
        if not words:
            return self.none()
        by_name = Q()
        for word in words.split():
            by_name &= Q(search__contains=word)
        code = words.replace(" ", "").upper()
        found = by_name | Q(code__startswith=code) if any(c.isdigit() for c in code) else by_name
        rank = Case(
            When(code=code, then=Value(0)),
            When(search=words, then=Value(1)),
            When(search__startswith=words, then=Value(2)),
            When(search__contains=f" {words}", then=Value(3)),
            default=Value(4),
            output_field=IntegerField(),
        )
        return self.filter(found).annotate(rank=rank).order_by("rank", "-population", "name")


class Territory(models.Model):
    class Kind(models.TextChoices):
        REGION = "region", "région"
        DEPARTEMENT = "departement", "département"
        EPCI = "epci", "intercommunalité"
        COMMUNE = "commune", "commune"

    kind = models.CharField("nature", max_length=12, choices=Kind)
    code = models.CharField("code officiel", max_length=9, help_text="SIREN pour une intercommunalité, code Insee sinon.")
    name = models.CharField("nom", max_length=160)
    legal_form = models.CharField("forme", max_length=60, blank=True, help_text="Communauté d’agglomération, métropole…")
    population = models.PositiveIntegerField("population", null=True, blank=True, help_text="Population municipale (Insee).")
    departement = models.CharField("code du département", max_length=3, blank=True)
    region = models.CharField("code de la région", max_length=3, blank=True)
    search = models.CharField(max_length=200, editable=False, db_index=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                name="territory_code_once",
                violation_error_message="Ce code officiel existe déjà pour un territoire de cette nature.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search = plain(self.name)
        super().save(*args, **kwargs)

    @property
    def code_name(self):
        """How the code is called on screen."""
        return "SIREN" if self.kind == self.Kind.EPCI else "code Insee"
