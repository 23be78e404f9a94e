from django.apps import AppConfig


class DeliverablesConfig(AppConfig):
    name = "deliverables"
    verbose_name = "Livrables"

    def ready(self):
        from django.template import engines

        from . import checks  # noqa: F401
        from .costbenefit.wording import basis
        from .grid.layout import weighed
        from .grid.values import shown, told

        engines["jinja2"].env.filters |= {
            "basis": basis,
            "shown": lambda value, field: shown(field, value),
            "told": lambda fields, known, labels: told(known, fields, labels),
            "weighed": weighed,
        }
