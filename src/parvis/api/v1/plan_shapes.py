"""A plan with all its parts, as the API gives it: parts name one another as people do, tasks by their code."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema

from parvis.plans.models import Channel, Message, PlanRole, Task, Trigger
from parvis.plans.queries import Whole


class TaskOut(Schema):
    id: UUID
    code: str
    phase: str
    text: str
    responsible: str
    accountable: str
    consulted: list[str]
    informed: list[str]
    after: list[str]
    one_of: list[str]
    target_s: int | None
    durations_s: list[int] | None
    people: int
    milestone: bool
    resources: dict[str, int]


class HeldOut(Schema):
    """Who holds a role in a duty period, then who stands in; without a period, in every one that is not named."""

    period: str
    holders: list[str]
    deputies: list[str]


class RoleOut(Schema):
    id: UUID
    name: str
    organisation: str
    level: str
    capacity: int
    incompatible: list[str]
    held: list[HeldOut]


class PeriodOut(Schema):
    id: UUID
    name: str
    hours: int


class FunctionOut(Schema):
    id: UUID
    name: str
    site: str
    system: str
    unreachable: int
    verified_on: date | None


class ChannelOut(Schema):
    id: UUID
    name: str
    kind: str
    usual: bool
    delay_s: list[int]
    availability: int


class ResourceOut(Schema):
    id: UUID
    name: str
    quantity: int


class MessageOut(Schema):
    """`sender` empty: from outside the plan. `task` waits for it, or `role` is told."""

    id: UUID
    sender: str
    task: str
    role: str
    channels: list[str]
    way: str
    call_s: int | None
    timeout_s: int | None
    fallback: str
    fallback_s: int | None


class TriggerOut(Schema):
    id: UUID
    description: str
    threat: str
    phase: str
    tasks: list[str]


class PartsOut(Schema):
    tasks: list[TaskOut]
    roles: list[RoleOut]
    periods: list[PeriodOut]
    functions: list[FunctionOut]
    messages: list[MessageOut]
    channels: list[ChannelOut]
    resources: list[ResourceOut]
    triggers: list[TriggerOut]


def parts_shown(whole: Whole) -> dict[str, Any]:
    """Everything that a plan holds."""
    held = {duty.function_id: duty.function for role in whole.roles for duty in role.duties.all()}
    return {
        "tasks": [task_shown(task) for task in whole.tasks],
        "roles": [role_shown(role, whole) for role in whole.roles],
        "periods": [_plain(PeriodOut, period) for period in whole.periods],
        "functions": [_plain(FunctionOut, one) for one in sorted(held.values(), key=lambda one: one.name)],
        "messages": [message_shown(message) for message in whole.messages],
        "channels": [channel_shown(channel) for channel in whole.channels],
        "resources": [_plain(ResourceOut, resource) for resource in whole.resources],
        "triggers": [trigger_shown(trigger) for trigger in whole.triggers],
    }


def _plain(shape: type[Schema], row: object) -> dict[str, Any]:
    return {name: getattr(row, name) for name in shape.model_fields}


def task_shown(task: Task) -> dict[str, Any]:
    facts = {name: getattr(task, name) for name in ("id", "code", "phase", "text", "target_s", "people", "milestone")}
    durations = (task.dur_min_s, task.dur_mode_s, task.dur_max_s)
    return facts | {
        "responsible": task.responsible.name if task.responsible else "",
        "accountable": task.accountable.name if task.accountable else "",
        "consulted": sorted(role.name for role in task.consulted.all()),
        "informed": sorted(role.name for role in task.informed.all()),
        "after": sorted(before.code for before in task.predecessors.all()),
        "one_of": sorted(before.code for before in task.one_of.all()),
        "durations_s": None if None in durations else list(durations),
        "resources": {need.resource.name: need.quantity for need in task.needs.all()},
    }


def role_shown(role: PlanRole, whole: Whole) -> dict[str, Any]:
    facts = {name: getattr(role, name) for name in ("id", "name", "organisation", "level", "capacity")}
    held = []
    for period in (None, *whole.periods):
        own = [duty for duty in role.duties.all() if duty.period_id == (period.pk if period else None)]
        if own:
            first = [duty.function.name for duty in own if duty.rank == 0]
            others = [duty.function.name for duty in own if duty.rank > 0]
            held.append({"period": period.name if period else "", "holders": first, "deputies": others})
    return facts | {"incompatible": sorted(other.name for other in role.incompatible.all()), "held": held}


def message_shown(row: Message) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in ("id", "way", "call_s", "timeout_s", "fallback", "fallback_s")}
    return facts | {
        "sender": row.sender.code if row.sender else "",
        "task": row.receiver.code if row.receiver else "",
        "role": row.role.name if row.role else "",
        "channels": [carrier.channel.name for carrier in row.carriers.all()],
    }


def channel_shown(channel: Channel) -> dict[str, Any]:
    facts = {name: getattr(channel, name) for name in ("id", "name", "kind", "usual", "availability")}
    return facts | {"delay_s": [channel.delay_min_s, channel.delay_mode_s, channel.delay_max_s]}


def trigger_shown(trigger: Trigger) -> dict[str, Any]:
    facts = {name: getattr(trigger, name) for name in ("id", "description", "threat", "phase")}
    return facts | {"tasks": sorted(task.code for task in trigger.tasks.all())}
