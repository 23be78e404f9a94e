"""May this person do this to this use case, now?"""

from .models import Membership
from .models.membership import Role
from .roles import Power, powers_of


def role_in(user, usecase):
    """The role of `user` in `usecase`, or None. One query, remembered on the use case for the length of a request."""
    if not user.is_authenticated:
        return None
    known = usecase.__dict__.setdefault("_roles", {})
    if user.pk not in known:
        known[user.pk] = Membership.objects.filter(usecase=usecase, user=user).values_list("role", flat=True).first()
    return known[user.pk]


def remember_role(user, usecase, role):
    """Tell `role_in` what a query has just said of `user` in `usecase`."""
    usecase.__dict__.setdefault("_roles", {})[user.pk] = role


def can(user, power, usecase):
    return power in powers_of(role_in(user, usecase))


def can_steward(user, usecase):
    return can(user, Power.STEWARD, usecase)


def can_begin(user, usecase):
    return can(user, Power.BEGIN, usecase)


def can_describe(user, usecase):
    """The reference use cases say what the catalogue says; the others belong to their pilotes."""
    return usecase.reference is None and can_steward(user, usecase)


def last_steward(membership):
    """A use case keeps somebody to steer it: true for its only pilote."""
    if membership.role != Role.STEWARD:
        return False
    return not membership.usecase.memberships.filter(role=Role.STEWARD).exclude(pk=membership.pk).exists()


def needs_heir(membership):
    """True when others would be left without anybody to steer."""
    return last_steward(membership) and membership.usecase.memberships.exclude(pk=membership.pk).exists()
