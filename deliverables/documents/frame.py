"""What all documents share: paper, running head and foot, dates as they are said."""

from django.template.loader import get_template
from django.utils import timezone
from django.utils.formats import date_format

from capacities.pdf.tokens import tokens

PAPERS = {"a4": "A4", "a3": "A3"}
PORTAL = "Portail CAPACities"
_HEAD = 130  # signs of a running head or foot


def drawn(template, paper, context):
    common = {"paper": paper, "portal": PORTAL, "colour": tokens()}
    return get_template(template, using="jinja2").render(context | common)


def long_date(value):
    """« 1er mars 2026 », by the clock of Paris when `value` is a moment."""
    if hasattr(value, "hour"):
        value = timezone.localtime(value)
    return date_format(value, "j F Y").replace("1 ", "1er ", 1) if value.day == 1 else date_format(value, "j F Y")


def short(text):
    return text if len(text) <= _HEAD else f"{text[: _HEAD - 1].rstrip()}…"
