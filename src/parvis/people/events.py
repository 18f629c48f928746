"""Journal events of people. Payloads carry keys and roles, never names."""

from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class OrganisationFounded(Event):
    NAME: ClassVar[str] = "people.organisation_founded"
    level: str


class AccountOpened(Event):
    NAME: ClassVar[str] = "people.account_opened"
    key: UUID


class RoleGiven(Event):
    NAME: ClassVar[str] = "people.role_given"
    key: UUID
    organisation: UUID
    role: str


class AccountSuspended(Event):
    NAME: ClassVar[str] = "people.account_suspended"
    key: UUID


class TokenMade(Event):
    NAME: ClassVar[str] = "people.token_made"
    purpose: str
    until: str
