"""A matrix on somebody's screen: what the journeys do again and again, and what they read in the database."""

import json
import re
import uuid

from playwright.sync_api import expect

from .conftest import AGENT

USECASE = "/cas-usage/acces-aux-donnees-en-situation-de-crise/"
CELL = "matrice.ecologique.conception"
OTHER = "matrice.sociale.usage"
SAVED = re.compile(r"^Enregistré à \d\d?\sh\s\d\d$")


class Matrix:
    """A deliverable of its own, on a page. Addresses are `matrice.<row>.<column>`."""

    def __init__(self, page, portal, pk):
        self.page, self.portal, self.pk = page, portal, pk

    @property
    def path(self):
        return f"/livrables/{self.pk}/"

    def on(self, page):
        """The same matrix on another screen."""
        return Matrix(page, self.portal, self.pk)

    def open(self, address=CELL, view=""):
        self.page.goto(f"{self.path}{view}?case={address}#case")
        expect(self.panel).to_be_visible()
        return self

    @property
    def panel(self):
        return self.page.locator("#case.panel")

    @property
    def box(self):
        return self.panel.get_by_label("Nouvelle note")

    @property
    def saving(self):
        return self.panel.locator("[data-saving]")

    def add(self, *texts):
        for text in texts:
            self.box.fill(text)
            self.box.press("Enter")

    def note(self, text):
        return self.panel.locator(".note").filter(has_text=text)

    def stored(self, text):
        """A note that the server has acknowledged, as the page shows it."""
        return self.panel.locator(".note:not(.is-pending)").filter(has_text=text)

    # --- In the database ---
    def _id(self, value):
        return str(value) if self.portal.database_url else uuid.UUID(str(value)).hex

    def notes(self, kind="note", struck=False):
        """(address, text) in the order in which they were written."""
        return self.portal.query(
            "SELECT address, text FROM deliverables_note WHERE deliverable_id = %s AND kind = %s AND struck = %s"
            " ORDER BY created_revision",
            self._id(self.pk), kind, struck,
        )  # fmt: skip

    def texts(self, **which):
        return [text for _address, text in self.notes(**which)]

    def journal(self):
        return [kind for (kind,) in self.portal.query(
            "SELECT kind FROM deliverables_change WHERE deliverable_id = %s ORDER BY revision", self._id(self.pk)
        )]  # fmt: skip

    def fields(self, kind):
        found = self.portal.query(
            "SELECT address, fields FROM deliverables_note WHERE deliverable_id = %s AND kind = %s", self._id(self.pk), kind
        )
        return {address: json.loads(fields) if isinstance(fields, str) else fields for address, fields in found}

    # --- In the browser ---
    def kept(self, part="envoi"):
        """What the browser's storage keeps of this matrix, in order: gestures (envoi), refusals (refus), drafts (brouillon)."""
        return self.page.evaluate(
            """([part, pk]) => Object.keys(localStorage).filter((key) => key.includes(`:${part}:${pk}`)).sort()
                .map((key) => JSON.parse(localStorage.getItem(key)))""",
            [part, self.pk],
        )


def begin(visitors, who=AGENT, *, page=None, **options):
    """A new matrix, begun through the page of the use case as people do."""
    page = page or visitors.open(who, **options)
    page.goto(USECASE)
    page.get_by_role("button", name=re.compile("^Commencer un.*Matrice")).click()
    page.wait_for_url(re.compile("/livrables/[0-9a-f-]{36}/"))
    return Matrix(page, visitors.portal, re.search("[0-9a-f-]{36}", page.url)[0])
