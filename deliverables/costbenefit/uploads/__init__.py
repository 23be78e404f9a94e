"""A spreadsheet or CSV file that comes back."""

from .reader import MAX_BYTES, MAX_LINES, MAX_UNPACKED, Fault, understood

__all__ = ["MAX_BYTES", "MAX_LINES", "MAX_UNPACKED", "Fault", "understood"]
