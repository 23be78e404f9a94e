"""The portal's few template words: French typography and icons that always stand beside text."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeData, mark_safe

from ..posted import texts_in
from ..text import typo as spaced
from ..text import typo_markup

register = template.Library()


@register.filter(is_safe=True)
def typo(text):
    """French micro-typography on a text that people or content files wrote. Spaced before it is escaped: the semicolon
    that ends `&amp;` is no punctuation."""
    if isinstance(text, SafeData):
        return mark_safe(typo_markup(text))
    return mark_safe(escape(spaced(str(text))))  # escaped on this very line


@register.filter
def siren(code):
    """A SIREN in groups of three, held together by no-break spaces."""
    return "\u00a0".join(code[i : i + 3] for i in range(0, len(code), 3))


@register.filter
def typed(request):
    """The texts of the form that could not be accepted, to give them back."""
    return texts_in(request)
