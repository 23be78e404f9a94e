"""Grids to write on by hand, on a table (A4) or on a wall (A3)."""

from ..grid.paper import BLOCKS
from ..grid.values import shown
from .frame import PORTAL, drawn, long_date, short

OWN_ROWS = 5  # rows that a sheet with few of them is completed to, for those that people add


def blank_html(grid, paper, questions):
    context = {
        "grid": grid,
        "sheets": grid.sheets,
        "blocks": BLOCKS,
        "own_rows": {sheet.id: max(0, OWN_ROWS - len(sheet.rows)) if sheet.extensible else 0 for sheet in grid.sheets},
        "questions": questions,
        "shown": shown,
        "day": long_date(grid.reviewed),
        "date": grid.reviewed.isoformat(),
        "status": "À remplir",
        "frozen": True,
        "head": short(grid.short_title),
        "foot": short(f"{PORTAL} · modèle, version {grid.version} · {long_date(grid.reviewed)} · licence : {grid.licence}"),
        "document_title": f"{grid.short_title}, feuille à remplir",
    }
    return drawn("deliverables/pdf/blank.jinja", paper, context)
