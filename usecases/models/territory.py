"""Places with an official code: région, département, EPCI (SIREN), commune (Insee)."""

import re

from django.db import models
from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from capacities.text import clean, plain

END = " |"  # closes the name in `search`, so that an exact name is found by its beginning
STATUTE = re.compile(r"^(?:CC|CA|CU|Métropole)\s+(?:(?:du|des|de la|de)\s+|de l[’']|d[’'])?", re.IGNORECASE)
SAINTS = {"st": "saint", "ste": "sainte"}


class TerritoryQuerySet(models.QuerySet):
    def matching(self, text):
        """Territories whose name holds every word of `text`, or whose official code begins with it; accents forgiven.
        Exact names first, then names that begin so, then the most populated. A département's number narrows the rest:
        « saint-denis 93 »."""
        words = plain(clean(text))
        if not words:
            return self.none()
        found = Q()
        for word in words.split():
            found &= _word(word)
        code = words.replace(" ", "").upper()
        if any(character.isdigit() for character in code):
            found |= Q(code__startswith=code) | Q(siren__startswith=code)
        name = " ".join(SAINTS.get(word, word) for word in words.split() if not _number(word)) or words
        rank = Case(
            When(Q(code=code) | Q(siren=code), then=Value(0)),
            When(search__startswith=name + END, then=Value(1)),
            When(search__startswith=name, then=Value(2)),
            When(search__contains=f" {name}", then=Value(3)),
            default=Value(4),
            output_field=IntegerField(),
        )
        size = models.F("population").desc(nulls_last=True)
        return self.filter(found).annotate(rank=rank).order_by("rank", size, "name", "pk")

    def placed(self):
        """The same, each with the name of its département: within the same query."""
        around = Territory.objects.filter(kind=Territory.Kind.DEPARTEMENT, code=OuterRef("departement"))
        return self.annotate(departement_name=Coalesce(Subquery(around.values("name")[:1]), "departement"))


def _word(word):
    said = Q(search__contains=word)
    if word in SAINTS:
        said |= Q(search__contains=SAINTS[word])
    if _number(word):
        said |= Q(departement=word.upper())
    return said


def _number(word):
    """Whether `word` may be the number of a département: 01, 2a, 974."""
    return len(word) in (2, 3) and word[0].isdigit()


class Territory(models.Model):
    class Kind(models.TextChoices):
        REGION = "region", "région"
        DEPARTEMENT = "departement", "département"
        EPCI = "epci", "intercommunalité"
        COMMUNE = "commune", "commune"

    class Zone(models.TextChoices):
        METRO = "metro", "métropole"
        DROM = "drom", "département et région d’outre-mer"
        COM = "com", "collectivité d’outre-mer"

    kind = models.CharField("nature", max_length=12, choices=Kind)
    code = models.CharField("code officiel", max_length=9, help_text="SIREN pour une intercommunalité, code Insee sinon.")
    siren = models.CharField("SIREN", max_length=9, blank=True, db_index=True)
    name = models.CharField("nom", max_length=160)
    legal_form = models.CharField("forme", max_length=60, blank=True, help_text="Communauté d’agglomération, métropole…")
    population = models.PositiveIntegerField("population", null=True, blank=True, help_text="Population municipale (Insee).")
    members = models.PositiveSmallIntegerField("communes membres", null=True, blank=True)
    departement = models.CharField("code du département", max_length=3, blank=True)
    region = models.CharField("code de la région", max_length=3, blank=True)
    zone = models.CharField("zone", max_length=5, choices=Zone, default=Zone.METRO)
    search = models.CharField(max_length=240, editable=False)

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
        self.index()
        super().save(*args, **kwargs)

    def index(self):
        """Write down the form in which names are compared: the name people say, then its legal form."""
        said = STATUTE.sub("", self.name) if self.kind == self.Kind.EPCI else self.name
        rest = f" {plain(self.name)} {plain(self.legal_form)}" if self.kind == self.Kind.EPCI else ""
        self.search = f"{plain(said)}{END}{rest}"

    @property
    def code_name(self):
        """How the code is called on screen."""
        return "SIREN" if self.kind == self.Kind.EPCI else "code Insee"

    @property
    def nature(self):
        """What kind of place it is, in the words of its statutes when they are known."""
        return self.legal_form or self.get_kind_display()

    @property
    def label(self):
        """Name, kind and place in one line, enough to tell homonyms apart."""
        place = f", {self.departement}" if self.departement and self.kind != self.Kind.DEPARTEMENT else ""
        return f"{self.name} ({self.nature}{place})"
