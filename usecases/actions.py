"""What happens when people open a use case, describe it, invite and leave."""

from contextlib import suppress
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from capacities.accounts.signals import Matter
from capacities.text import clean

from . import emails
from .models import Invitation, Membership, Statement, UseCase
from .models.membership import Role
from .roles import Power, powers_of
from .rules import last_steward, needs_heir

RESERVED_SLUGS = {"nouveau", "territoires"}
A_MOMENT = timedelta(minutes=1)
NAMESAKES = 5  # opened at the very same instant
INVITATIONS_A_DAY = 100  # by one person: the portal is no means to write to strangers


class Refused(ValueError):
    """What was asked cannot be done. The message is a French sentence for the person; nothing was changed."""


def open_usecase(*, title, territory, sections, by):
    """Open a use case for a territory; who opens it steers it. `sections` is as in `describe`. Asked again a moment later
    with the very same words, by a button pressed twice, it is the same use case."""
    asked = {"title": clean(title), "territory": territory, "sections": sections, "by": by}
    for _ in range(NAMESAKES):
        with suppress(IntegrityError):  # a namesake took the address in between: now it shows
            return _open(**asked)
    return _open(**asked)


@transaction.atomic
def _open(*, title, territory, sections, by):
    by.__class__.objects.select_for_update().get(pk=by.pk)
    if twin := _twin(title, territory, sections, by):
        return twin
    usecase = UseCase.objects.create(slug=_free_slug(title), title=title, territory=territory, created_by=by)
    _state(usecase, sections)
    Membership.objects.create(usecase=usecase, user=by, role=Role.STEWARD)
    return usecase


def _twin(title, territory, sections, by):
    """What the same person opened within the minute, saying exactly the same."""
    lately = UseCase.objects.filter(created_by=by, title=title, territory=territory, created_at__gt=timezone.now() - A_MOMENT)
    wanted = [
        (section, position, said.get("code", ""), said.get("text", ""), said.get("detail", ""))
        for section, sayings in sections.items()
        for position, said in enumerate(sayings)
    ]
    known = ("section", "position", "code", "text", "detail")
    return next((u for u in lately if sorted(u.statements.values_list(*known)) == sorted(wanted)), None)


