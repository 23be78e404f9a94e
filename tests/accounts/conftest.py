"""People who may sign in: their address is verified."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail


@pytest.fixture
def verified(steward):
    """A pilote whose address is verified, as after sign-up."""
    EmailAddress.objects.create(user=steward, email=steward.email, verified=True, primary=True)
    return steward


@pytest.fixture
def last_code():
    """The code in the last message that left."""

    def code():
        return re.search(r"^[A-Z0-9-]{6,}$", mail.outbox[-1].body, re.MULTILINE)[0]

    return code
