"""May this person do this to this deliverable, now?"""

from usecases.roles import Power
from usecases.rules import can


def can_read(user, deliverable):
    return can(user, Power.READ, deliverable.usecase)


def can_write(user, deliverable):
    """Members with the power to write, while the deliverable is not archived."""
    return deliverable.archived_at is None and can(user, Power.WRITE, deliverable.usecase)


def can_manage(user, deliverable):
    """Rename, freeze, archive, move to a newer grid version."""
    return can(user, Power.BEGIN, deliverable.usecase)
