"""A published grid text, copied into the database so that what was begun with it can always be drawn."""

from django.db import models

from ..grid.parser import parse_grid


class GridVersionQuerySet(models.QuerySet):
    def latest_of_each(self):
        """The newest version of every grid, for the catalogue."""
        newest = self.values("slug").annotate(newest=models.Max("number"))
        wanted = models.Q(pk=None)
        for row in newest:
            wanted |= models.Q(slug=row["slug"], number=row["newest"])
        return self.filter(wanted)

    def newer_than(self, version):
        """The newest version of the same grid, when it is newer than `version`; None otherwise."""
        return self.filter(slug=version.slug, number__gt=version.number).order_by("-number").first()


class GridVersion(models.Model):
    slug = models.SlugField("modèle", max_length=40)
    number = models.PositiveSmallIntegerField("version")
    title = models.CharField("titre", max_length=160)
    text = models.TextField("texte YAML", editable=False)
    digest = models.CharField(max_length=64, editable=False)
    gathered = models.BooleanField("rassemblé sur un tableau", default=False, editable=False)  # as its text says
    published_at = models.DateTimeField("publication", auto_now_add=True)

    objects = GridVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version de modèle"
        verbose_name_plural = "versions de modèles"
        ordering = ["slug", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "number"],
                name="grid_version_once",
                violation_error_message="Cette version du modèle est déjà publiée ; écrivez la suivante.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, version {self.number}"

    @property
    def grid(self):
        """The parsed grid, shared by all who ask for the same text in this process."""
        return parse_grid(self.text, f"{self.slug}/v{self.number}.yaml")