def _free_slug(title):
    """The title as an address, with a number when it is taken. Simultaneous twins are refused by the database."""
    stem = slugify(title)[:70].strip("-") or "cas-usage"
    taken = set(UseCase.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED_SLUGS
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


@transaction.atomic
def describe(usecase, *, title, territory, sections, by):
    """Say anew what the use case is. The address stays: links already sent go on working."""
    usecase.title, usecase.territory = clean(title), territory
    usecase.save(update_fields=["title", "territory"])
    _state(usecase, sections)
    return usecase


def _state(usecase, sections):
    """Replace the statements of each given section: `{section: [{"text", "detail", "code"}, …]}`."""
    usecase.statements.filter(section__in=sections).delete()
    Statement.objects.bulk_create(
        Statement(usecase=usecase, section=section, position=position, **said)
        for section, sayings in sections.items()
        for position, said in enumerate(sayings)
    )


@transaction.atomic
def invite(usecase, *, email, role, by, absolute):
    """Invite an address. `absolute` turns a path into a whole address for the message (`request.build_absolute_uri`).
    An invitation that has expired leaves its place to the new one."""
    email = email.strip().lower()
    if usecase.memberships.filter(user__email__iexact=email).exists():
        raise Refused("Cette personne est déjà membre de ce cas d’usage.")
    waiting = usecase.invitations.pending().filter(email__iexact=email).first()
    if waiting and waiting.state == "open":
        raise Refused("Cette adresse a déjà une invitation en attente. Vous pouvez la renvoyer depuis la liste.")
    if Invitation.objects.filter(invited_by=by, created_at__gt=timezone.now() - timedelta(days=1)).count() >= INVITATIONS_A_DAY:
        raise Refused(f"Vous avez envoyé {INVITATIONS_A_DAY} invitations depuis hier. Attendez demain pour les suivantes.")
    if waiting:
        cancel(waiting, by=by)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(usecase=usecase, email=email, role=role, invited_by=by)
    except IntegrityError as error:
        raise Refused("Cette adresse a déjà une invitation en attente.") from error
    _send(invitation, absolute)
    return invitation


@transaction.atomic
def resend(invitation, *, by, absolute):
    """Send the same link again, for another thirty days."""
    if invitation.state not in ("open", "expired"):
        raise Refused("Cette invitation n’est plus en attente.")
    if invitation.sent_at and invitation.sent_at > timezone.now() - A_MOMENT:
        raise Refused("Le message est parti il y a moins d’une minute. Attendez un peu avant de le renvoyer.")
    _send(invitation, absolute)


def _send(invitation, absolute):
    """Robust: a mail server that is away undoes nothing, and the list shows that the message has not left."""
    transaction.on_commit(lambda: emails.send_invitation(invitation, absolute), robust=True)


@transaction.atomic
def cancel(invitation, *, by):
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.state == "accepted":
        raise Refused("Cette invitation a déjà été acceptée : retirez plutôt la personne de la liste des membres.")
    held.cancelled_at = timezone.now()
    held.save(update_fields=["cancelled_at"])


@transaction.atomic
def accept(invitation, *, by):
    """Come in with the role offered. Who is a member already keeps her role, and the invitation is used all the same."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.state != "open":
        raise Refused("Cette invitation n’est plus valable.")
    membership, _ = Membership.objects.get_or_create(usecase=held.usecase, user=by, defaults={"role": held.role})
    held.accepted_at, held.accepted_by = timezone.now(), by
    held.save(update_fields=["accepted_at", "accepted_by"])
    return membership


@transaction.atomic
def give_role(membership, *, role, by):
    _hold(membership)
    if role != Role.STEWARD and last_steward(membership):
        raise Refused("C’est la seule personne qui pilote ce cas d’usage. Nommez d’abord quelqu’un d’autre pilote.")
    membership.role = role
    membership.save(update_fields=["role"])
    if Power.STEWARD not in powers_of(role):
        _withdraw_invitations(membership)


@transaction.atomic
def remove(membership, *, by):
    """Take somebody out, or leave; how many of her invitations were cancelled. What the person wrote stays, but nobody comes
    in any more by a link that she sent, for she could have sent it to a second address of her own."""
    _hold(membership)
    if last_steward(membership):
        raise Refused(
            "La seule personne qui pilote ce cas d’usage ne peut pas le quitter. Nommez d’abord quelqu’un d’autre pilote."
        )
    membership.delete()
    return _withdraw_invitations(membership)


def _withdraw_invitations(membership):
    """Cancel what a person who may invite no more had sent and nobody has answered; how many."""
    sent = membership.usecase.invitations.pending().filter(invited_by=membership.user_id)
    return sent.update(cancelled_at=timezone.now())


def _hold(membership):
    """Make changes of members wait for each other, so that two last pilotes cannot leave at once."""
    UseCase.objects.select_for_update().get(pk=membership.usecase_id)
    try:
        membership.refresh_from_db()
    except Membership.DoesNotExist:
        raise Refused("Cette personne ne fait plus partie de ce cas d’usage.") from None


def objections_to_leaving(user, hold=False):
    """Why this account cannot be closed yet: one matter for each use case that would be left to itself."""
    held = Membership.objects.filter(user=user, role=Role.STEWARD).select_related("usecase")
    if hold:
        steered = UseCase.objects.filter(pk__in=held.values("usecase")).order_by("pk")
        list(steered.select_for_update().values_list("pk"))
    return [
        Matter(
            f"Vous êtes la seule personne à piloter « {membership.usecase} ». "
            "Nommez d’abord quelqu’un d’autre pilote, ou retirez les autres membres.",
            reverse("usecases:members", args=[membership.usecase.slug]),
        )
        for membership in held
        if needs_heir(membership)
    ]


def left_empty(user):
    """What becomes of each use case in which nobody else is a member."""
    elsewhere = Membership.objects.exclude(user=user).values("usecase")
    alone = Membership.objects.filter(user=user).exclude(usecase__in=elsewhere).select_related("usecase")
    return [
        Matter(
            f"« {membership.usecase} » n’aura plus de membre. Ce qui y est écrit sera conservé, mais "
            f"{'personne ne pourra plus le modifier' if membership.usecase.published else 'personne n’y aura plus accès'}, "
            "sauf l’équipe du portail, et ses invitations en attente seront annulées.",
            reverse("usecases:members", args=[membership.usecase.slug]) if membership.role == Role.STEWARD else "",
        )
        for membership in alone
    ]


def forget(user):
    """The account closes: the person is no member any more, no invitation keeps her address, and none brings people into a
    use case that she leaves empty: nobody would steer it."""
    theirs = list(Membership.objects.filter(user=user).values_list("usecase", flat=True))
    Membership.objects.filter(user=user).delete()
    Invitation.objects.filter(Q(email__iexact=user.email) | Q(accepted_by=user)).delete()
    left = Invitation.objects.pending().filter(usecase__in=theirs, usecase__memberships=None)
    left.update(cancelled_at=timezone.now())
