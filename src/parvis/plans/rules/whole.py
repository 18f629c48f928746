"""A plan with all its parts, as it was read at one moment."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from parvis.plans.models import Channel, Duty, Message, Period, Plan, PlanRole, Resource, Task, Trigger
from parvis.plans.rules.practice import Tried


@dataclass(frozen=True)
class Whole:
    """Everything that a plan holds. What belongs to a task, role, message or trigger was fetched with it.

    `tried`: what exercises tried of it; None where nobody asked, and then the rules of practice are silent.
    """

    plan: Plan
    tasks: list[Task] = field(default_factory=list)
    roles: list[PlanRole] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)
    tried: Tried | None = None

    @property
    def usual(self) -> list[Channel]:
        """The channels of every message that names none."""
        return [channel for channel in self.channels if channel.usual]

    @property
    def unsaid(self) -> Iterator[tuple[Task, Task | PlanRole]]:
        """Hand-overs that no message carries: from a task to another role's task that waits for it, or to a role that
        it tells. They go out by themselves over the usual channels."""
        between = {(row.sender_id, row.receiver_id) for row in self.messages if row.receiver_id}
        told = {(row.sender_id, row.role_id) for row in self.messages if row.role_id}
        for task in self.tasks:
            for before in (*task.predecessors.all(), *task.one_of.all()):
                if before.responsible_id != task.responsible_id and (before.pk, task.pk) not in between:
                    yield before, task
            yield from ((task, role) for role in task.informed.all() if (task.pk, role.pk) not in told)


def held_by(role: PlanRole, period: Period | None = None) -> list[Duty]:
    """Who holds a role in a duty period, then the deputies: those named for it, else those named for every period."""
    duties = list(role.duties.all())
    named = [duty for duty in duties if period is not None and duty.period_id == period.pk]
    return named or [duty for duty in duties if duty.period_id is None]
