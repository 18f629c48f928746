"""Journal events of the exchange. Who is a person stays out: markings, codes and digests only."""

from typing import ClassVar

from parvis.journal.events import Event


class PracticeDrafted(Event):
    NAME: ClassVar[str] = "exchange.practice_drafted"
    threat_types: list[str]
    measures: list[str]


class PracticeChanged(Event):
    NAME: ClassVar[str] = "exchange.practice_changed"
    fields: list[str]
    edition: int


class PracticeChecked(Event):
    """The machine found nothing that a person did not allow with a reason."""

    NAME: ClassVar[str] = "exchange.practice_checked"
    findings: int
    allowed: int


class PracticeShared(Event):
    """The named decision: from now on the sheet may leave."""

    NAME: ClassVar[str] = "exchange.practice_shared"
    marking_before: int
    marking_after: int
    edition: int


class PracticeExported(Event):
    NAME: ClassVar[str] = "exchange.practice_exported"
    edition: int
    sha256: str


class PeerPinned(Event):
    NAME: ClassVar[str] = "exchange.peer_pinned"
    fingerprint: str


class PeerRevoked(Event):
    NAME: ClassVar[str] = "exchange.peer_revoked"
    fingerprint: str


class PackageReceived(Event):
    NAME: ClassVar[str] = "exchange.package_received"
    urn: str
    edition: int
    sha256: str
    fingerprint: str


class AdoptionNoted(Event):
    NAME: ClassVar[str] = "exchange.adoption_noted"
    urn: str
    status: str
