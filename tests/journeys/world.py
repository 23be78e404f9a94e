"""Fills the journeys' database: run by `manage.py shell`, once, on an empty one."""

from django.conf import settings
from django.core.management import call_command

from usecases import territories
from usecases.models import Territory

FEW = {"28", "76", "200010700", "248300543", "200069532", "200023372", "245900428", "76384", "76451"}

call_command("migrate", verbosity=0)
call_command("publish_grids")
for row in territories.rows(settings.NODE_MODULES / "@etalab" / "decoupage-administratif"):
    if row["code"] in FEW:
        Territory(**row).save()
call_command("load_content")
call_command("seed")
call_command("collectstatic", interactive=False, verbosity=0)
