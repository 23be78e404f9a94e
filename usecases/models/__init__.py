"""Who works where on what: territories, organisations, use cases and the people in them."""

from .load import Load
from .membership import Invitation, Membership
from .organisation import Organisation
from .territory import Territory
from .usecase import Statement, UseCase

__all__ = ["Invitation", "Load", "Membership", "Organisation", "Statement", "Territory", "UseCase"]
