"""Which page or fragment answers about deliverables."""

from .catalogue import catalogue, grid
from .changes import changes
from .check import check
from .exports import blank, export, export_table
from .gathered import board, make
from .history import history, restore
from .imports import import_table
from .manage import begin, settings, versions
from .reference import cite, compare, document, entry, guide
from .results import live_results
from .rows import add as add_row
from .rows import row
from .sheet import cell, sheet, steps
from .summary import summary

__all__ = [
    "add_row",
    "begin",
    "blank",
    "board",
    "catalogue",
    "cell",
    "changes",
    "check",
    "cite",
    "compare",
    "document",
    "entry",
    "export",
    "export_table",
    "grid",
    "guide",
    "history",
    "import_table",
    "live_results",
    "make",
    "restore",
    "row",
    "settings",
    "sheet",
    "steps",
    "summary",
    "versions",
]
