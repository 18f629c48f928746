"""Receiving what was said on site or at a desk: each entry whole or not at all, once, and none is ever changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import NotVisible, Refused
from parvis.access.queries import visible_to
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.visiting import may_answer, own
from parvis.assessment.models import Assessment, Visit, VisitEntry
from parvis.assessment.queries.methods import method_of
from parvis.assessment.queries.visiting import said_of
from parvis.assessment.rules import visit as rules
from parvis.files.actions import take_in
from parvis.files.models import File
from parvis.journal.actions import record, verb
from parvis.people.models import Account


@dataclass(frozen=True)
class Received:
    """The ids that are safe now, and those that mean something else already."""

    safe: tuple[UUID, ...]
    taken: tuple[UUID, ...]


def receive_entries(actor: Account, visit: Visit, said: Iterable[rules.Said]) -> Received:
    """Keep a batch from a phone. Refused when the visit is over or was taken back; nothing is written then."""
    takes_entries(actor, visit)
    return _receive(actor, visit.assessment, said, visit)


def answer_here(actor: Account, of: Assessment, said: Iterable[rules.Said]) -> Received:
    """Keep what was answered on a page, without a visit."""
    return _receive(actor, of, said, None)


def takes_entries(actor: Account, visit: Visit) -> None:
    """Stop unless this visit may send now. The field of a Refused is its code."""
    own(actor, visit)
    may_answer(actor, visit.assessment)
    code = rules.closed(expires=visit.expires, revoked=visit.revoked, now=timezone.now())
    if code == "revoked":
        raise Refused(
            _("This visit was taken back (%(why)s). Nothing was sent, and nothing on the phone is lost.")
            % {"why": visit.revoked_why},
            code,
        )
    if code:
        raise Refused(
            _(
                "The time of this visit is over. Nothing was sent, and nothing on the phone is lost: ask the lead of the assessment to extend it, then send again."
            ),
            code,
        )


def _receive(actor: Account, of: Assessment, said: Iterable[rules.Said], visit: Visit | None) -> Received:
    may_answer(actor, of)
    batch = list(said)
    if any(entry.assessor != actor.pk for entry in batch):
        raise NotVisible
    with transaction.atomic():
        # One batch at a time, so that the same entry from two requests is written once.
        found = visible_to(actor, Assessment, Can.JUDGE).select_for_update().get(pk=of.pk)
        rows = VisitEntry.objects.filter(pk__in=[entry.id for entry in batch])
        receipt = rules.receive({row.pk: said_of(row) for row in rows}, batch)
        if receipt.fresh:
            _write(actor, found, receipt.fresh, visit)
    return Received(receipt.safe, receipt.taken)


@verb(events.EntriesReceived)
def _write(actor: Account, of: Assessment, fresh: tuple[rules.Said, ...], visit: Visit | None) -> None:
    form = method_of(of).questionnaire
    rows = [
        VisitEntry(
            id=entry.id, place_id=of.place_id, assessment=of, visit=visit, assessor=actor, device=entry.device,
            seq=entry.seq, kind=entry.kind, question=entry.question, zone=entry.zone, value=entry.value,
            note=entry.note, replaces=sorted(map(str, entry.replaces)), said_at=entry.said_at,
            unread=rules.unread(form, entry),
        )
        for entry in fresh
    ]  # fmt: skip
    VisitEntry.objects.bulk_create(rows)
    event = events.EntriesReceived(
        assessment=of.pk,
        visit=visit.pk if visit else None,
        entries=len(rows),
        unread=sum(bool(row.unread) for row in rows),
    )
    record(actor, event, object_id=of.pk, place_id=of.place_id, marking=of.marking)


def receive_photo(actor: Account, visit: Visit, entry: rules.Said, data: bytes) -> File:
    """Keep one photo with its entry. `entry.value` is the digest that the phone computed: what arrived must have it."""
    takes_entries(actor, visit)
    file = _photo(actor, visit.assessment, entry, data, taken_on(entry.said_at, visit.issued))
    _whole(receive_entries(actor, visit, [entry]))
    return file


def photo_here(actor: Account, of: Assessment, entry: rules.Said, data: bytes) -> File:
    """Keep a photo that was sent from a page."""
    may_answer(actor, of)
    file = _photo(actor, of, entry, data, None)
    _whole(answer_here(actor, of, [entry]))
    return file


def _photo(actor: Account, of: Assessment, entry: rules.Said, data: bytes, day: date | None) -> File:
    """The file comes first: an interruption leaves a photo without an entry, which the next attempt completes."""
    if sha256(data).hexdigest() != entry.value:
        raise Refused(_("The photo did not arrive whole. Nothing was kept: it is sent again."), "not_whole")
    return take_in(
        actor, of.place, data, id=entry.id, about=entry.id, caption=entry.note, taken_on=day, marking=of.marking
    )


def _whole(received: Received) -> None:
    if received.taken:
        raise Refused(_("Another entry was kept under this number. Nothing was changed."), "another_entry")


def taken_on(said_at: datetime | None, issued: datetime) -> date | None:
    """The day of a photo by the phone's clock, where that can be true; None where the clock is plainly wrong."""
    return timezone.localdate(said_at) if said_at and issued <= said_at <= timezone.now() else None
