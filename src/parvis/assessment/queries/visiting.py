"""Reading what was said on site: what stands, by whom, since when; and the visits with their states."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from parvis.access.errors import NotVisible
from parvis.access.queries import seen, visible_to
from parvis.assessment.models import Assessment, Visit, VisitEntry
from parvis.assessment.rules import visit as rules
from parvis.files.models import File
from parvis.files.queries import photos_about
from parvis.people.models import Account


def said_of(row: VisitEntry) -> rules.Said:
    """An entry as the rules see it."""
    return rules.Said(
        row.pk, row.assessor_id, row.device, row.seq, row.kind, row.question, row.zone, value=row.value, note=row.note,
        replaces=frozenset(map(UUID, row.replaces)), said_at=row.said_at,
    )  # fmt: skip


def entries(account: Account | None, of: Assessment) -> QuerySet[VisitEntry]:
    """Everything that was ever said, as far as the account may know."""
    return visible_to(account, VisitEntry).filter(assessment=of).select_related("assessor")


def own_entries(account: Account, of: Assessment) -> list[VisitEntry]:
    """What the account said itself, for its own phones."""
    return list(entries(account, of).filter(assessor=account))


def known_entries(account: Account, of: Assessment, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these entries are here."""
    return set(entries(account, of).filter(pk__in=list(ids)).values_list("pk", flat=True))


def file_key(visit: Visit) -> str:
    """The key under which the phone of this visit seals the file that it hands over. It leaves in the pack alone."""
    return salted_hmac("parvis.visit.file", str(visit.pk), algorithm="sha256").hexdigest()


@dataclass(frozen=True)
class Answered:
    """What one assessor says on one question, in one zone. More than one value: two phones answered apart."""

    assessor: Account
    question: str
    zone: UUID | None
    values: tuple[str, ...]
    answers: tuple[VisitEntry, ...]
    notes: tuple[VisitEntry, ...]
    photos: tuple[File, ...]
    unread: str = ""

    @property
    def torn(self) -> bool:
        return len(self.values) > 1

    @property
    def last(self) -> VisitEntry | None:
        """The entry that arrived last: its `said_at` is the phone's clock, its `received` the server's."""
        return max((*self.answers, *self.notes), key=lambda row: row.received, default=None)


def answers(account: Account | None, of: Assessment) -> dict[str, list[Answered]]:
    """What stands, by question: every assessor's own values, notes and photos. Nobody's answer is joined with another's."""
    rows = {row.pk: row for row in entries(account, of)}
    state = rules.fold(map(said_of, rows.values()))
    standing = {register: [rows[said.id] for said in found if not said.empty] for register, found in state.items()}
    shown = [row.pk for register, found in standing.items() if register.kind == rules.PHOTO for row in found]
    photos = {photo.pk: photo for photo in photos_about(account, shown)}
    result: dict[str, list[Answered]] = defaultdict(list)
    for key in sorted({register[:3] for register, found in standing.items() if found}, key=str):
        found = _answered(key, standing, photos)
        result[found.question].append(found)
    for each in result.values():
        each.sort(key=lambda row: (row.assessor.name, str(row.assessor.pk), str(row.zone)))
    return dict(result)


def _answered(
    key: tuple[UUID, str, UUID | None], standing: dict[rules.Register, list[VisitEntry]], photos: dict[UUID, File]
) -> Answered:
    given, notes, pictures = (standing.get(rules.Register(*key, kind), []) for kind in rules.KINDS)
    somebody = next(iter([*given, *notes, *pictures])).assessor
    values = rules.values(said_of(row) for row in given if not row.unread)
    unread = next((row.unread for row in (*given, *notes, *pictures) if row.unread), "")
    found = tuple(photos[row.pk] for row in pictures if row.pk in photos)
    return Answered(somebody, key[1], key[2], values, tuple(given), tuple(notes), found, unread)


@dataclass(frozen=True)
class Trip:
    """A visit with its state in words, and how much has arrived from it."""

    visit: Visit
    state: str  # open, expired, revoked, returned
    words: str
    entries: int
    last: datetime | None


def visit(account: Account | None, pk: UUID | str) -> Visit:
    return seen(account, Visit, pk)


def own_visit(account: Account, pk: UUID | str) -> Visit:
    """A visit of the account itself; NotVisible for anybody else's, whatever their role."""
    found = seen(account, Visit, pk)
    if found.assessor_id != account.pk:
        raise NotVisible
    return found


def visits(account: Account | None, of: Assessment) -> list[Trip]:
    """The visits of an assessment, the newest first."""
    rows = visible_to(account, Visit).filter(assessment=of).select_related("assessor").order_by("-issued", "id")
    return list(_trips(account, rows))


def _trips(account: Account | None, rows: Iterable[Visit]) -> Iterator[Trip]:
    listed = list(rows)
    arrived = visible_to(account, VisitEntry).filter(visit__in=listed).order_by()
    counts = dict(arrived.values_list("visit_id").annotate(n=Count("pk")))
    latest: dict[UUID | None, datetime] = {}
    for visit_id, when in arrived.values_list("visit_id", "received"):
        latest[visit_id] = max(latest.get(visit_id, when), when)
    for row in listed:
        state = state_of(row)
        yield Trip(row, state, _state_words(row, state), counts.get(row.pk, 0), latest.get(row.pk))


def state_of(row: Visit) -> str:
    if row.returned and not row.revoked:
        return "returned"
    return rules.closed(expires=row.expires, revoked=row.revoked, now=timezone.now()) or "open"


def _state_words(row: Visit, state: str) -> str:
    return {
        "open": _("on the way"),
        "expired": _("has not come back in time"),
        "revoked": _("taken back: %(why)s") % {"why": row.revoked_why},
        "returned": _("brought back"),
    }[state]


def not_back(account: Account | None, place_id: UUID) -> QuerySet[Visit]:
    """The visits at a place whose time is over, and which nobody brought back or took back."""
    rows = visible_to(account, Visit).filter(place_id=place_id, returned=None, revoked=None)
    return rows.filter(expires__lte=timezone.now()).exclude(assessment__state="closed")
