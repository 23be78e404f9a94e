from django.apps import AppConfig


class DeliverablesConfig(AppConfig):
    name = "deliverables"
    verbose_name = "Livrables"

    def ready(self):
        from . import checks  # noqa: F401
