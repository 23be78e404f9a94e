"""May this person do this to this deliverable, now?"""

from usecases.roles import Power
from usecases.rules import can


def can_read(user, deliverable):
    return can(user, Power.READ, deliverable.usecase)


def can_write(user, deliverable):
    """Members with the power to write, while the deliverable is not archived."""
    return deliverable.archived_at is None and can(user, Power.WRITE, deliverable.usecase)


def can_see_board(user, usecase):
    """The action sheets of a use case: its members, never the public."""
    return can(user, Power.READ, usecase)


def can_make(user, usecase):
    """Make an action sheet from a note, or a new one on the board: whoever may write."""
    return can(user, Power.WRITE, usecase)


def can_manage(user, deliverable):
    """Rename, freeze, archive, move to a newer grid version."""
    return can(user, Power.BEGIN, deliverable.usecase)
