"""Copies the grid texts of the catalogue into the database, so that what is begun with one can always be drawn."""

from django.core.management.base import BaseCommand, CommandError

from capacities.content import ContentError
from deliverables.actions import Refused, publish_grid
from deliverables.grid import published


class Command(BaseCommand):
    help = "Publie les modèles de livrables du catalogue. Sans effet sur ceux qui sont déjà publiés."

    def add_arguments(self, parser):
        parser.add_argument("--record", action="store_true", help="inscrire les nouveaux textes dans published.txt")

    def handle(self, *, record, **options):
        known, new = published.recorded(), []
        for text in published.texts():
            self.refuse_faulty(text, known)
            if text.name not in known:
                if not record:
                    raise CommandError(f"{text.name} n’est pas inscrit : relisez-le, puis ajoutez --record.")
                new.append(text)
            self.publish(text)
        if new:
            published.record(new)
            self.stdout.write(f"Inscrits dans published.txt : {', '.join(text.name for text in new)}.")

    def refuse_faulty(self, text, known):
        try:
            faults = list(text.faults(known))
        except ContentError as error:
            faults = error.errors
        if faults:
            raise CommandError("\n".join(faults))

    def publish(self, text):
        try:
            version, created = publish_grid(text.text, slug=text.slug, number=text.number, digest=text.digest)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Modèle : {version}, {'publié' if created else 'déjà publié'}.")
