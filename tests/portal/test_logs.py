"""The log says what happened, never who: no address, no key, no text that people wrote."""

import logging
from smtplib import SMTPRecipientsRefused

import pytest
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from usecases.models import Invitation


@pytest.fixture
def log(caplog):
    """What the portal's own formatter makes of all that was logged."""
    told = settings.LOGGING["formatters"]["line"]
    formatter = import_string(told["()"])(told["format"], style=told["style"])
    return lambda: "\n".join(formatter.format(record) for record in caplog.records)


def test_an_address_that_the_mail_server_refuses_stays_unsaid(
    client_of, steward, usecase, log, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(message):
        raise SMTPRecipientsRefused({message.to[0]: (550, b"no such mailbox")})

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        client_of(steward).post(
            reverse("usecases:members", args=[usecase.slug]), {"email": "invitee@territoire.example", "role": "reader"}
        )

    assert "SMTPRecipientsRefused" in log()
    assert "territoire.example" not in log()


def test_the_key_of_an_invitation_stays_unsaid(usecase, steward, log):
    invitation = Invitation.objects.create(usecase=usecase, email="invitee@territoire.example", invited_by=steward)
    Client(enforce_csrf_checks=True).post(invitation.get_absolute_url())
    Client().delete(invitation.get_absolute_url())

    assert log().count("/invitation/…/") >= 2
    assert invitation.token not in log()


def test_the_row_that_the_database_refused_stays_unsaid():
    refused = (
        "IntegrityError: null value in column\n"
        "DETAIL:  Failing row contains (1, Réemployer les mâts\n(tous), jean@ville.example, null).\n\nsuite"
    )
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, refused, None, None)
    told = import_string(settings.LOGGING["formatters"]["line"]["()"])("{message}", style="{").format(record)

    assert "mâts" not in told
    assert "jean" not in told
    assert "suite" in told
