"""Jinja's environment for sheets and PDF documents: strict, escaped, with the portal's typography."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from .figures import euros, number
from .text import typo, typo_markup


class French(Extension):
    """What a template says is spaced as printers do when it is compiled, as capacities.loaders does for Django's."""

    def preprocess(self, source, name, filename=None):
        return typo_markup(source)


def moment(value):
    """When something happened, as one would say it: « à 14 h 02 » today, « le 21 novembre à 14 h 02 » before."""
    local = timezone.localtime(value)
    hour = f"{local.hour}\u00a0h\u00a0{local.minute:02d}"
    if local.date() == timezone.localdate():
        return f"à {hour}"
    return f"le {date_format(local, 'j F' if local.year == timezone.localdate().year else 'j F Y')} à {hour}"


def environment(**options):
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "extensions": [French]}
    env = Environment(**options | {"autoescape": True})  # noqa: S701, the rule does not read a merged mapping
    env.filters["typo"] = typo
    env.filters["moment"] = moment
    env.filters |= {"euros": euros, "number": number}
    env.filters["date_fr"] = lambda value: date_format(value, "j F Y")
    env.globals.update(static=static, url=reverse)
    return env
