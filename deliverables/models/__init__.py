"""Structured documents that people fill together, and everything that was ever done to them."""

from .change import Change
from .deliverable import Deliverable
from .grid_version import GridVersion
from .note import Note
from .snapshot import Snapshot

__all__ = ["Change", "Deliverable", "GridVersion", "Note", "Snapshot"]
