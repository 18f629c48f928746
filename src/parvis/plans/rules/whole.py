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
        """Hand-overs without a message of their own that go out by themselves over the usual channels: from a task to
        another role's task that waits for it, or to a role that it tells. Between two organisations that needs saying:
        where the task before does not tell that role, nothing carries the word."""
        between = {(row.sender_id, row.receiver_id) for row in self.messages if row.receiver_id}
        told = {(row.sender_id, row.role_id) for row in self.messages if row.role_id}
        known = {task.pk: task for task in self.tasks}  # these have their roles with them
        for task in self.tasks:
            for before in (known[row.pk] for row in (*task.predecessors.all(), *task.one_of.all()) if row.pk in known):
                if (before.pk, task.pk) not in between and _goes_by_itself(before, task):
                    yield before, task
            yield from ((task, role) for role in task.informed.all() if (task.pk, role.pk) not in told)


def _goes_by_itself(before: Task, after: Task) -> bool:
    """Whether the word that a task is done is taken to reach another role without a message of its own."""
    one, other = before.responsible, after.responsible
    if one == other:
        return False
    if one is None or other is None or not one.organisation or not other.organisation:
        return True
    return one.organisation == other.organisation or other in before.informed.all()


def held_by(role: PlanRole, period: Period | None = None) -> list[Duty]:
    """Who holds a role in a duty period, then the deputies: those named for it, else those named for every period."""
    duties = list(role.duties.all())
    named = [duty for duty in duties if period is not None and duty.period_id == period.pk]
    return named or [duty for duty in duties if duty.period_id is None]
