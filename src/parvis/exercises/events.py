"""Journal events of the exercises."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class ExercisePrepared(Event):
    NAME: ClassVar[str] = "exercises.prepared"
    plan: UUID
    kind: str
    pack: str
    injects: int


class TrialSet(Event):
    """An exercise plays a table-top of options: with this option, or without any."""

    NAME: ClassVar[str] = "exercises.trial_set"
    evaluation: UUID
    option: UUID | None


class ExerciseChanged(Event):
    NAME: ClassVar[str] = "exercises.changed"
    fields: list[str]
    marking_before: int
    marking_after: int


class StateChanged(Event):
    """The exercise went from one state to the next."""

    NAME: ClassVar[str] = "exercises.state_changed"
    before: str
    after: str
    clock_s: float


class ParticipantSet(Event):
    """Somebody takes part: directs, observes or plays."""

    NAME: ClassVar[str] = "exercises.participant_set"
    account_key: UUID
    part: str
    let_in: bool


class ParticipantRemoved(Event):
    NAME: ClassVar[str] = "exercises.participant_removed"
    account_key: UUID


class InjectSet(Event):
    """A message of the script was added, changed or, with `removed`, left out."""

    NAME: ClassVar[str] = "exercises.inject_set"
    inject: UUID
    number: int
    offset_s: int
    removed: bool = False


class ScriptTaken(Event):
    """Messages were taken from a spreadsheet; `replaced` counts those that had stood there before."""

    NAME: ClassVar[str] = "exercises.script_taken"
    layout: str
    injects: int
    replaced: int


class InjectDelivered(Event):
    """A message came in; `by_clock`: nobody pressed, its time or its condition had come."""

    NAME: ClassVar[str] = "exercises.inject_delivered"
    inject: UUID
    number: int
    clock_s: float
    by_clock: bool = False


class InjectSkipped(Event):
    """A message of the script does not come in: left out by hand, or its branch was not taken."""

    NAME: ClassVar[str] = "exercises.inject_skipped"
    inject: UUID
    number: int
    clock_s: float
    why: str


class ClockJumped(Event):
    """The exercise clock was set forward; `skipped` messages lay in between and do not come in."""

    NAME: ClassVar[str] = "exercises.clock_jumped"
    from_s: float
    to_s: float
    skipped: int


class AutomaticSet(Event):
    NAME: ClassVar[str] = "exercises.automatic_set"
    automatic: bool


class LogWritten(Event):
    """A player took note of a message, or wrote what is done now."""

    NAME: ClassVar[str] = "exercises.log_written"
    entry: UUID
    kind: str
    task: UUID | None
    at_s: float


class ContactSent(Event):
    """A contact check began: who takes part is asked to answer before the deadline."""

    NAME: ClassVar[str] = "exercises.contact_sent"
    people: int
    due: datetime


class ContactAnswered(Event):
    NAME: ClassVar[str] = "exercises.contact_answered"
    account_key: UUID
    by_other: bool


class ObjectiveSet(Event):
    """An objective was added, changed or, with `removed`, taken out."""

    NAME: ClassVar[str] = "exercises.objective_set"
    objective: UUID
    number: int
    removed: bool = False


class TargetSet(Event):
    """A capability target was added, changed or, with `removed`, taken out."""

    NAME: ClassVar[str] = "exercises.target_set"
    target: UUID
    objective: UUID
    removed: bool = False


class MoveSet(Event):
    """A move was added, changed or, with `removed`, taken out."""

    NAME: ClassVar[str] = "exercises.move_set"
    move: UUID
    number: int
    removed: bool = False


class Stamped(Event):
    """A moment of a task was noted; one that `corrects` another replaces it, or withdraws it when it has no time."""

    NAME: ClassVar[str] = "exercises.stamped"
    stamp: UUID
    task: UUID
    kind: str
    at_s: float | None
    corrects: UUID | None
    channel: UUID | None = None


class Observed(Event):
    NAME: ClassVar[str] = "exercises.observed"
    observation: UUID
    task: UUID | None
    kind: str
    rating: str


class Rated(Event):
    NAME: ClassVar[str] = "exercises.rated"
    task: UUID
    rating: str
    suggested: str


class CapabilityRated(Event):
    """The evaluator decided the letter of a capability target, or without one of the capability behind an objective."""

    NAME: ClassVar[str] = "exercises.capability_rated"
    objective: UUID
    target: UUID | None
    rating: str
    suggested: str


class HotWashAnswered(Event):
    """Somebody answered. The journal does not say who: the answers are anonymous."""

    NAME: ClassVar[str] = "exercises.hot_wash_answered"


class LessonDrawn(Event):
    NAME: ClassVar[str] = "exercises.lesson_drawn"
    exercise: UUID
    task: UUID | None
    observations: int


class LessonChanged(Event):
    NAME: ClassVar[str] = "exercises.lesson_changed"
    fields: list[str]
    state_before: str
    state_after: str


class LessonVerified(Event):
    NAME: ClassVar[str] = "exercises.lesson_verified"
    retest: UUID


class ActionLinked(Event):
    """An action of the place answers a lesson: it is its corrective action."""

    NAME: ClassVar[str] = "exercises.action_linked"
    action: UUID


class HotWashNamed(Event):
    """Whether answers to the hot wash carry the name of who gives them; said before the first of them."""

    NAME: ClassVar[str] = "exercises.hot_wash_named"
    named: bool


class HotWashClosed(Event):
    """No more answers are taken, and those that were given may be read."""

    NAME: ClassVar[str] = "exercises.hot_wash_closed"
    answered: int
