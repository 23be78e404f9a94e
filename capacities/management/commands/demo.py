"""Opens the demonstration on this machine: the data made ready, then the portal listening. `make run` calls it."""

import socket
from contextlib import suppress

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

ACCOUNTS = [
    ("agent@demo.example", "pilote d’un cas d’usage de Caux Seine Agglo"),
    ("collegue@demo.example", "y contribue"),
    ("lectrice@demo.example", "le lit"),
    ("inconnu@demo.example", "n’est membre de rien"),
    ("partenaire@demo.example", "une entreprise"),
    ("admin@demo.example", "l’équipe du portail"),
]
PASSWORD = "capacities-demo"  # noqa: S105  known to all, on this machine only


class Command(BaseCommand):
    help = "Ouvre la démonstration sur cette machine (seulement avec CAPACITIES_DEMO=1)."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        if not settings.DEMO:
            raise CommandError("La démonstration s’ouvre avec CAPACITIES_DEMO=1, jamais sur un serveur public.")
        refuse_taken(port)
        self.stdout.write("Base de données…")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Modèles, territoires, cas d’usage (une minute la première fois)…")
        call_command("seed", stdout=self.stdout)
        config = uvicorn.Config(
            "capacities.asgi:application", host="127.0.0.1", port=port, access_log=False, log_level="warning",
            timeout_graceful_shutdown=2,
        )  # fmt: skip
        with suppress(KeyboardInterrupt):  # how one stops it
            Server(config, lambda: self.stdout.write(welcome(port))).run()


class Server(uvicorn.Server):
    """Says `welcome` once the portal answers, so that it is the last thing on the screen."""

    def __init__(self, config, welcome):
        super().__init__(config)
        self.welcome = welcome

    async def startup(self, sockets=None):
        await super().startup(sockets)
        if self.started:
            self.welcome()


def refuse_taken(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Le port {port} est déjà pris. Choisissez-en un autre : make run PORT={port + 1}") from error


def welcome(port):
    width = max(len(email) for email, _ in ACCOUNTS)
    people = "\n".join(f"  {email:<{width}}  {who}" for email, who in ACCOUNTS)
    return (
        f"\nLe portail est ouvert : http://127.0.0.1:{port}\n"
        f"Comptes de démonstration, mot de passe {PASSWORD} :\n{people}\n"
        "Pour l’arrêter : Ctrl + C. Ce que vous écrivez est gardé dans var/."
    )
