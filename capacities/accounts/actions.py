"""What happens when people make a key for their scripts, or close their account."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from .models import ApiToken
from .signals import asks_address, asks_to_leave, asks_what_becomes, leaves

TOKEN_LIVES = {"30": timedelta(days=30), "90": timedelta(days=90), "365": timedelta(days=365)}


def make_token(*, name, life, by):
    """A new API token and its text, which nobody will see again: only a digest is kept."""
    return ApiToken.objects.create(by, expiry=TOKEN_LIVES[life], name=name)


def revoke_token(token, *, by):
    token.delete()


def address_for(path):
    """The address to which the page at `path` was sent, "" when nobody knows."""
    answers = asks_address.send(sender=None, path=path)
    return next((address for _, address in answers if address), "")


class NotYet(Exception):
    """The account cannot be closed yet; `matters` say what must be settled first."""

    def __init__(self, matters):
        self.matters = matters
        super().__init__(" ".join(matter.sentence for matter in matters))


def objections(user, hold=False):
    """Matters to settle before `user` may close the account. `hold` makes others wait until the
    end of the transaction, so that two last pilotes cannot leave at once."""
    answers = asks_to_leave.send(sender=user.__class__, user=user, hold=hold)
    return [matter for _, matters in answers for matter in matters]


def left_behind(user):
    """Matters that `user` should know of before closing the account: what becomes of what only she holds."""
    answers = asks_what_becomes.send(sender=user.__class__, user=user)
    return [matter for _, matters in answers for matter in matters]


@transaction.atomic
def close_account(user):
    """Nothing personal stays; what the person wrote stays under « compte supprimé ». The password is void, and with it
    every session that was opened with it: each ends at its next request. Raises NotYet."""
    if matters := objections(user, hold=True):
        raise NotYet(matters)
    leaves.send(sender=user.__class__, user=user)
    ApiToken.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.user_permissions.clear()
    user.groups.clear()
    user.forget()
