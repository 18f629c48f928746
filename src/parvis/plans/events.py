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
