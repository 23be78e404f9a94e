"""Loads every region, département, EPCI and commune of France, or says that there is nothing new."""

from itertools import islice

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from usecases import territories
from usecases.models import Load, Organisation, Territory, UseCase

PACKAGE = "@etalab/decoupage-administratif"
CHUNK = 2000


class Command(BaseCommand):
    help = "Charge les territoires de France (source Insee et DGCL, via Etalab). Sans effet si rien n’a changé."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="recharger même si les fichiers n’ont pas changé")

    def handle(self, *, force, **options):
        package = settings.NODE_MODULES / PACKAGE
        try:
            digest = territories.digest(package)
        except territories.Missing as error:
            raise CommandError(f"Le paquet npm {PACKAGE} manque. Installez-le avec « make run ».") from error
        if not force and Load.objects.filter(name="territories", digest=digest).exists():
            return self.stdout.write(f"Territoires : déjà à jour ({Territory.objects.count()}).")
        vintage = territories.vintage(package)
        with transaction.atomic():
            count = self.load(list(territories.rows(package)))
            Load.objects.update_or_create(name="territories", defaults={"digest": digest, "vintage": vintage})
        self.stdout.write(f"Territoires : {count} chargés, découpage {vintage}.")

    def load(self, rows):
        updated = [*sorted({key for row in rows for key in row} - {"kind", "code"}), "search"]
        remaining = map(indexed, rows)
        # `disable=None`: the bar is for a person at a terminal.
        with tqdm(total=len(rows), desc="Territoires", unit=" lieux", disable=None) as bar:
            while chunk := list(islice(remaining, CHUNK)):
                Territory.objects.bulk_create(
                    chunk, update_conflicts=True, unique_fields=["kind", "code"], update_fields=updated
                )
                bar.update(len(chunk))
        self.forget_the_gone({(row["kind"], row["code"]) for row in rows})
        return len(rows)

    def forget_the_gone(self, present):
        """Communes merge and EPCI dissolve. Those that nobody names here go; the others stay, and are told."""
        used = set(UseCase.objects.values_list("territory", flat=True))
        used |= set(Organisation.objects.exclude(territory=None).values_list("territory", flat=True))
        gone = [t for t in Territory.objects.only("kind", "code", "name") if (t.kind, t.code) not in present]
        for territory in gone:
            if territory.pk in used:
                self.stderr.write(f"{territory} ({territory.code}) n’existe plus mais porte un cas d’usage : gardé.")
        Territory.objects.filter(pk__in=[t.pk for t in gone if t.pk not in used]).delete()


def indexed(row):
    territory = Territory(**row)
    territory.index()
    return territory
