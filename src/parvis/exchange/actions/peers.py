"""Trusting the key of another installation, and taking the trust back."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.exchange import events
from parvis.exchange.models import Peer
from parvis.exchange.queries import card
from parvis.exchange.rules import keys
from parvis.journal.actions import record, verb
from parvis.people.models import Account


def may_share(actor: Account | None) -> bool:
    """Keys are kept for the whole installation: by whoever may share for one of its cities."""
    return bool(reach(actor).organisations(Can.SHARE))


def require_sharer(actor: Account | None) -> None:
    if not may_share(actor):
        raise NotAllowed(_("Only whoever may share for a city keeps its keys."))


@verb(events.PeerPinned)
def pin_peer(actor: Account, *, name: str, public_key: str, compared_by: str, **more: Any) -> Peer:
    """Trust a key whose fingerprint was compared with its owner by another way. `more` may hold id."""
    require_sharer(actor)
    try:
        public = keys.read_public(public_key)
    except ValueError:
        raise Refused(
            _("This is not a public key of Parvis: it has 44 characters and ends in “=”. Nothing was pinned."),
            "public_key",
        ) from None
    mark = keys.fingerprint_of(public_key)
    if mark == card().fingerprint:
        raise Refused(_("This is the key of this installation itself. Nothing was pinned."), "public_key")
    if not name.strip() or not compared_by.strip():
        raise Refused(
            _("Say whose key it is, and how you compared the fingerprint with them. Nothing was pinned."), "compared_by"
        )
    before = Peer.objects.filter(fingerprint=mark).first()
    if before:
        sentence = (
            _("This key was revoked before and stays so. Ask for a new one.")
            if before.revoked
            else _("This key is pinned already, as %(name)s.")
        )
        raise Refused(sentence % {"name": before.name}, "public_key")
    text = "".join(public_key.split())
    assert len(public) == 32  # noqa: PLR2004  # read_public promises it
    peer = Peer.objects.create(
        name=name.strip(), public_key=text, fingerprint=mark, pinned_by=actor, compared_by=compared_by.strip(), **more
    )
    record(actor, events.PeerPinned(fingerprint=mark), object_id=peer.pk)
    return peer


@verb(events.PeerRevoked)
def revoke_peer(actor: Account, peer: Peer) -> Peer:
    """Take nothing more from this key, for ever. What came before stays, and says that the key was revoked."""
    require_sharer(actor)
    held = Peer.objects.select_for_update().get(pk=peer.pk)
    if held.revoked:
        raise Refused(_("This key was revoked before. Nothing was changed."))
    held.revoked = timezone.now()
    held.save(update_fields=["revoked"])
    record(actor, events.PeerRevoked(fingerprint=held.fingerprint), object_id=held.pk)
    return held
