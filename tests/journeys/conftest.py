"""A real browser before a real server. A message in the browser's console fails the journey, and so does any axe violation."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from ..machine import browser_path, missing
from .server import ROOT, Portal

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "capacities-demo"
AGENT, COLLEAGUE, READER = "agent@demo.example", "collegue@demo.example", "lectrice@demo.example"
STRANGER, COMPANY, STAFF = "inconnu@demo.example", "partenaire@demo.example", "admin@demo.example"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def portal():
    """The portal, seeded with the demonstration world, listening."""
    made = Portal(os.environ.get("DATABASE_URL", ""))
    try:
        made.manage("shell", "-v0", "-c", (ROOT / "tests" / "journeys" / "world.py").read_text())
        yield made.start()
    finally:
        made.discard()


@pytest.fixture(scope="package")
def browser():
    path = browser_path()
    if not path:
        missing("No Chromium here: install the chromium package, or name one with CHROMIUM=…")
    # Playwright leaves an event loop running in this thread, which Django's ORM would take for its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=path, args=flags)
            yield chromium
            chromium.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitors:
    """People before their screens. `open()` gives a page in a browser of its own; `tolerated` holds patterns of console
    messages that the journey provokes on purpose, such as a cut network."""

    def __init__(self, browser, portal):
        self.browser, self.portal = browser, portal
        self.tolerated, self.messages, self.contexts = [], [], []

    def open(self, who=None, width=1440, height=900, **options):
        context = self.browser.new_context(
            base_url=self.portal.url, viewport={"width": width, "height": height}, locale="fr-FR",
            timezone_id="Europe/Paris", **options,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and self._heard(page, message.text))
        page.on("pageerror", lambda error: self._heard(page, str(error)))
        if who:
            sign_in(page, who)
        return page

    def tolerate(self, pattern):
        self.tolerated.append(re.compile(pattern))

    def _heard(self, page, message):
        self.messages.append(f"{page.url}: {message}")

    def close(self):
        for context in self.contexts:
            context.close()
        return [text for text in self.messages if not any(pattern.search(text) for pattern in self.tolerated)]


@pytest.fixture
def visitors(browser, portal):
    people = Visitors(browser, portal)
    yield people
    messages = people.close()
    assert not messages, "the browser's console said:\n" + "\n".join(messages)


@pytest.fixture
def page(visitors):
    """A browser in which nobody is signed in, 1440 px wide."""
    return visitors.open()


def sign_in(page, who, password=PASSWORD):
    """Sign in through the sign-in page, as people do."""
    page.goto("/compte/connexion/")
    page.locator("input[name=login]").fill(who)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/connexion/" not in url)


def axe(page, **options):
    """Fail on any accessibility violation, told with the place and the way out. A partial page: `include="#id"`."""
    if not AXE.exists():
        missing("axe-core is not in node_modules: run make dev")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """async ([include, tags]) => {
            const result = await axe.run(include ? {include: [include]} : document, {
                runOnly: tags, resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
            });
            return result.violations.map((v) => ({
                id: v.id, help: v.help,
                nodes: v.nodes.map((n) => n.target.join(" ") + "\\n    " + n.failureSummary.replace(/\\n/g, "\\n    ")),
            }));
        }""",
        [options.get("include"), AXE_TAGS],
    )
    told = [f"{v['id']}: {v['help']}\n  " + "\n  ".join(v["nodes"]) for v in found]
    assert not found, f"{page.url} at {page.viewport_size['width']} px:\n" + "\n".join(told)
