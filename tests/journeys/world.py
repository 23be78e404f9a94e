"""Fills the journeys' database: run by `manage.py shell`, once, on an empty one."""

from django.conf import settings
from django.core.management import call_command

from usecases import territories
from usecases.models import Load, Territory

# The territories of the reference use cases and a few around them: all 37 000 would say no more.
FEW = {"28", "76", "200010700", "248300543", "200069532", "200023372", "245900428", "76384", "76451"}
PACKAGE = settings.NODE_MODULES / "@etalab" / "decoupage-administratif"

call_command("migrate", verbosity=0)
for row in territories.rows(PACKAGE):
    if row["code"] in FEW:
        Territory(**row).save()
Load.objects.create(name="territories", digest=territories.digest(PACKAGE), vintage=territories.vintage(PACKAGE))
call_command("seed")
call_command("collectstatic", interactive=False, verbosity=0)
