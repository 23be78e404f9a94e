"""Who works where on what: territories, organisations, use cases and the people in them."""

from .membership import Invitation, Membership
from .organisation import Organisation
from .territory import Territory
from .usecase import Statement, UseCase

__all__ = ["Invitation", "Membership", "Organisation", "Statement", "Territory", "UseCase"]
