"""The cost-benefit grid whole: its pages over an empty one, its PDF over WeasyPrint alone, its workbook over openpyxl."""

import io
import uuid
from itertools import cycle

from django.utils import timezone
from openpyxl import Workbook, load_workbook

from capacities.pdf.tokens import tokens
from deliverables.actions import begin, publish_grid
from deliverables.costbenefit.lines import BALANCE
from deliverables.costbenefit.workbook import About, workbook
from deliverables.grid import published
from deliverables.live import balance_now
from deliverables.models import Note

from .clock import in_turns
from .pages import changed
from .world import IDEAS, Caller

LINES = 50
COLUMNS = [
    ("benefices-fonctionnement", {"valeur": "12500,5", "confiance": "c2"}),
    ("couts-investissement", {"valeur": "35000", "confiance": "c3"}),
    ("couts-fonctionnement", {"quantite": "12", "valeur": "250", "evolution": "2"}),
    ("benefices-fonctionnement", {"quantite": "4", "prix": "carbone"}),
    ("couts-caches", {"intensite": "n1"}),
]


def balance_of(count, user, usecase):
    """A deliverable of `count` lines, four in five of them measured."""
    text = next(text for text in published.texts() if text.slug == "analyse-couts-benefices")
    version, _ = publish_grid(text.text, slug=text.slug, number=text.number, digest=text.digest)
    made, now = begin(usecase, version, by=user, title=f"Bilan de {count} lignes"), timezone.now()
    lines = zip(
        range(1, count + 1), cycle(COLUMNS), cycle(["collectivite", "usagers", "collectivite"]), cycle(IDEAS), strict=False
    )
    notes = [
        Note(
            id=uuid.uuid4(), deliverable=made, address=f"{BALANCE}.{row}.{column}", text=f"{idea} ({at})", author=user,
            revision=at, created_revision=at, created_at=now, updated_at=now, fields=fields | {"theme": "economique"},
        )
        for at, (column, fields), row, idea in lines
    ]  # fmt: skip
    Note.objects.bulk_create(notes)
    made.revision = count
    made.save(update_fields=["revision"])
    return made


def page_times(user, deliverable):
    """{arm: seconds} of CPU: the balance and its results, drawn anew and from the cache, and an empty page."""
    visitor, agent, base = Caller(), Caller(user), deliverable.get_absolute_url()
    pages = {"balance": f"{base}?feuille={BALANCE}", "results": f"{base}synthese/"}
    arms = {"empty": lambda: visitor("/vide/")}
    for name, path in pages.items():
        arms[f"{name} cold"] = lambda path=path: agent(path)
        arms[f"{name} warm"] = arms[f"{name} cold"]  # right after it: nothing was written in between
    return in_turns(arms, rounds=20, before={f"{name} cold": lambda: changed(deliverable) for name in pages})


def book_times(deliverable):
    """{arm: seconds} of CPU: our workbook, and openpyxl writing the same cells and formulas with nothing else."""
    deliverable.refresh_from_db()
    sheet, about = (
        deliverable.grid.sheet_by_id[BALANCE],
        About(deliverable.title, str(deliverable.usecase), deliverable.created_at.date(), deliverable.grid.licence, tokens()),
    )
    cells = load_workbook(io.BytesIO(workbook(balance_now(deliverable), sheet, about)))

    def plain():
        book = Workbook()
        for told in cells.worksheets:
            copy = book.create_sheet(told.title)
            for row in told.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        copy.cell(cell.row, cell.column, cell.value)
        book.save(io.BytesIO())

    return in_turns({"ours": lambda: workbook(balance_now(deliverable), sheet, about), "plain": plain}, rounds=5)
