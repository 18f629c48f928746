"""Out and in: a signed package of a shared sheet, and a package from a pinned peer."""

import hashlib
from typing import NoReturn

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.models import Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exchange import events
from parvis.exchange.models import Peer, Practice, Received
from parvis.exchange.queries import card, sheet_of, trusted, unresolved_of
from parvis.exchange.rules import keys
from parvis.exchange.rules.envelope import EnvelopeError, seal, unseal
from parvis.exchange.rules.package import PackageError, pack, unpack
from parvis.exchange.rules.sheet import Manifest, Sheet
from parvis.exchange.rules.wording import cannot_open
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.queries import homes


@verb(events.PracticeExported)
def export_package(actor: Account, practice: Practice, recipients: int = Marking.GREEN) -> bytes:
    """The signed package of a shared sheet, for receivers who may hold up to `recipients`.

    Refused for whatever is not shared, stands above the recipients' marking, or names somebody or some place that
    nobody allowed. The form of the manifest has no word for a marking above TLP:GREEN.
    """
    require(actor, Can.SHARE, practice)
    if practice.state != Practice.State.SHARED or practice.decided is None:
        raise Refused(_("Only a shared sheet can leave: somebody has to decide it first. No package was made."))
    if practice.marking > min(recipients, Marking.GREEN):
        raise Refused(
            _("The sheet is marked %(label)s, above what the receivers may hold. No package was made.")
            % {"label": practice.get_marking_display()}
        )
    if unresolved_of(practice):
        raise Refused(
            _(
                "Since the check a name was added to the register that stands in this sheet. No package was made: check it again."
            )
        )
    body = pack(
        sheet_of(practice),
        urn=practice.urn,
        edition=practice.edition,
        issuer=practice.place.owner.name,
        issued=timezone.localdate(practice.decided),
        marking=Marking(practice.marking).label,
        recipients=Marking(min(recipients, Marking.GREEN)).label,
    )
    data = seal(keys.key_in(settings.DATA / "keys"), body)
    event = events.PracticeExported(edition=practice.edition, sha256=hashlib.sha256(data).hexdigest())
    record(actor, event, object_id=practice.pk, place_id=practice.place_id, marking=practice.marking)
    return data


@verb(events.PackageReceived)
def receive(actor: Account, data: bytes) -> Received:
    """Verify a package and keep its sheet, read-only. Refused with a sentence, and nothing kept, for anything else."""
    owner = homes(actor, Can.SHARE).first()
    if owner is None:
        raise NotAllowed(_("Only whoever may share for a city takes packages in."))
    peer, manifest, sheet = _verified(data)
    digest = hashlib.sha256(data).hexdigest()
    Peer.objects.select_for_update().get(pk=peer.pk)  # two packages of one peer: one after the other
    _fresh(manifest, peer, digest)
    Received.objects.filter(urn=manifest.urn, superseded=False).update(superseded=True)
    made = Received.objects.create(
        owner=owner,
        by=actor,
        peer=peer,
        marking=next(marking for marking in Marking if marking.label == manifest.marking),
        urn=manifest.urn,
        edition=manifest.edition,
        title=sheet.texts[sheet.language]["title"][:200],
        issuer=manifest.issuer,
        issued=manifest.issued,
        sheet=sheet.model_dump(mode="json"),
        envelope=data,
        sha256=digest,
    )
    event = events.PackageReceived(urn=made.urn, edition=made.edition, sha256=digest, fingerprint=peer.fingerprint)
    record(actor, event, object_id=made.pk, marking=made.marking)
    return made


def _verified(data: bytes) -> tuple[Peer, Manifest, Sheet]:
    known = trusted()
    try:
        signer, body = unseal(data, {mark: keys.read_public(peer.public_key) for mark, peer in known.items()})
        return known[signer], *unpack(body)
    except EnvelopeError as error:
        if error.code == "unknown_signer":
            _stranger(error.key)
        raise Refused(cannot_open(error.code), "package") from None
    except PackageError as error:
        raise Refused(cannot_open(error.code), "package") from None


def _stranger(key: str) -> NoReturn:
    """The package claims a key that is not trusted here: say whose, or how to come to trust it."""
    if key == card().fingerprint:
        raise Refused(_("This package comes from this installation itself: there is nothing to take in."), "package")
    revoked = Peer.objects.filter(fingerprint=key).exclude(revoked=None).first()
    if revoked and revoked.revoked:
        sentence = _(
            "The key of %(name)s was revoked here on %(day)s. Nothing was kept. Ask them for a package with their new key."
        )
        raise Refused(sentence % {"name": revoked.name, "day": date_format(revoked.revoked, "DATE_FORMAT")}, "package")
    sentence = _(
        "Nobody here trusts the key that this package names: %(key)s. Nothing was kept. If you expect a package, ask the sender by telephone to read out the fingerprint of their key. If it is this one, pin it under “Keys”, then take the package in again."
    )
    raise Refused(sentence % {"key": keys.spoken(key)}, "package")


def _fresh(manifest: Manifest, peer: Peer, digest: str) -> None:
    """Refuse a replay: an older edition, the same again, another content for the same edition, another issuer."""
    if Practice.objects.filter(pk=manifest.urn.removeprefix("urn:uuid:")).exists():
        raise Refused(_("This sheet was written here. Nothing was kept."), "package")
    newest = Received.objects.filter(urn=manifest.urn).order_by("-edition").first()
    if newest is None:
        return
    facts = {"title": newest.title, "have": newest.edition, "came": manifest.edition}
    if newest.peer_id != peer.pk:
        raise Refused(
            _(
                "“%(title)s” came here from another sender before. Nothing was kept: ask both which of them it belongs to."
            )
            % facts,
            "package",
        )
    if newest.sha256 == digest:
        raise Refused(_("You have “%(title)s”, edition %(have)d, already. Nothing was changed.") % facts, "package")
    if manifest.edition < newest.edition:
        raise Refused(
            _(
                "This is edition %(came)d of “%(title)s”; you have edition %(have)d, which is newer. Nothing was changed."
            )
            % facts,
            "package",
        )
    if manifest.edition == newest.edition:
        raise Refused(
            _(
                "Edition %(have)d of “%(title)s” came here with another content. Nothing was changed: ask the sender which is right."
            )
            % facts,
            "package",
        )
