"""What a territory works on, told in short statements that each say where they come from."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .territory import Territory


class Evidence(models.TextChoices):
    """Where a sentence comes from. What is not the members' own, nor in a source, carries « à valider » on screen."""

    OWN = "own", "écrit par les membres"
    SOURCE = "source", "dit par les documents du programme"
    EXTERNAL = "external", "vérifié dans une source publique"
    INFERRED = "inferred", "à valider"


class UseCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published use cases for all to read, and one's own for their members."""
        if not user.is_authenticated:
            return self.filter(published=True)
        return self.filter(Q(published=True) | Q(pk__in=self.model.objects.of(user).values("pk")))

    def of(self, user):
        """The use cases in which `user` is a member."""
        return self.filter(memberships__user=user)

    def serving(self, priority):
        """Those that serve one of the six smart-territory priorities."""
        said = Statement.objects.filter(section=Statement.Section.PRIORITY, code=priority)
        return self.filter(pk__in=said.values("usecase"))


class UseCase(models.Model):
    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField("titre", max_length=160)
    title_evidence = models.CharField("d’où vient le titre", max_length=8, choices=Evidence, default=Evidence.OWN)
    territory = models.ForeignKey(Territory, models.PROTECT, verbose_name="territoire", related_name="usecases")
    published = models.BooleanField("lisible par tout le monde", default=False)
    reference = models.PositiveSmallIntegerField(
        "rang parmi les cas de référence",
        null=True,
        blank=True,
        unique=True,
        help_text="De 1 à 5, dans l’ordre des ateliers.",
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("ouverture", auto_now_add=True)

    objects = UseCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "cas d’usage"
        verbose_name_plural = "cas d’usage"
        ordering = [F("reference").asc(nulls_last=True), "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("usecases:page", args=[self.slug])


class Statement(models.Model):
    """One sentence about a use case and its mark of evidence. Priorities, threads, challenges and deliverables are
    statements too: their `code` points into the programme's content (catalogue/programme.yaml) or at a grid."""

    class Section(models.TextChoices):
        OBJECTIVE = "objective", "Objectif"
        PROBLEM = "problem", "Problème"
        DATA = "data", "Données"
        STAKEHOLDER = "stakeholder", "Parties prenantes"
        USER = "user", "Usagers"
        INDICATOR = "indicator", "Indicateurs"
        CONTEXT = "context", "Contexte"
        PRIORITY = "priority", "Priorités"
        THREAD = "thread", "Fils"
        CHALLENGE = "challenge", "Défis"
        DELIVERABLE = "deliverable", "Livrables"

    Evidence = Evidence

    usecase = models.ForeignKey(UseCase, models.CASCADE, related_name="statements")
    section = models.CharField(max_length=12, choices=Section)
    position = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    detail = models.TextField(blank=True, help_text="Ce que la personne attend, d’où vient le fait…")
    evidence = models.CharField(max_length=8, choices=Evidence, default=Evidence.OWN)
    references = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "énoncé"
        ordering = ["section", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["usecase", "section", "position"], name="statement_place_once"),
        ]

    def __str__(self):
        return self.text or self.code
