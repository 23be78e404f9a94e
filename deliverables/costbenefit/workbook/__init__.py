"""A balance as a spreadsheet that computes."""

from .book import HELPERS, LINES, About, letter, restored, stored, workbook

__all__ = ["HELPERS", "LINES", "About", "letter", "restored", "stored", "workbook"]
