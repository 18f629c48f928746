"""Journal events of the assessment. No payload holds a judged value: the journal must not open what is blind."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class AssessmentOpened(Event):
    NAME: ClassVar[str] = "assessment.assessment_opened"
    condition: str
    method: str
    method_version: str


class AssessmentChanged(Event):
    NAME: ClassVar[str] = "assessment.assessment_changed"
    fields: list[str]
    marking_before: int
    marking_after: int


class AssessmentMoved(Event):
    """From one state to the next."""

    NAME: ClassVar[str] = "assessment.assessment_moved"
    before: str
    after: str


class MemberAdded(Event):
    NAME: ClassVar[str] = "assessment.member_added"
    circle: str
    is_police: bool
    account_key: UUID | None
    organisation: UUID | None
    granted: bool


class MemberRemoved(Event):
    NAME: ClassVar[str] = "assessment.member_removed"
    account_key: UUID | None
    organisation: UUID | None


class Invited(Event):
    """Somebody was invited into the team by a link. The address stays out of the journal."""

    NAME: ClassVar[str] = "assessment.invited"
    circle: str
    is_police: bool
    until: str


class InvitationWithdrawn(Event):
    """An invitation was withdrawn: its link works no more, its address is forgotten."""

    NAME: ClassVar[str] = "assessment.invitation_withdrawn"
    circle: str


class SeatTaken(Event):
    """Who was invited took the seat; `opened` when an account was opened with it."""

    NAME: ClassVar[str] = "assessment.seat_taken"
    invitation: UUID
    circle: str
    opened: bool


class MeasureNoted(Event):
    """An existing measure was put on the list of the place."""

    NAME: ClassVar[str] = "assessment.measure_noted"
    measure: str
    origin: str
    state: str


class MeasureChanged(Event):
    NAME: ClassVar[str] = "assessment.measure_changed"
    fields: list[str]


class MeasureRemoved(Event):
    NAME: ClassVar[str] = "assessment.measure_removed"
    measure: str


class ScenarioWritten(Event):
    NAME: ClassVar[str] = "assessment.scenario_written"
    assessment: UUID
    threat: str


class ScenarioChanged(Event):
    NAME: ClassVar[str] = "assessment.scenario_changed"
    fields: list[str]


class ScenarioRemoved(Event):
    NAME: ClassVar[str] = "assessment.scenario_removed"
    assessment: UUID
    threat: str


class ThreatLeftOut(Event):
    """A threat gets no scenario here, for a reason."""

    NAME: ClassVar[str] = "assessment.threat_left_out"
    threat: str


class JudgementGiven(Event):
    """An expert judged a scenario, alone, or revised the judgement in the discussion. What was judged stays out."""

    NAME: ClassVar[str] = "assessment.judgement_given"
    scenario: UUID
    round: int
    again: bool


class WorkshopPlanned(Event):
    """A workshop was planned, by one of the agendas."""

    NAME: ClassVar[str] = "assessment.workshop_planned"
    agenda: str
    agendas_version: str


class WorkshopChanged(Event):
    NAME: ClassVar[str] = "assessment.workshop_changed"
    fields: list[str]


class AttendanceNoted(Event):
    """Who was there was noted: how many of the team, how many functions typed in. No names."""

    NAME: ClassVar[str] = "assessment.attendance_noted"
    team: int
    others: int


class WorkshopNoteWritten(Event):
    """A line of the minutes was written. Its words stay out of the journal."""

    NAME: ClassVar[str] = "assessment.workshop_note_written"
    workshop: UUID
    kind: str
    scenario: UUID | None


class WorkshopNoteStruck(Event):
    """A line of the minutes was taken out before they were closed."""

    NAME: ClassVar[str] = "assessment.workshop_note_struck"
    workshop: UUID
    kind: str


class MinutesClosed(Event):
    """The lead closed the minutes: nothing in them changes any more."""

    NAME: ClassVar[str] = "assessment.minutes_closed"
    notes: int


class VulnerabilityWritten(Event):
    NAME: ClassVar[str] = "assessment.vulnerability_written"
    scenario: UUID | None


class VulnerabilityChanged(Event):
    NAME: ClassVar[str] = "assessment.vulnerability_changed"
    fields: list[str]


class FindingAccepted(Event):
    """A finding of the checks is accepted for a reason, until a day. The reason stays out."""

    NAME: ClassVar[str] = "assessment.finding_accepted"
    code: str
    until: date


class AcceptanceWithdrawn(Event):
    """A finding that was accepted is open again."""

    NAME: ClassVar[str] = "assessment.acceptance_withdrawn"
    code: str


class TierSet(Event):
    """A tier was chosen with a reason, or the one that follows from the number of people again. The reason stays out."""

    NAME: ClassVar[str] = "assessment.tier_set"
    before: str
    after: str
    follows: str


class ExpectationSaid(Event):
    """Somebody said whether something that the tier expects is met; an empty state takes it back. The words stay out."""

    NAME: ClassVar[str] = "assessment.expectation_said"
    tier: str
    number: int
    state: str


class VisitIssued(Event):
    """An assessor took a visit along, until a time."""

    NAME: ClassVar[str] = "assessment.visit_issued"
    assessment: UUID
    expires: str


class VisitExtended(Event):
    NAME: ClassVar[str] = "assessment.visit_extended"
    assessment: UUID
    expires: str


class VisitRevoked(Event):
    NAME: ClassVar[str] = "assessment.visit_revoked"
    assessment: UUID
    why: str


class VisitReturned(Event):
    """The assessor has finished, and everything had arrived."""

    NAME: ClassVar[str] = "assessment.visit_returned"
    assessment: UUID


class EntriesReceived(Event):
    """Answers, notes and photos arrived from a phone, or were given at a desk. What was said stays out."""

    NAME: ClassVar[str] = "assessment.entries_received"
    assessment: UUID
    visit: UUID | None
    entries: int
    unread: int
