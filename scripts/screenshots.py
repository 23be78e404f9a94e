"""Takes the pictures of docs/screenshots from the real pages, on a portal of its own. `make screenshots` runs it."""

import subprocess
import sys
import tempfile
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.journeys.conftest import AGENT, Visitors  # noqa: E402
from tests.journeys.server import Portal  # noqa: E402
from tests.machine import browser_path  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
CELL = "matrice.ecologique.conception"
COLOURS = 128  # enough for flat pages, and a quarter of the bytes


def main():
    portal = Portal()
    try:
        portal.manage("shell", "-v0", "-c", (ROOT / "tests" / "journeys" / "world.py").read_text())
        portal.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
            take(Visitors(browser, portal), portal)
            browser.close()
    finally:
        portal.discard()


def take(people, portal):
    ((deliverable,),) = portal.query("SELECT id FROM deliverables_deliverable ORDER BY created_at LIMIT 1")
    ((balance,),) = portal.query(
        "SELECT d.id FROM deliverables_deliverable d JOIN deliverables_gridversion g ON g.id = d.grid_version_id "
        "WHERE g.slug = 'analyse-couts-benefices'"
    )
    ((usecase,),) = portal.query("SELECT slug FROM usecases_usecase WHERE reference = 4")
    base, weighed = f"/livrables/{UUID(deliverable)}/", f"/livrables/{UUID(balance)}/"
    visitor = people.open(width=1280, height=860)
    shoot(visitor, "/", "home")
    shoot(visitor, f"/cas-usage/{usecase}/", "use-case")
    agent = people.open(AGENT, width=1280, height=860)
    shoot(agent, base + "?vue=matrice", "matrix")
    shoot(agent, base + f"?case={CELL}", "cell")
    shoot(agent, base + "synthese/", "summary")
    shoot(agent, weighed + "?feuille=bilan", "balance")
    shoot(agent, weighed + "synthese/", "results")
    phone = people.open(AGENT, width=390, height=844)
    shoot(phone, base + "pas-a-pas/", "phone")
    pages_of(agent.request.get(base + "export.pdf?format=a4").body())


def shoot(page, path, name):
    page.goto(path)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png")
    shrink(FOLDER / f"{name}.png")


def pages_of(document):
    """The first pages of the PDF, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "matrix.pdf"
        source.write_bytes(document)
        subprocess.run(["pdftoppm", "-png", "-r", "55", "-l", "2", source, source.with_suffix("")], check=True)
        sheets = [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("*.png"))]
        gap = 16
        whole = Image.new(
            "RGB", (sum(s.width for s in sheets) + gap * (len(sheets) + 1), sheets[0].height + 2 * gap), "#c6ced6"
        )
        left = gap
        for sheet in sheets:
            whole.paste(sheet, (left, gap))
            left += sheet.width + gap
        whole.save(FOLDER / "pdf.png")
    shrink(FOLDER / "pdf.png")


def shrink(path):
    Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    main()
