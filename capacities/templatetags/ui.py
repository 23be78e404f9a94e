"""The portal's few template words: French typography and icons that always stand beside text."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from ..text import typo as spaced

register = template.Library()


@register.filter(is_safe=True)
def typo(text):
    """French micro-typography on a text that people or content files wrote."""
    return mark_safe(spaced(str(conditional_escape(text))))  # escaped on this very line; spaces only are added


@register.filter
def siren(code):
    """A SIREN in groups of three, held together by no-break spaces."""
    return "\u00a0".join(code[i : i + 3] for i in range(0, len(code), 3))
