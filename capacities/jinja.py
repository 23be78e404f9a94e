"""Jinja's environment for sheets and PDF documents: strict, escaped, with the portal's typography."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format
from jinja2 import Environment, StrictUndefined

from .text import typo


def environment(**options):
    env = Environment(**{**options, "autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    env.filters["typo"] = typo
    env.filters["date_fr"] = lambda value: date_format(value, "j F Y")
    env.globals.update(static=static, url=reverse)
    return env
