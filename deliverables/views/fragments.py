"""Fragments drawn by Jinja, for pages that Django's templates frame."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

HERE = settings.BASE_DIR / "templates" / "deliverables"


def jinja(name, context):
    """A fragment drawn by Jinja, which has escaped what people wrote."""
    return mark_safe(render_to_string(name, context, using="jinja2"))
