"""Grids, deliverables and what people write in them, as JSON: the same actions and rules as the pages."""

from .exports import ExportCsv, ExportJson, ExportPdf, ExportXlsx, export_json
from .grids import Grids, OneGrid, OneGridVersion
from .reading import Changes, Deliverables, OneDeliverable
from .results import Results
from .versions import Versions
from .writing import Answer, Notes, OneNote, OwnRow, State

__all__ = [
    "Answer",
    "Changes",
    "Deliverables",
    "ExportCsv",
    "ExportJson",
    "ExportPdf",
    "ExportXlsx",
    "Grids",
    "Notes",
    "OneDeliverable",
    "OneGrid",
    "OneGridVersion",
    "OneNote",
    "OwnRow",
    "Results",
    "State",
    "Versions",
    "export_json",
]
