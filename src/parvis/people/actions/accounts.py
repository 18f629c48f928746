"""Opening accounts and giving roles. Done by an administrator, or from the command line of the machine itself."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people import events
from parvis.people.models import Account, Level, Membership, Organisation, Role, Token


def require_administrator(actor: Account | None) -> None:
    """Nobody (None) is the command line: whoever runs it holds the database anyway."""
    if actor is not None and not reach(actor).may_anywhere(Can.MANAGE_PEOPLE):
        raise NotAllowed(_("Only an administrator of the installation manages people."))


def _administered() -> bool:
    """Whether somebody administers this installation without an end date. Locked: two cannot remove each other."""
    kept = Membership.objects.filter(role=Role.ADMINISTRATOR, until=None, account__is_active=True)
    return bool(list(kept.select_for_update().values_list("pk", flat=True)))


@contextmanager
def _keeping_an_administrator() -> Iterator[None]:
    """What is changed inside is undone when it would leave the installation to nobody."""
    before = _administered()
    yield
    if before and not _administered():
        raise Refused(
            _(
                "This is the only administrator whose role has no end. Nothing was changed: make somebody else administrator first."
            )
        )


@verb(events.OrganisationFounded)
def found_organisation(actor: Account | None, *, name: str, level: str = Level.MUNICIPAL) -> Organisation:
    require_administrator(actor)
    if Organisation.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(_("An organisation of this name exists already. Nothing was changed."), "name")
    organisation = Organisation.objects.create(name=name.strip(), level=level)
    record(actor, events.OrganisationFounded(level=level), object_id=organisation.pk)
    return organisation


@verb(events.AccountOpened)
def open_account(actor: Account | None, *, email: str, name: str, password: str | None = None) -> Account:
    require_administrator(actor)
    account = _open(email, name, password)
    record(actor, events.AccountOpened(key=account.key), object_id=account.pk)
    return account


@verb(events.AccountOpenedByInvitation)
def open_invited(by: Account, *, email: str, name: str, password: str) -> Account:
    """An account without any role, for the address that `by` invited. The caller has checked the invitation."""
    if not name.strip():
        raise Refused(_("Give your name or function, so that the others know who sits with them."), "name")
    try:
        validate_password(password, Account(email=email, name=name))
    except ValidationError as bad:
        raise Refused(" ".join(bad.messages), "password") from None
    account = _open(email, name, password)
    record(by, events.AccountOpenedByInvitation(key=account.key), object_id=account.pk)
    return account


def _open(email: str, name: str, password: str | None) -> Account:
    try:
        with transaction.atomic():
            account = Account.objects.create_user(email, password, name=name.strip())
            # Whoever opens the account vouches for the address: a second factor can be set up at once.
            EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    except IntegrityError:
        raise Refused(_("There is an account with this address already. Nothing was changed."), "email") from None
    return account


@verb(events.RoleGiven)
def give_role(
    actor: Account | None, account: Account, organisation: Organisation, role: str, until: datetime | None = None
) -> Membership:
    """The account has the role from now on, to the end date if there is one. Given again, the new end date counts."""
    require_administrator(actor)
    if until is not None and until <= timezone.now():
        raise Refused(_("The end date has passed. Nothing was given: choose a later date."), "until")
    with _keeping_an_administrator():
        membership, _new = Membership.objects.update_or_create(
            account=account, organisation=organisation, role=Role(role), defaults={"until": until}
        )
    event = events.RoleGiven(
        key=account.key, organisation=organisation.pk, role=role, until=until.isoformat() if until else None
    )
    record(actor, event, object_id=membership.pk)
    return membership


@verb(events.RoleTaken)
def take_role(actor: Account | None, account: Account, membership_id: UUID | str) -> None:
    """The account no longer has this role, from its next request on."""
    require_administrator(actor)
    membership = Membership.objects.select_for_update().filter(pk=membership_id, account=account).first()
    if membership is None:
        raise Refused(_("This role was taken back already. Nothing was changed."))
    with _keeping_an_administrator():
        Membership.objects.filter(pk=membership.pk).delete()
    event = events.RoleTaken(key=account.key, organisation=membership.organisation_id, role=membership.role)
    record(actor, event, object_id=membership.pk)


@verb(events.AccountSuspended)
def suspend_account(actor: Account | None, account: Account) -> None:
    """The account can no longer sign in, and an open session ends with its next request. Its roles are kept."""
    require_administrator(actor)
    if actor is not None and actor.pk == account.pk:
        raise Refused(_("This is your own account. Nothing was changed: another administrator can suspend it."))
    with _keeping_an_administrator():
        if not Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
            raise Refused(_("This account is suspended already. Nothing was changed."))
    record(actor, events.AccountSuspended(key=account.key), object_id=account.pk)


@verb(events.AccountReopened)
def reopen_account(actor: Account | None, account: Account) -> None:
    """A suspended account can sign in again, with the roles that it had, where they have not ended."""
    require_administrator(actor)
    if not Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
        raise Refused(_("This account may sign in already. Nothing was changed."))
    record(actor, events.AccountReopened(key=account.key), object_id=account.pk)


@verb(events.TokenMade)
def make_token(actor: Account, *, purpose: str, until: datetime) -> str:
    """A key for programs that act for `actor`. Shown once; only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    token = Token.objects.create(account=actor, purpose=purpose, until=until, digest=Token.digest_of(secret))
    record(actor, events.TokenMade(purpose=purpose, until=until.isoformat()), object_id=token.pk)
    return secret
