"""Cells that people change: their look, what a canonical word becomes there, and what a spreadsheet refuses."""

from openpyxl.worksheet.datavalidation import DataValidation

from capacities.text import typo

from ...grid.values import FIRST_YEAR, LAST_YEAR, decimal
from .looks import FORMATS


def entry(field):
    return f"entry {field.type}" if field.type in FORMATS else "entry text"


def as_number(field, value):
    """The number that a spreadsheet keeps for a canonical word: a fraction for a percentage."""
    value = decimal(value)
    return value / 100 if field.type == "percent" else value


def only(area, sheet, *, formula, kind="list", operator=None, second=None, message=""):
    """Refuse in `area` what the portal would refuse, so that a slip of the hand does not break every formula."""
    rule = DataValidation(type=kind, operator=operator, formula1=formula, formula2=second, allow_blank=True)
    rule.errorTitle, rule.error, rule.showErrorMessage = "Valeur inattendue", typo(message), True
    rule.add(area)
    sheet.add_data_validation(rule)


def bounded(area, sheet, field):
    """The validation of a number or a year, after the field of the schema."""
    if field.type == "year":
        only(area, sheet, kind="whole", operator="between", formula=FIRST_YEAR, second=LAST_YEAR,
              message=f"Une année entre {FIRST_YEAR} et {LAST_YEAR} est attendue.")  # fmt: skip
        return
    part = 100 if field.type == "percent" else 1
    least, most = (None if bound is None else bound / part for bound in (field.least, field.most))
    least, most = -(10**12) if least is None else least, 10**12 if most is None else most
    kind = "whole" if field.type == "integer" else "decimal"
    only(area, sheet, kind=kind, operator="between", formula=least, second=most, message="Un nombre est attendu ici.")
