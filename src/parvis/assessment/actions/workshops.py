"""Workshops: planned by the lead, minuted by those who judge, closed by the lead."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, NotAllowed, Refused
from parvis.access.queries import may, require, visible_to
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.opening import current
from parvis.assessment.models import Assessment, Attendance, Scenario, TeamMember, Workshop, WorkshopNote
from parvis.assessment.queries.workshops import agendas
from parvis.journal.actions import record, verb
from parvis.people.models import Account

EDITABLE = ("title", "starts", "where")


def _open(actor: Account, workshop: Workshop, can: Can) -> Workshop:
    """The workshop as it is now, locked, and its minutes are still open."""
    require(actor, can, workshop)
    found = visible_to(actor, Workshop, can).select_for_update().get(pk=workshop.pk)
    if found.closed:
        raise Refused(_("The minutes of this workshop are closed. Nothing was changed."))
    return found


def _note(actor: Account, workshop: Workshop, event: Any, object_id: UUID) -> None:
    marking = workshop.assessment.marking
    record(actor, event, object_id=object_id, place_id=workshop.place_id, marking=marking)


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if not kept["title"]:
        raise Refused(_("Give the workshop a title. Nothing was saved."), "title")
    if not kept["where"]:
        raise Refused(_("Say where people meet. Nothing was saved."), "where")
    return kept


@verb(events.WorkshopPlanned)
def plan_workshop(
    actor: Account,
    of: Assessment,
    *,
    title: str,
    starts: datetime,
    where: str,
    agenda: str,
    id: UUID | None = None,  # noqa: A002  # the name of the field
) -> Workshop:
    """Plan a workshop by one of the agendas in use; its wording stays with the workshop."""
    found = current(actor, of)
    pack = next((pack for pack, known in agendas() if known.code == agenda), None)
    if pack is None:
        raise Refused(_("This agenda is not in use on this installation. Nothing was saved."), "agenda")
    named = {"id": id} if id else {}
    made = Workshop.objects.create(
        **named, assessment=found, place_id=found.place_id, author=actor, agendas_urn=pack.urn,
        agendas_version=pack.version, agenda=agenda, **_checked({"title": title, "starts": starts, "where": where}),
    )  # fmt: skip
    _note(actor, made, events.WorkshopPlanned(agenda=agenda, agendas_version=pack.version), made.pk)
    return made


@verb(events.WorkshopChanged)
def change_workshop(actor: Account, workshop: Workshop, *, version: int, **facts: Any) -> Workshop:
    """Change title, time or place. Conflict when somebody saved in between."""
    found = _open(actor, workshop, Can.LEAD_ASSESSMENT)
    if found.version != version:
        raise Conflict
    before = {name: getattr(found, name) for name in EDITABLE}
    kept = _checked({**before, **facts})
    changed = [name for name in EDITABLE if kept[name] != before[name]]
    for name in changed:
        setattr(found, name, kept[name])
    found.version += 1
    found.save()
    _note(actor, found, events.WorkshopChanged(fields=changed), found.pk)
    return found


@verb(events.AttendanceNoted)
def note_attendance(
    actor: Account, workshop: Workshop, *, members: Iterable[TeamMember], others: Iterable[str] = ()
) -> Workshop:
    """Say who was there: seats of this team, and functions typed in. What was noted before is replaced."""
    found = _open(actor, workshop, Can.LEAD_ASSESSMENT)
    seats = list(members)
    if any(seat.assessment_id != found.assessment_id for seat in seats):
        raise Refused(_("One of these seats belongs to another team. Nothing was changed."), "members")
    functions = list(dict.fromkeys(line.strip()[:200] for line in others if line.strip()))
    found.attendances.all().delete()
    rows = [Attendance(account=seat.account, organisation=seat.organisation) for seat in seats]
    rows += [Attendance(function=line) for line in functions]
    for row in rows:
        row.workshop, row.place_id = found, found.place_id
    Attendance.objects.bulk_create(rows)
    _note(actor, found, events.AttendanceNoted(team=len(seats), others=len(functions)), found.pk)
    return found


@verb(events.WorkshopNoteWritten)
def write_note(
    actor: Account,
    workshop: Workshop,
    *,
    text: str,
    kind: str = WorkshopNote.Kind.SAID,
    scenario: Scenario | None = None,
    id: UUID | None = None,  # noqa: A002  # the name of the field
) -> WorkshopNote:
    """Write a line of the minutes, about a scenario or about the whole. Decisions are written by the lead."""
    found = _open(actor, workshop, Can.JUDGE)
    if kind not in WorkshopNote.Kind.values:
        raise Refused(_("A line was said, decided or left open. Nothing was saved."), "kind")
    if kind == WorkshopNote.Kind.DECIDED and not may(actor, Can.LEAD_ASSESSMENT, found):
        raise NotAllowed(_("Decisions are written by whoever leads the assessment. Nothing was saved."))
    if not text.strip():
        raise Refused(_("Write a sentence. Nothing was saved."), "text")
    if scenario is not None and scenario.assessment_id != found.assessment_id:
        raise Refused(_("This scenario belongs to another assessment. Nothing was saved."), "scenario")
    named = {"id": id} if id else {}
    made = WorkshopNote.objects.create(
        **named, workshop=found, place_id=found.place_id, author=actor, kind=kind, scenario=scenario, text=text.strip()
    )
    event = events.WorkshopNoteWritten(workshop=found.pk, kind=kind, scenario=scenario.pk if scenario else None)
    _note(actor, found, event, made.pk)
    return made


@verb(events.WorkshopNoteStruck)
def strike_note(actor: Account, note: WorkshopNote) -> None:
    """Take a line out while the minutes are open: by who wrote it, or by the lead."""
    found = _open(actor, note.workshop, Can.JUDGE if note.author_id == actor.pk else Can.LEAD_ASSESSMENT)
    _note(actor, found, events.WorkshopNoteStruck(workshop=found.pk, kind=note.kind), note.pk)
    note.delete()


@verb(events.MinutesClosed)
def close_minutes(actor: Account, workshop: Workshop, *, closing_words: str = "") -> Workshop:
    """Close the minutes, once it is noted who was there. Nothing in them changes afterwards."""
    found = _open(actor, workshop, Can.LEAD_ASSESSMENT)
    if found.starts > timezone.now():
        raise Refused(_("This workshop has not begun yet. Nothing was closed."))
    if not found.attendances.exists():
        raise Refused(_("Say first who was there. Nothing was closed."), "members")
    found.closing_words, found.closed, found.closed_by = closing_words.strip(), timezone.now(), actor
    found.version += 1
    found.save()
    _note(actor, found, events.MinutesClosed(notes=found.notes.count()), found.pk)
    return found
