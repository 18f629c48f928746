"""The key of this installation, the keys that it trusts, and what came with them."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from parvis.access.queries import seen, visible_to
from parvis.exchange.models import Adoption, Peer, Received
from parvis.exchange.rules import keys
from parvis.people.models import Account


@dataclass(frozen=True)
class Card:
    """What another installation needs to trust this one."""

    name: str
    public_key: str
    fingerprint: str

    @property
    def spoken(self) -> str:
        return keys.spoken(self.fingerprint)


def card() -> Card:
    """The public half of the key of this installation; the key is made when it is first asked for."""
    public = keys.written(keys.key_in(settings.DATA / "keys"))
    return Card(settings.CITY_NAME, public, keys.fingerprint_of(public))


def peers() -> QuerySet[Peer]:
    """The pinned keys, revoked ones last. Public keys are no secret; who pinned them is for those who share."""
    return (
        Peer.objects.select_related("pinned_by").annotate(sheets=Count("received")).order_by("-revoked", "name", "id")
    )


def trusted() -> dict[str, Peer]:
    """The peers whose packages are accepted today, by fingerprint."""
    return {peer.fingerprint: peer for peer in Peer.objects.filter(revoked=None).order_by("id")}


def received(account: Account | None) -> QuerySet[Received]:
    """The newest edition of every sheet from elsewhere."""
    found = visible_to(account, Received).filter(superseded=False).select_related("peer")
    return found.annotate(tried=Count("adoptions")).order_by("-received", "id")


def received_one(account: Account | None, pk: UUID | str) -> Received:
    return seen(account, Received, pk)


def adoptions(account: Account | None, sheet: Received) -> QuerySet[Adoption]:
    """What was done with a sheet, in any of its editions."""
    found = visible_to(account, Adoption).filter(received__urn=sheet.urn)
    return found.select_related("owner").order_by("-day", "id")
