"""Journal events of the plans."""

from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class PlanWritten(Event):
    """A plan was begun, empty or from an exercise pack."""

    NAME: ClassVar[str] = "plans.plan_written"
    kind: str
    pack: str
    roles: int
    tasks: int


class PlanChanged(Event):
    NAME: ClassVar[str] = "plans.plan_changed"
    fields: list[str]
    marking_before: int
    marking_after: int


class PlanStateChanged(Event):
    NAME: ClassVar[str] = "plans.plan_state_changed"
    before: str
    after: str
    replaced: list[UUID]


class RoleSet(Event):
    """A role was added or changed; `removed` when it left the plan."""

    NAME: ClassVar[str] = "plans.role_set"
    role: UUID
    edition: int
    removed: bool = False


class PartSet(Event):
    """A duty period, function, channel, message, resource or trigger was added, changed or removed."""

    NAME: ClassVar[str] = "plans.part_set"
    kind: str
    part: UUID
    edition: int
    removed: bool = False


class TaskSet(Event):
    NAME: ClassVar[str] = "plans.task_set"
    task: UUID
    code: str
    fields: list[str]
    edition: int


class DurationsLearned(Event):
    """Durations that exercises had shown were taken into the estimates of these tasks, by code."""

    NAME: ClassVar[str] = "plans.durations_learned"
    tasks: list[str]
    edition: int


class TaskDropped(Event):
    NAME: ClassVar[str] = "plans.task_dropped"
    task: UUID
    code: str
    edition: int


class ActionAgreed(Event):
    NAME: ClassVar[str] = "plans.action_agreed"
    due: str
    horizon: str


class ActionChanged(Event):
    NAME: ClassVar[str] = "plans.action_changed"
    fields: list[str]
    state_before: str
    state_after: str


class CheckAsked(Event):
    """Somebody asked for a check of the plan; a change of the plan asks for one by itself."""

    NAME: ClassVar[str] = "plans.check_asked"
    edition: int


class CheckCancelAsked(Event):
    NAME: ClassVar[str] = "plans.check_cancel_asked"
    edition: int


class CheckEnded(Event):
    """`problem`: why it brought nothing; `serious`, `findings`: how many it found."""

    NAME: ClassVar[str] = "plans.check_ended"
    edition: int
    state: str
    problem: str
    serious: int
    findings: int


class FindingJudged(Event):
    """A finding of the check was accepted as a risk, or taken up again."""

    NAME: ClassVar[str] = "plans.finding_judged"
    rule: str
    before: str
    after: str


class WhatIfSet(Event):
    """It was said what a measure would change of a plan (`effects`: how many things), or it is tried no longer."""

    NAME: ClassVar[str] = "plans.what_if_set"
    what_if: UUID
    effects: int
    removed: bool = False


class EditionKept(Event):
    """An edition of a plan was kept by hand, as it was."""

    NAME: ClassVar[str] = "plans.edition_kept"
    edition: int


class DutySet(Event):
    """A duty to exercise was said to apply to a plan, or no longer to."""

    NAME: ClassVar[str] = "plans.duty_set"
    duty: str
    applies: bool


class DutyFulfilled(Event):
    NAME: ClassVar[str] = "plans.duty_fulfilled"
    duty: str
    on: str
    how: str
    exercise: UUID | None = None
