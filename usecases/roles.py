"""What each role may do. The only place where roles are spelled out; the permission test walks this table."""

from enum import StrEnum

from .models.membership import Role


class Power(StrEnum):
    READ = "lire"  # see the use case, its deliverables, their history and exports
    WRITE = "écrire"  # add, correct, strike and restore notes; answer questions
    BEGIN = "commencer"  # begin, rename, freeze, archive a deliverable; move it to a newer version
    STEWARD = "piloter"  # describe the use case, invite, change roles


ROLE_POWERS = {
    Role.READER: {Power.READ},
    Role.CONTRIBUTOR: {Power.READ, Power.WRITE},
    Role.FACILITATOR: {Power.READ, Power.WRITE, Power.BEGIN},
    Role.STEWARD: {Power.READ, Power.WRITE, Power.BEGIN, Power.STEWARD},
}

# The same table in words, for the pages and messages where somebody chooses a role for somebody else.
MEANINGS = {
    Role.READER: "lire le cas d’usage et ses livrables",
    Role.CONTRIBUTOR: "lire, et écrire dans les livrables",
    Role.FACILITATOR: "lire, écrire, commencer et figer des livrables",
    Role.STEWARD: "lire, écrire, commencer et figer des livrables, décrire le cas d’usage, inviter et changer les rôles",
}


def powers_of(role):
    """The powers of a role; none for somebody who is no member (`None`)."""
    return ROLE_POWERS.get(role, frozenset())


def roles_with(power):
    """The roles that hold a power, for questions to the database."""
    return [role for role, powers in ROLE_POWERS.items() if power in powers]
