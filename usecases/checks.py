"""The programme's content is read at every `manage.py check`: a fault is found before it is loaded."""

from django.core.checks import Error, register

from capacities.content import ContentError

from . import programme


@register()
def catalogue_reads(app_configs, **kwargs):
    errors = []
    for read in (programme.programme, programme.reference_cases, programme.partners):
        try:
            read()
        except ContentError as error:
            errors += [Error(fault, id="usecases.E001") for fault in error.errors]
    return errors
