"""Journal events of access."""

from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class Granted(Event):
    NAME: ClassVar[str] = "access.granted"
    effect: str
    role: str
    ceiling: int
    purpose: str
    until: str
    account_key: UUID | None
    organisation: UUID | None


class Revoked(Event):
    NAME: ClassVar[str] = "access.revoked"
    grant: UUID


class ReadRed(Event):
    """Somebody opened an object marked TLP:RED."""

    NAME: ClassVar[str] = "access.red_read"
    kind: str
