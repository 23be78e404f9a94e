"""A balance as a spreadsheet that computes: every result is a formula, so that whoever changes a hypothesis or a line sees
the net present value (VAN) move.

The formulas say again what `deliverables.appraisal` computes, with functions that Excel 2013 and LibreOffice both know;
the tests have LibreOffice compute the file and compare it with the appraisal to the cent. A spreadsheet counts in double
precision: beyond some hundred billion euros its cents are no longer exact. What people wrote is only ever stored as text,
never as a formula. Each sheet has its module; they stand on `book`."""

import io
from datetime import datetime, time

from capacities.text import typo

from . import assumptions, beside, flows, lines, lists, readme, results, sensitivity
from .book import About, Book
from .text import restored, stored

__all__ = ["About", "restored", "stored", "workbook"]


def workbook(balance, sheet, about):
    """The bytes of the XLSX file. `sheet` is the schema of the balance, whose fields are the columns of « Lignes »."""
    book = Book(balance, sheet, about)
    for part in (lists, readme, assumptions, lines, flows, results, sensitivity, beside):
        part.write(book)
    properties = book.book.properties
    properties.title, properties.subject = stored(about.title), stored(about.usecase)
    properties.creator, properties.language = "Portail CAPACities", "fr-FR"
    properties.keywords = "analyse coûts-bénéfices, VAN, CAPACities"
    properties.description = typo("Calcul vivant : les résultats suivent les hypothèses et les lignes.")
    properties.created = properties.modified = datetime.combine(about.date, time(12))
    book.book.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    book.book.save(out)
    return out.getvalue()
