"""Refuses settings under which an acknowledged note could be lost (measured in docs/decisions/0003)."""

from django.conf import settings
from django.core.checks import Error, register


@register()
def notes_survive(app_configs, **kwargs):
    errors = []
    for alias, database in settings.DATABASES.items():
        if database.get("ATOMIC_REQUESTS"):
            errors.append(Error(f"ATOMIC_REQUESTS on {alias}: every page would take the write lock.", id="capacities.E001"))
        if not database["ENGINE"].endswith("sqlite3"):
            continue
        options = database.get("OPTIONS", {})
        pragmas = options.get("init_command", "").replace(" ", "").lower()
        if options.get("transaction_mode") != "IMMEDIATE":
            errors.append(Error(f"SQLite on {alias} needs transaction_mode=IMMEDIATE.", id="capacities.E002"))
        errors += [
            Error(f"SQLite on {alias} needs PRAGMA {pragma}.", id="capacities.E003")
            for pragma in ("journal_mode=wal", "synchronous=full")
            if pragma not in pragmas
        ]
    return errors
