"""An edition of a plan as plain words and numbers, and what differs between two of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from parvis.plans.models import Channel, Message, Period, PlanRole, Task, Trigger
from parvis.plans.rules.whole import Whole

Facts = dict[str, Any]
Content = dict[str, dict[str, Facts]]
#: Kinds of parts, in the order in which a comparison tells of them.
KINDS = ("tasks", "roles", "messages", "channels", "resources", "triggers", "periods")


def snapshot(whole: Whole) -> Content:
    """By kind and key the facts of each part; `name` is how people know it."""
    return {
        "tasks": {task.code: _task(task) for task in whole.tasks},
        "roles": _by_id(whole.roles, lambda role: _role(role, whole.periods)),
        "messages": {f"{m.sender_id or ''}>{m.receiver_id or m.role_id}": _message(m) for m in whole.messages},
        "channels": _by_id(whole.channels, _channel),
        "resources": _by_id(whole.resources, lambda one: {"name": one.name, "quantity": one.quantity}),
        "triggers": _by_id(whole.triggers, _trigger),
        "periods": _by_id(whole.periods, lambda one: {"name": one.name, "hours": one.hours}),
    }


def _by_id(rows: Iterable[Any], facts: Callable[[Any], Facts]) -> dict[str, Facts]:
    return {str(row.pk): facts(row) for row in rows}


def _task(task: Task) -> Facts:
    return {
        "name": f"{task.code} {task.text}",
        "text": task.text,
        "phase": task.phase,
        "responsible": _name(task.responsible),
        "accountable": _name(task.accountable),
        "consulted": sorted(role.name for role in task.consulted.all()),
        "informed": sorted(role.name for role in task.informed.all()),
        "predecessors": sorted(one.code for one in task.predecessors.all()),
        "one_of": sorted(one.code for one in task.one_of.all()),
        "target_s": task.target_s,
        "dur_min_s": task.dur_min_s,
        "dur_mode_s": task.dur_mode_s,
        "dur_max_s": task.dur_max_s,
        "people": task.people,
        "milestone": task.milestone,
        "needs": sorted(f"{need.quantity} × {need.resource.name}" for need in task.needs.all()),  # noqa: RUF001  # the sign of multiplication
    }


def _role(role: PlanRole, periods: Iterable[Period]) -> Facts:
    names: dict[object, str] = {period.pk: period.name for period in periods}
    duties = sorted(role.duties.all(), key=lambda duty: (names.get(duty.period_id, ""), duty.rank))
    return {
        "name": role.name,
        "organisation": role.organisation,
        "level": role.level,
        "capacity": role.capacity,
        "holders": [_duty(duty.function.name, names.get(duty.period_id, "")) for duty in duties if duty.rank == 0],
        "deputies": [_duty(duty.function.name, names.get(duty.period_id, "")) for duty in duties if duty.rank > 0],
        "incompatible": sorted(other.name for other in role.incompatible.all()),
    }


def _duty(function: str, period: str) -> str:
    return f"{function} ({period})" if period else function


def _message(message: Message) -> Facts:
    return {
        "name": str(message),
        "way": message.way,
        "channels": [carrier.channel.name for carrier in message.carriers.all()],
        "call_s": message.call_s,
        "timeout_s": message.timeout_s,
        "fallback": message.fallback,
        "fallback_s": message.fallback_s,
    }


def _channel(channel: Channel) -> Facts:
    delays = ("delay_min_s", "delay_mode_s", "delay_max_s")
    facts = {"name": channel.name, "kind": channel.kind, "usual": channel.usual, "availability": channel.availability}
    return facts | {name: getattr(channel, name) for name in delays}


def _trigger(trigger: Trigger) -> Facts:
    tasks = sorted(task.code for task in trigger.tasks.all() if task.dropped is None)
    return {"name": trigger.description, "threat": trigger.threat, "phase": trigger.phase, "tasks": tasks}


def _name(role: PlanRole | None) -> str:
    return role.name if role else ""


@dataclass(frozen=True)
class Difference:
    """A part that was added, is gone, or changed; `changes`: field, what it said before, what it says after."""

    kind: str
    what: Literal["added", "gone", "changed"]
    name: str
    changes: tuple[tuple[str, Any, Any], ...] = ()


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What differs between two editions, by kind, then as people know the parts."""
    return [difference for kind in KINDS for difference in _compared(kind, before.get(kind, {}), after.get(kind, {}))]


def _compared(kind: str, before: Mapping[str, Facts], after: Mapping[str, Facts]) -> Iterator[Difference]:
    found = [Difference(kind, "added", after[key]["name"]) for key in after if key not in before]
    found += [Difference(kind, "gone", before[key]["name"]) for key in before if key not in after]
    for key in before:
        if key in after:
            own = "name" if "text" not in after[key] else ""  # a task's name repeats its text
            fields = [field for field in {**before[key], **after[key]} if field != "name" or own]
            changes = tuple(
                (field, before[key].get(field), after[key].get(field))
                for field in fields
                if before[key].get(field) != after[key].get(field)
            )
            if changes:
                found.append(Difference(kind, "changed", after[key]["name"], changes))
    yield from sorted(found, key=lambda difference: difference.name)
