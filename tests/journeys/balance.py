"""A cost-benefit analysis on somebody's screen: lines that people measure, parameters that they change."""

import re
import uuid

from playwright.sync_api import expect

from .conftest import AGENT
from .matrix import USECASE, Matrix

LINE = "bilan.usagers.benefices-fonctionnement"
COST = "bilan.collectivite.couts-investissement"
WHY = "pourquoi.pourquoi-1.reponses"
PERIOD = "hypotheses.periode.valeurs"
RATE = f"{PERIOD}.taux"


class Balance(Matrix):
    """Its notes carry typed fields; `corner` holds those of the new note."""

    def on(self, page):
        return Balance(page, self.portal, self.pk)

    def open(self, address=LINE, view=""):
        return super().open(address, view)

    def whole(self, sheet="bilan"):
        self.page.goto(f"{self.path}?feuille={sheet}")
        return self

    @property
    def corner(self):
        return self.panel.locator("[data-new]")

    def field(self, label, within=None):
        return (within or self.corner).get_by_label(label, exact=True)

    def measure(self, **typed):
        """Open « Chiffrer cette ligne » and type, field by field: `quantite="52"`, `valeur="35 k€"`, `rythme="annuel"`."""
        more = self.corner.locator(".note-more")
        if more.get_attribute("open") is None:
            more.locator("> summary").click()
        for id, value in typed.items():
            control = self.corner.locator(f"[data-field={id}]")
            if control.evaluate("(element) => element.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)

    def error(self, id, within=None):
        """What is wrong with a field, as it is shown beside it."""
        return (within or self.corner).locator(f".note-field:has([data-field={id}]) .invalid-feedback")

    def cell(self, address=LINE):
        return self.page.locator(f"[id='c-{address}']")


def begin_balance(visitors, who=AGENT, *, page=None, **options):
    """A new analysis, begun through the page of the use case as people do."""
    page = page or visitors.open(who, **options)
    page.goto(USECASE)
    page.get_by_role("button", name=re.compile("^Commencer un.*Analyse coûts-bénéfices")).click()
    page.wait_for_url(re.compile("/livrables/[0-9a-f-]{36}/"))
    return Balance(page, visitors.portal, re.search("[0-9a-f-]{36}", page.url)[0])


def demonstration(portal):
    """The path of the demonstration's analysis, already filled."""
    ((pk,),) = portal.query("SELECT id FROM deliverables_deliverable WHERE title = %s", "Bilan de la carte de crise")
    return f"/livrables/{uuid.UUID(str(pk))}/"


def cut(visitors, balance):
    """The network goes away."""
    visitors.tolerate(r"ERR_INTERNET_DISCONNECTED|Failed to load resource|Failed to fetch|htmx:sendError|htmx:afterRequest")
    balance.page.context.set_offline(True)


def shows(locator, text):
    """Spaces of any width aside."""
    expect(locator).to_have_text(re.compile(re.escape(text).replace(r"\ ", r"\s")))
