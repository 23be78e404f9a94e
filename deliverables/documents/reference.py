"""Sheets to read, on paper: everything, what a search left, or a shortlist side by side."""

from ..grid import reference
from .frame import PORTAL, drawn, long_date, short


def reference_html(grid, rows, compared, searched):
    """`rows` in their order; `compared` puts them side by side; `searched` are the words and filters that left them."""
    sheet = grid.reference
    cards = [reference.card(sheet, row) for row in rows]
    title = f"{grid.short_title} : côte à côte" if compared else grid.title
    context = {
        "grid": grid,
        "sheet": sheet,
        "title": title,
        "cards": cards,
        "table": reference.side_by_side(sheet, rows) if compared else [],
        "searched": searched,
        "whole": not compared and not searched and len(rows) == len(sheet.rows),
        "brief": [column for column in sheet.columns if column.brief],
        "said": reference.said,
        "glance": glance,
        "detail": detail,
        "day": long_date(grid.reviewed),
        "date": grid.reviewed.isoformat(),
        "status": f"Version {grid.version}",
        "frozen": True,
        "head": short(title),
        "foot": short(f"{PORTAL} · relu le {long_date(grid.reviewed)} · licence : {grid.licence}"),
        "document_title": f"{title} : {', '.join(row.label for row in rows)}" if compared else title,
    }
    return drawn("deliverables/pdf/reference.jinja", "a4", context)


def glance(card):
    """What is read first of a row: its words to filter by, and what stands on its short card."""
    return [(column, texts) for column, texts in card.cells if column.choices or column.brief]


def detail(card):
    return [(column, texts) for column, texts in card.cells if not (column.choices or column.brief)]
