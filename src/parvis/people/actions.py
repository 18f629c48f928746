"""Opening accounts and giving roles. Done by an administrator, or from the command line of the machine itself."""

import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people import events
from parvis.people.models import Account, Level, Membership, Organisation, Role, Token


def _require_administrator(actor: Account | None) -> None:
    """Nobody (None) is the command line: whoever runs it holds the database anyway."""
    if actor is not None and not reach(actor).may_anywhere(Can.MANAGE_PEOPLE):
        raise NotAllowed(_("Only an administrator of the installation manages people."))


@verb(events.OrganisationFounded)
def found_organisation(actor: Account | None, *, name: str, level: str = Level.MUNICIPAL) -> Organisation:
    _require_administrator(actor)
    if Organisation.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(_("An organisation of this name exists already. Nothing was changed."), "name")
    organisation = Organisation.objects.create(name=name.strip(), level=level)
    record(actor, events.OrganisationFounded(level=level), object_id=organisation.pk)
    return organisation


@verb(events.AccountOpened)
def open_account(actor: Account | None, *, email: str, name: str, password: str | None = None) -> Account:
    _require_administrator(actor)
    try:
        with transaction.atomic():
            account = Account.objects.create_user(email, password, name=name.strip())
            # Whoever opens the account vouches for the address: a second factor can be set up at once.
            EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    except IntegrityError:
        raise Refused(_("There is an account with this address already. Nothing was changed."), "email") from None
    record(actor, events.AccountOpened(key=account.key), object_id=account.pk)
    return account


@verb(events.RoleGiven)
def give_role(
    actor: Account | None, account: Account, organisation: Organisation, role: str, until: datetime | None = None
) -> Membership:
    _require_administrator(actor)
    membership, _new = Membership.objects.update_or_create(
        account=account, organisation=organisation, role=Role(role), defaults={"until": until}
    )
    event = events.RoleGiven(key=account.key, organisation=organisation.pk, role=role)
    record(actor, event, object_id=membership.pk)
    return membership


@verb(events.AccountSuspended)
def suspend_account(actor: Account | None, account: Account) -> None:
    """The account can no longer sign in, and an open session ends with its next request."""
    _require_administrator(actor)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    record(actor, events.AccountSuspended(key=account.key), object_id=account.pk)


@verb(events.TokenMade)
def make_token(actor: Account, *, purpose: str, until: datetime) -> str:
    """A key for programs that act for `actor`. Shown once; only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    token = Token.objects.create(account=actor, purpose=purpose, until=until, digest=Token.digest_of(secret))
    record(actor, events.TokenMade(purpose=purpose, until=until.isoformat()), object_id=token.pk)
    return secret
