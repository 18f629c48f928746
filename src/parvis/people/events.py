"""Journal events of people. Payloads carry keys and roles, never names."""

from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class OrganisationFounded(Event):
    """An organisation was founded, at a level of governance."""

    NAME: ClassVar[str] = "people.organisation_founded"
    level: str


class AccountOpened(Event):
    """An account was opened for somebody."""

    NAME: ClassVar[str] = "people.account_opened"
    key: UUID


class AccountOpenedByInvitation(Event):
    """Somebody opened an account with a link into a team: without a role in any organisation. The actor invited."""

    NAME: ClassVar[str] = "people.account_opened_by_invitation"
    key: UUID


class RoleGiven(Event):
    """An account has a role in an organisation from now on."""

    NAME: ClassVar[str] = "people.role_given"
    key: UUID
    organisation: UUID
    role: str
    until: str | None = None


class RoleTaken(Event):
    """An account no longer has a role in an organisation."""

    NAME: ClassVar[str] = "people.role_taken"
    key: UUID
    organisation: UUID
    role: str


class AccountSuspended(Event):
    """An account can no longer sign in."""

    NAME: ClassVar[str] = "people.account_suspended"
    key: UUID


class AccountReopened(Event):
    """A suspended account can sign in again."""

    NAME: ClassVar[str] = "people.account_reopened"
    key: UUID


class PasswordSet(Event):
    """Somebody set a new password for the own account, signed in or by a link."""

    NAME: ClassVar[str] = "people.password_set"
    key: UUID


class SignInLinkMade(Event):
    """An administrator made a link by which the account gets a new password."""

    NAME: ClassVar[str] = "people.sign_in_link_made"
    key: UUID
    until: str


class SecondFactorsRemoved(Event):
    """An administrator took the second factors from an account, because they were lost."""

    NAME: ClassVar[str] = "people.second_factors_removed"
    key: UUID
    kinds: list[str]
    why: str


class TokenMade(Event):
    """Somebody made a key with which programs act for them."""

    NAME: ClassVar[str] = "people.token_made"
    purpose: str
    until: str
