"""Grids, deliverables and what people write in them, as JSON: the same actions and rules as the pages."""

from .exports import ExportJson, ExportPdf
from .grids import Grids, OneGrid, OneGridVersion
from .reading import Changes, Deliverables, OneDeliverable
from .versions import Versions
from .writing import Answer, Notes, OneNote, OwnRow, State

__all__ = [
    "Answer",
    "Changes",
    "Deliverables",
    "ExportJson",
    "ExportPdf",
    "Grids",
    "Notes",
    "OneDeliverable",
    "OneGrid",
    "OneGridVersion",
    "OneNote",
    "OwnRow",
    "State",
    "Versions",
]
