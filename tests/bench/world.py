"""Deliverables of any size, and requests answered by the portal without a network between."""

import io
import uuid
from itertools import cycle

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from capacities.accounts.models import User
from deliverables.actions import begin, publish_grid
from deliverables.grid import published
from deliverables.models import Note
from usecases.models import Membership, Territory, UseCase
from usecases.models.membership import Role

IDEAS = [
    "Réemployer les mâts et le réseau déjà en place plutôt que d’en poser d’autres",
    "Inscrire l’accessibilité dans les clauses du marché et dans la recette",
    "Purger les comptes inactifs après 18 mois",
    "Les capteurs émettent toutes les 10 minutes : passer à une heure hors crue suffirait aux services",
    "Économie estimée à 48 000 € par an sur les déplacements",
]


def world():
    """(user, use case, grid version) in which deliverables are begun."""
    text = next(text for text in published.texts() if text.slug == "numerique-responsable")
    version, _ = publish_grid(text.text, slug=text.slug, number=text.number, digest=text.digest)
    place = Territory.objects.create(kind="epci", code="200010700", name="CA Caux Seine Agglo")
    user = User.objects.create_user("agent@territoire.example", "capacities-demo", name="Claire Aubert")
    usecase = UseCase.objects.create(slug="crues", title="Suivre les crues", territory=place, created_by=user)
    Membership.objects.create(usecase=usecase, user=user, role=Role.STEWARD)
    return user, usecase, version


def deliverable_of(count, user, usecase, version):
    """A deliverable of `count` notes, spread over the cells of the sheet."""
    made = begin(usecase, version, by=user, title=f"Matrice de {count} notes")
    sheet, now = made.sheet, timezone.now()
    addresses = cycle([f"{sheet.id}.{row.id}.{column.id}" for row in sheet.rows for column in sheet.columns])
    notes = [
        Note(
            id=uuid.uuid4(), deliverable=made, address=address, text=f"{idea} ({at})", author=user, revision=at,
            created_revision=at, created_at=now, updated_at=now, fields={"signe": "vigilance"} if at % 4 == 0 else {},
        )
        for at, address, idea in zip(range(1, count + 1), addresses, cycle(IDEAS), strict=False)
    ]  # fmt: skip
    Note.objects.bulk_create(notes)
    made.revision = count
    made.save(update_fields=["revision"])
    return made


class Caller:
    """Calls the WSGI application as a server would; `user` is signed in, None for a visitor."""

    application = None

    def __init__(self, user=None):
        Caller.application = Caller.application or WSGIHandler()
        self.token = _get_new_csrf_string()
        cookies = {settings.CSRF_COOKIE_NAME: self.token}
        if user:
            session = SessionStore()
            session.update(
                {
                    SESSION_KEY: str(user.pk),
                    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: user.get_session_auth_hash(),
                }
            )
            session.save()
            cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        self.cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())

    def __call__(self, path, body=None, expected=200, **headers):
        """The body of the answer, as sent."""
        path, _, query = path.partition("?")
        body = body or b""
        environ = {
            "REQUEST_METHOD": "POST" if body else "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": self.cookies,
            "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(), "wsgi.multithread": False,
            "wsgi.multiprocess": False, "wsgi.run_once": False, "wsgi.version": (1, 0), "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/json", "HTTP_X_CSRFTOKEN": self.token,
        } | headers  # fmt: skip
        told = []
        answer = self.application(environ, lambda status, headers, exc_info=None: told.append(status))
        content = b"".join(answer)
        answer.close()
        assert told[0].startswith(str(expected)), f"{path}: {told[0]} {content[:400]!r}"
        return content
