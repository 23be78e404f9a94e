"""Which page answers about use cases."""

from .describe import edit, new, territories
from .invitations import cancel, invitation, resend
from .members import give_role, leave, members, remove
from .public import list_, page, partners, programme

__all__ = [
    "cancel",
    "edit",
    "give_role",
    "invitation",
    "leave",
    "list_",
    "members",
    "new",
    "page",
    "partners",
    "programme",
    "remove",
    "resend",
    "territories",
]
