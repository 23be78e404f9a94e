from django.apps import AppConfig


class UseCasesConfig(AppConfig):
    name = "usecases"
    verbose_name = "Cas d’usage"

    def ready(self):
        from capacities.accounts.signals import asks_address, asks_to_leave, asks_what_becomes, leaves

        from . import checks  # noqa: F401

        asks_address.connect(invited_address, dispatch_uid="usecases")
        asks_to_leave.connect(objections_to_leaving, dispatch_uid="usecases")
        asks_what_becomes.connect(left_empty, dispatch_uid="usecases")
        leaves.connect(forget, dispatch_uid="usecases")


def invited_address(sender, path, **kwargs):
    from .models import Invitation

    invitation = Invitation.objects.at(path)
    return invitation.email if invitation and invitation.state == "open" else ""


def objections_to_leaving(sender, user, hold, **kwargs):
    from . import actions

    return actions.objections_to_leaving(user, hold=hold)


def left_empty(sender, user, **kwargs):
    from . import actions

    return actions.left_empty(user)


def forget(sender, user, **kwargs):
    from . import actions

    actions.forget(user)
