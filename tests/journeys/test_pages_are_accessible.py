"""Every page that people can open: no axe violation, no sideways scrolling, a visible focus, a way straight to the content."""

import uuid

import pytest
from django.urls import reverse

from ..addresses import ADDRESSES, meant, world
from .conftest import AGENT, Visitors, axe

# Read by programs or by PDF readers, or fragments of a page.
NOT_PAGES = {
    "health",
    "deliverables:changes",
    "deliverables:blank",
    "deliverables:export",
    "deliverables:reference-document",
    "deliverables:reference-ris",
    "deliverables:reference-bibtex",
    "deliverables:export-csv",
    "deliverables:export-xlsx",
    "deliverables:export-json",
    "deliverables:results",
    "usecases:territories",
    "api-schema",
}
WIDTHS = {"wide": 1440, "narrow": 390}
# The matrix is a table of data: it alone may scroll, inside its own frame.
PAGES = [a for a in ADDRESSES if a.read and a.name not in NOT_PAGES and (a.name == "api-docs" or not a.name.startswith("api-"))]
FOR_VISITORS = [a for a in PAGES if a.read["visitor"] == 200 and a.name != "usecases:invitation"]
FOR_MEMBERS = [a for a in PAGES if a.read["steward"] == 200 and a.name != "usecases:invitation"]


def told(address):
    return "-".join([address.name, *address.arguments])


@pytest.fixture(scope="package")
def here(portal):
    """The world of the demonstration, in the words of the table of addresses."""
    ((usecase, deliverable),) = portal.query(
        "SELECT u.slug, d.id FROM deliverables_deliverable d JOIN usecases_usecase u ON u.id = d.usecase_id "
        "ORDER BY d.created_at LIMIT 1"
    )
    ((balance,),) = portal.query(
        "SELECT d.id FROM deliverables_deliverable d JOIN deliverables_gridversion g ON g.id = d.grid_version_id "
        "WHERE g.slug = 'analyse-couts-benefices' ORDER BY d.created_at LIMIT 1"
    )
    ((reference,),) = portal.query("SELECT slug FROM usecases_usecase WHERE reference = 1")
    rows = portal.query("SELECT id FROM deliverables_note WHERE kind = 'row'")
    return world(
        usecase=usecase,
        reference_usecase=reference,
        deliverable=uuid.UUID(str(deliverable)),  # SQLite keeps it without hyphens
        balance=uuid.UUID(str(balance)),
        row=uuid.UUID(str(rows[0][0])),
    )


@pytest.fixture(scope="package", params=WIDTHS)
def signed_in(request, browser, portal):
    """The agent's screen, kept for all pages of one width."""
    people = Visitors(browser, portal)
    yield people.open(AGENT), WIDTHS[request.param], people.messages
    people.close()


def path_of(address, here):
    return reverse(address.name, args=[meant(here, word) for word in address.arguments])


def overflow(page):
    """How many pixels the page is wider than the screen, and what sticks out."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            const over = document.documentElement.scrollWidth - width;
            if (over <= 0) return null;
            const scrolls = (e) => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
            const out = [...document.querySelectorAll("main *, header *, footer *")]
                .filter((e) => !scrolls(e.parentElement))
                .filter((e) => e.getBoundingClientRect().right > width + 1)
                .map((e) => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? "." + e.className : ""));
            return `${over} px too wide: ` + out.slice(0, 5).join(", ");
        }"""
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", FOR_VISITORS, ids=told)
def test_a_page_for_visitors(visitors, here, address, width):
    page = visitors.open(width=WIDTHS[width])
    page.goto(path_of(address, here))
    axe(page)
    assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": 320, "height": 800})
    assert overflow(page) is None


@pytest.mark.parametrize("address", FOR_MEMBERS, ids=told)
def test_a_page_for_members(signed_in, here, address):
    page, width, messages = signed_in
    messages.clear()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path_of(address, here))
    axe(page)
    assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": 320, "height": 800})
    assert overflow(page) is None
    assert messages == []


@pytest.mark.parametrize("path", ["/nulle-part/", "/compte/connexion/?next=/livrables/"])
def test_pages_met_by_accident(visitors, path):
    visitors.tolerate("status of 404")
    page = visitors.open()
    page.goto(path)
    axe(page)


@pytest.mark.parametrize("path", ["/", "/cas-usage/", "/livrables/", "/compte/connexion/"])
def test_every_stop_of_the_keyboard_is_seen(page, path):
    page.goto(path)
    stops = page.locator("a[href], button, input:not([type=hidden]), select, textarea, summary").count()
    seen = 0
    for _ in range(min(stops, 40)):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """async () => {
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));  // it scrolls first
                const at = document.activeElement;
                if (at === document.body) return null;
                const style = getComputedStyle(at), box = at.getBoundingClientRect();
                return {
                    what: at.outerHTML.slice(0, 80), outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
                };
            }"""
        )
        if found is None:
            break
        seen += 1
        assert found["outline"], f"no visible focus on {found['what']}"
        assert found["inside"], f"the focus is out of sight on {found['what']}"
    assert seen >= 5


def test_the_first_stop_leads_to_the_content(page):
    page.goto("/cas-usage/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_text_may_be_twice_as_large(page):
    """200 % zoom: half the width in CSS pixels, nothing lost nor overlapping the edge."""
    page.set_viewport_size({"width": 640, "height": 400})
    for path in ("/", "/cas-usage/", "/livrables/", "/aide/remplir-la-matrice/", "/accessibilite/"):
        page.goto(path)
        assert overflow(page) is None, path


def test_nothing_moves_for_who_asked_for_less(visitors, here):
    page = visitors.open(AGENT, reduced_motion="reduce")
    page.goto(f"/livrables/{here.deliverable}/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => {
            const s = getComputedStyle(e);
            return [s.transitionDuration, s.animationDuration].some((d) => d.split(",").some((t) => parseFloat(t) > 0.01));
        }).map((e) => e.outerHTML.slice(0, 80)).slice(0, 5)"""
    )
    assert moving == []


@pytest.mark.parametrize(
    "path", ["/", "/cas-usage/", "/livrables/", "/livrables/modeles/numerique-responsable/", "/aide/", "/partenaires/"]
)
def test_a_public_page_is_whole_without_scripts(visitors, path):
    page = visitors.open(java_script_enabled=False)
    page.goto(path)
    assert page.locator("main h1").inner_text().strip()
    assert page.locator("main a:visible").count() > 0
