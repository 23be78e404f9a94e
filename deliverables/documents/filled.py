"""What people wrote in a deliverable, on paper: its sheets, and before or between them what they amount to."""

from django.utils import timezone

from ..grid.overview import overview
from ..grid.paper import board_tables, entries, matrix_pieces
from ..grid.progress import marked, progress_of, scores, to_look_up
from ..grid.radar import radar
from ..grid.values import shown
from .balance import balance_context
from .frame import PORTAL, drawn, long_date, short

TOLD = 10  # points of vigilance and strengths repeated in the summary
# What the answers amount to → the template that says it.
TEMPLATES = {"scores": "deliverables/pdf/matrix.jinja", "cost-benefit": "deliverables/pdf/balance.jinja"}


def filled_html(grid, sheets, cover, paper, questions):
    """`sheets` maps ids of sheets to Drawn; `cover` says what the deliverable is called, where, when and in which state."""
    at = timezone.datetime.fromisoformat(cover["date"])
    context = cover | {
        "grid": grid,
        "questions": questions,
        "note_count": sum(sheet.note_count for sheet in sheets.values()),
        "day": long_date(at),
        "reviewed": long_date(grid.reviewed),
        "shown": shown,
        "head": short(f"{cover['title']} · {cover['usecase']}"),
        "foot": short(f"{PORTAL} · {cover['territory']} · {long_date(at)}"),
        "document_title": f"{cover['title']}, {cover['usecase']}",
    }
    if grid.results == "cost-benefit":
        figures, told = balance_context(sheets, cover)
        context |= told
    else:
        figures = {}
        context |= _scores_context(grid, sheets)
    context["parts"] = {id: sheet_part(sheet, paper, figures) for id, sheet in sheets.items()}
    return drawn(TEMPLATES[grid.results], paper, context)


def sheet_part(sheet, paper, figures):
    """A drawn sheet cut for paper, by its layout. `figures` maps ids of notes to what they amount to and what is said of it."""
    part = {"drawn": sheet, "sheet": sheet.sheet, "strays": entries(sheet.stray, sheet.sheet.fields)}
    if sheet.sheet.layout == "matrix":
        part["pieces"] = matrix_pieces(sheet, paper, figures)
    elif sheet.sheet.layout == "board":
        part["tables"] = board_tables(sheet, paper)
    return part


def _scores_context(grid, sheets):
    first = sheets[grid.sheets[0].id]
    found = scores(first)
    cells = [cell for sheet in sheets.values() for cell in sheet.cells.values()]
    return {
        "drawn": first,
        "progress": progress_of(sheet for sheet in sheets.values() if sheet.sheet.tracked),
        "scored": grid.scored,
        "overviews": [overview(sheet) for sheet in sheets.values() if sheet.sheet.tracked],
        "scores": found,
        "radar": radar(found),
        "to_look_up": to_look_up(first),
        "told": _told(first),
        "answers": {a.question.id: a.choice for cell in cells for a in cell.asked if a.choice},
    }


def _told(sheet):
    """Points of vigilance, then strengths: ((cell, note)…, how many more stand in the matrix)."""
    told = {}
    for sign in ("vigilance", "force"):
        found = marked(sheet, sign)
        told[sign] = found[:TOLD], max(0, len(found) - TOLD), len(found)
    return told
