"""What was said on site: an append-only set of entries, and the state that follows from it. Pure functions.

Phones write without network, twice, late, in any order, and with wrong clocks. So nothing here looks at a clock or at an
order: what stands is whatever no other entry of the same person replaces (a multi-value register). Two phones of one
person that answered apart leave two standing answers, which are both shown; two persons never touch each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from parvis.content.schemas.questionnaire import SILENT, Condition, Question, Questionnaire

ANSWER, NOTE, PHOTO = "answer", "note", "photo"
KINDS = (ANSWER, NOTE, PHOTO)
#: A pack that is older than this takes no new answers: what it shows of the place may have changed.
LONGEST = timedelta(hours=72)


class Register(NamedTuple):
    """Where something was said: whose it is, on which question, in which zone, of which kind."""

    assessor: UUID
    question: str
    zone: UUID | None
    kind: str


@dataclass(frozen=True)
class Said:
    """One entry, as the phone made it. `said_at` is the phone's own clock: shown, never compared."""

    id: UUID
    assessor: UUID
    device: str
    seq: int
    kind: str
    question: str
    zone: UUID | None = None
    value: str = ""
    note: str = ""
    replaces: frozenset[UUID] = field(default_factory=frozenset)
    said_at: datetime | None = None

    @property
    def register(self) -> Register:
        return Register(self.assessor, self.question, self.zone, self.kind)

    @property
    def empty(self) -> bool:
        """Taken back: it stands for nothing, and replaces what it names."""
        return not self.value and not self.note.strip()


State = dict[Register, tuple[Said, ...]]


def fold(entries: Iterable[Said]) -> State:
    """What stands in each register, in an order that depends on nothing but the entries themselves."""
    registers: dict[Register, dict[UUID, Said]] = defaultdict(dict)
    for entry in entries:
        registers[entry.register][entry.id] = entry
    return {register: _standing(rows) for register, rows in sorted(registers.items(), key=lambda item: str(item[0]))}


def _standing(rows: Mapping[UUID, Said]) -> tuple[Said, ...]:
    replaced = {old for row in rows.values() for old in row.replaces - {row.id}}
    # Entries that replace each other in a circle were not made by any phone of ours: then all of them stand.
    left = [row for row in rows.values() if row.id not in replaced] or list(rows.values())
    return tuple(sorted(left, key=lambda row: (row.device, row.seq, str(row.id))))


def values(standing: Iterable[Said]) -> tuple[str, ...]:
    """The different answers that stand; more than one means that their author has to choose."""
    return tuple(sorted({row.value for row in standing if row.value}))


@dataclass(frozen=True)
class Receipt:
    """What becomes of a batch: entries to write, ids that are safe now, and ids that mean something else already."""

    fresh: tuple[Said, ...]
    safe: tuple[UUID, ...]
    taken: tuple[UUID, ...]


def receive(known: Mapping[UUID, Said], batch: Iterable[Said]) -> Receipt:
    """Sort a batch: whatever was sent before is safe and written once; an id never gets a second meaning."""
    fresh: dict[UUID, Said] = {}
    safe: dict[UUID, None] = {}
    taken: dict[UUID, None] = {}
    for entry in batch:
        there = known.get(entry.id) or fresh.get(entry.id)
        if there is None:
            fresh[entry.id] = entry
        if there is None or there == entry:
            safe[entry.id] = None
        else:
            taken[entry.id] = None
    return Receipt(tuple(fresh.values()), tuple(safe), tuple(taken))


def unread(form: Questionnaire | None, entry: Said) -> str:
    """Why an entry is kept but counts for nothing until somebody looks: a code, or an empty text."""
    question = next((q for q in form.questions if q.id == entry.question), None) if form else None
    if form is None or question is None:
        return "unknown_question"
    if entry.kind == ANSWER and entry.value and entry.value not in {*form.answers(question), *SILENT}:
        return "off_scale"
    return ""


def asked(form: Questionnaire, given: Mapping[tuple[str, UUID | None], tuple[str, ...]], question: Question,
          zone: UUID | None = None) -> bool:  # fmt: skip
    """Whether the conditions of a question hold, by what one assessor answered: in the same zone, else anywhere."""
    return all(_holds(given, condition, zone) for condition in question.when)


def _holds(given: Mapping[tuple[str, UUID | None], tuple[str, ...]], condition: Condition, zone: UUID | None) -> bool:
    here = given.get((condition.question, zone))
    found = here if here is not None else [v for (q, _z), vs in given.items() if q == condition.question for v in vs]
    return bool(set(found) & set(condition.answers))


def closed(*, expires: datetime, revoked: datetime | None, now: datetime) -> str:
    """Why a visit takes no entries: revoked, expired, or an empty text."""
    if revoked is not None:
        return "revoked"
    return "expired" if expires <= now else ""
