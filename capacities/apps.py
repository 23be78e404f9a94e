"""The project as an app: its commands, its checks and which files are served as static."""

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig


class CapacitiesConfig(AppConfig):
    name = "capacities"
    verbose_name = "Portail CAPACities"

    def ready(self):
        from . import checks  # noqa: F401


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Takes from the npm packages what pages ask for, and leaves maps, right-to-left and unminified builds aside."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        "*.map",
        "*.rtl.*",
        "bootstrap*[!n].css",
        "bootstrap-*.css",
        "*.woff",
        "*-cyrillic*",
        "*-[235689]00-*",
        "*-800-*",
        "htmx.js",
        "htmx.[!m]*",
        "*.d.ts",
        "*.ts",
        "*.gz",
        "ext",
        "css/print/*",  # for the PDF renderer, which reads them where they are
        "rest_framework",  # the pages of its browsable API, which the portal does not show
    ]
