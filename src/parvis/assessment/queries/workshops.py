"""Reading workshops: the agenda with its hours, who was there, and the minutes by scenario."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from parvis.access.queries import seen, visible_to
from parvis.assessment.models import Assessment, Attendance, Scenario, Workshop, WorkshopNote
from parvis.content.queries import current, label, pack
from parvis.content.schemas import WorkshopsPack
from parvis.content.schemas.workshops import Agenda
from parvis.people.models import Account


@dataclass(frozen=True)
class Point:
    """One point of the agenda, at its hour."""

    day: int
    starts: datetime
    minutes: int
    label: str
    what: str

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Topic:
    """What was said of one scenario; of the whole where `scenario` is None."""

    scenario: Scenario | None
    notes: list[WorkshopNote]


@dataclass(frozen=True)
class Meeting:
    """A workshop with everything that belongs to it, for a page or a document."""

    workshop: Workshop
    agenda: str
    points: list[Point]
    attended: list[str]
    topics: list[Topic]

    @property
    def decisions(self) -> list[WorkshopNote]:
        return [note for topic in self.topics for note in topic.notes if note.kind == WorkshopNote.Kind.DECIDED]

    @property
    def left_open(self) -> list[WorkshopNote]:
        return [note for topic in self.topics for note in topic.notes if note.kind == WorkshopNote.Kind.OPEN]


def agendas() -> list[tuple[WorkshopsPack, Agenda]]:
    """The agendas in use, each with the pack that it comes from."""
    return [(found, agenda) for found in current(WorkshopsPack) for agenda in found.agendas]


def workshop(account: Account | None, pk: UUID | str) -> Workshop:
    return seen(account, Workshop, pk)


def workshops_of(account: Account | None, of: Assessment) -> QuerySet[Workshop]:
    """The workshops of an assessment, the first one first."""
    return visible_to(account, Workshop).filter(assessment=of).select_related("closed_by").order_by("starts", "id")


def workshops(account: Account | None, of: Assessment) -> list[Meeting]:
    """The same with agenda, attendance and minutes."""
    return [meeting(account, row) for row in workshops_of(account, of)]


def meeting(account: Account | None, of: Workshop) -> Meeting:
    """One workshop with agenda, attendance and minutes."""
    found = pack(of.agendas_urn, of.agendas_version)
    assert isinstance(found, WorkshopsPack)
    agenda = next(agenda for agenda in found.agendas if agenda.code == of.agenda)
    there = visible_to(account, Attendance).filter(workshop=of).select_related("account", "organisation")
    return Meeting(
        workshop=of,
        agenda=label(agenda.label),
        points=points(agenda, of.starts),
        attended=sorted(str(row) for row in there.order_by("id")),
        topics=_topics(account, of),
    )


def points(agenda: Agenda, begins: datetime) -> list[Point]:
    """The points of an agenda that begins at this hour, each day at the same one."""
    found: list[Point] = []
    for item in agenda.items:
        before = found[-1] if found else None
        starts = before.ends if before and before.day == item.day else begins + timedelta(days=item.day - 1)
        found.append(Point(item.day, starts, item.minutes, label(item.label), label(item.what)))
    return found


def _topics(account: Account | None, of: Workshop) -> list[Topic]:
    """What concerns the whole first, then the scenarios in their order."""
    notes: dict[UUID | None, list[WorkshopNote]] = defaultdict(list)
    rows = visible_to(account, WorkshopNote).filter(workshop=of).select_related("author", "scenario")
    for note in rows.order_by("created", "id"):
        notes[note.scenario_id].append(note)
    stories = visible_to(account, Scenario).filter(assessment=of.assessment_id).order_by("family", "created", "id")
    whole = [Topic(None, notes[None])] if notes[None] else []
    return whole + [Topic(story, notes[story.pk]) for story in stories if notes[story.pk]]


def note(account: Account | None, pk: UUID | str) -> WorkshopNote:
    return seen(account, WorkshopNote, pk)
