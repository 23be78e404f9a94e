"""Which page or fragment answers about deliverables."""

from .catalogue import catalogue, grid
from .changes import changes
from .check import check
from .exports import blank, export
from .history import history, restore
from .manage import begin, settings, versions
from .results import live_results
from .rows import add as add_row
from .rows import row
from .sheet import cell, sheet, steps
from .summary import summary

__all__ = [
    "add_row",
    "begin",
    "blank",
    "catalogue",
    "cell",
    "changes",
    "check",
    "export",
    "grid",
    "history",
    "live_results",
    "restore",
    "row",
    "settings",
    "sheet",
    "steps",
    "summary",
    "versions",
]
