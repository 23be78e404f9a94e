"""The one message of this app: somebody is invited to a use case."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from .models import Invitation
from .models.membership import Role
from .roles import MEANINGS


def send_invitation(invitation, absolute):
    """Send it, then note when: an invitation without a date of sending is one that no mail server took. It names who
    invites and keeps her address: members read names only."""
    context = {
        "invitation": invitation,
        "usecase": invitation.usecase,
        "link": absolute(invitation.get_absolute_url()),
        "role_meaning": MEANINGS[Role(invitation.role)],
    }
    message = EmailMultiAlternatives(
        subject=f"Invitation au cas d’usage « {invitation.usecase.title} »".replace("\n", " "),
        body=render_to_string("usecases/emails/invitation.txt", context),
        to=[invitation.email],
    )
    message.attach_alternative(render_to_string("usecases/emails/invitation.html", context), "text/html")
    message.send()
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now())
