"""Invitations: a seat in the team, offered by a link that works once."""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.opening import current
from parvis.assessment.actions.team import add_member
from parvis.assessment.models import Assessment, Invitation, TeamMember
from parvis.assessment.queries.inviting import invitation_by, standing
from parvis.assessment.rules import states
from parvis.assessment.rules.inviting import AT_MOST
from parvis.journal.actions import record, verb
from parvis.people.actions import open_invited
from parvis.people.models import Account, Token
from parvis.people.queries import account_at


@verb(events.Invited)
def invite(
    actor: Account, of: Assessment, *, email: str, circle: str, until: datetime, is_police: bool = False
) -> tuple[Invitation, str]:
    """Offer a seat to an address. Answers with the invitation and the secret of its link, which nobody can read again.

    Raises Refused for an address that is none, was invited or sits there already, and for more than thirty days.
    """
    found = current(actor, of)
    require(actor, Can.GRANT, found.place)
    address = _checked(found, email.strip().lower(), circle, until)
    secret = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        assessment=found, place_id=found.place_id, author=actor, email=address, circle=TeamMember.Circle(circle),
        is_police=is_police, until=until, digest=Token.digest_of(secret),
    )  # fmt: skip
    event = events.Invited(circle=circle, is_police=is_police, until=until.isoformat())
    record(actor, event, object_id=made.pk, place_id=found.place_id, marking=found.marking)
    return made, secret


def _checked(of: Assessment, email: str, circle: str, until: datetime) -> str:
    now = timezone.now()
    if of.state == states.CLOSED:
        raise Refused(_("This assessment is closed. Nobody was invited: open another one."))
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("This is not an e-mail address. Nobody was invited."), "email") from None
    if circle not in TeamMember.Circle.values:
        raise Refused(_("Choose one of the three circles. Nobody was invited."), "circle")
    if not now < until <= now + AT_MOST:
        raise Refused(_("A link works for thirty days at most. Nobody was invited: choose an earlier day."), "days")
    if of.team.filter(account__email__iexact=email).exists():
        raise Refused(_("This person or organisation is in the team already. Nothing was changed."), "email")
    if of.invitations.filter(email__iexact=email, taken=None, withdrawn=None, until__gt=now).exists():
        raise Refused(
            _("This address was invited already. Nothing was changed: withdraw that invitation to send another link."),
            "email",
        )
    return email


@verb(events.InvitationWithdrawn)
def withdraw(actor: Account, invitation: Invitation) -> None:
    """Make the link of an invitation worthless, and forget its address."""
    found = current(actor, invitation.assessment)
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.taken:
        raise Refused(_("The seat is taken. Nothing was changed: remove the member from the team instead."))
    if row.withdrawn:
        raise Refused(_("This invitation was withdrawn already. Nothing was changed."))
    row.withdrawn, row.email = timezone.now(), ""
    row.save(update_fields=["withdrawn", "email"])
    event = events.InvitationWithdrawn(circle=row.circle)
    record(actor, event, object_id=row.pk, place_id=found.place_id, marking=found.marking)


@verb(events.SeatTaken)
def take_seat(account: Account | None, secret: str, *, name: str = "", password: str = "") -> TeamMember:
    """Take the seat that a link offers. Without an account, one is opened for exactly the invited address.

    The access comes from who invited, as with every seat: by name, for this assessment, for ninety days. Raises
    NotVisible for an unknown link, Refused for one that works no more or that is for another address.
    """
    found = Invitation.objects.select_for_update().get(pk=invitation_by(secret).pk)
    code = standing(found)
    if code:
        raise Refused(sentence(code))
    who = account or _opened(found, name, password)
    if who.email.lower() != found.email.lower():
        raise Refused(sentence("other_address"))
    if found.assessment.team.filter(account=who).exists():
        raise Refused(_("You sit in this team already. Nothing was changed."))
    try:
        seat = add_member(found.author, found.assessment, account=who, circle=found.circle, is_police=found.is_police)
    except Refused:  # what keeps this person out is for those who lead, not for whoever holds a link
        raise Refused(sentence("withdrawn")) from None
    found.taken, found.email = timezone.now(), ""
    found.save(update_fields=["taken", "email"])
    event = events.SeatTaken(invitation=found.pk, circle=found.circle, opened=account is None)
    record(who, event, object_id=seat.pk, place_id=found.place_id, marking=found.assessment.marking)
    return seat


def _opened(found: Invitation, name: str, password: str) -> Account:
    if account_at(found.email):
        raise Refused(sentence("has_account"), "name")
    return open_invited(found.author, email=found.email, name=name, password=password)


def sentence(code: str) -> str:
    """Why a link leads nowhere, without a word about what it led to."""
    return _SENTENCES[code]()


_SENTENCES: dict[str, Callable[[], str]] = {
    "used": lambda: _("This invitation was used already: it works once. If it was you, sign in."),
    "withdrawn": lambda: _("This invitation no longer holds. Ask whoever sent it to you."),
    "closed": lambda: _("What this invitation was for has ended. There is nothing to do."),
    "expired": lambda: _(
        "The day until which this invitation worked has passed. Ask whoever sent it to you for another."
    ),
    "other_address": lambda: _(
        "This invitation is for another address than the one that you are signed in with. Sign out and open it again, or ask for one to your address."
    ),
    "has_account": lambda: _("There is an account for the address of this invitation. Sign in, then open it again."),
}
