"""Refuses a grid that was edited after its publication, that vanished, or that cannot be read."""

from django.core.checks import Error, Warning, register

from capacities.content import ContentError

from .grid import published


@register()
def published_grids_never_change(app_configs, **kwargs):
    record, messages = published.recorded(), []
    texts = published.texts()
    for text in texts:
        try:
            messages += [Error(fault, id="deliverables.E001") for fault in text.faults(record)]
        except ContentError as error:
            messages += [Error(fault, id="deliverables.E002") for fault in error.errors]
        if text.name not in record:
            messages.append(
                Warning(
                    f"{text.name} n’est pas encore publié.",
                    hint="Relisez-le, puis : manage.py publish_grids --record",
                    id="deliverables.W001",
                )
            )
    gone = record.keys() - {text.name for text in texts}
    messages += [Error(f"{name} est publié et son fichier manque.", id="deliverables.E003") for name in sorted(gone)]
    return messages
