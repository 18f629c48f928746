"""Changes of a plan that are worth trying: each gives a plan, and leaves the given one as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from parvis.engines.drill.actors import Duty, Person, Role
from parvis.engines.drill.messages import Channel, Duration, Message
from parvis.engines.drill.plan import Plan, Task


@dataclass(frozen=True)
class Measure:
    """A measure as the plan feels it. By code: the durations (seconds) that tasks have with it, tasks that it makes
    needless, further channels of messages (a channel and the message that it also carries), resources that it adds.

    `present`: the plan counts with it already, and all this is what becomes of the plan without it.
    """

    code: str
    durations: Mapping[str, Duration] = field(default_factory=dict)
    needless: tuple[str, ...] = ()
    channels: tuple[tuple[Channel, str], ...] = ()
    resources: Mapping[str, int] = field(default_factory=dict)
    present: bool = False


def with_role(plan: Plan, role: Role) -> Plan:
    """The plan with another role of the same code."""
    return replace(plan, roles=tuple(role if known.code == role.code else known for known in plan.roles))


def with_deputy(plan: Plan, role: str, deputy: Person | None = None) -> Plan:
    """One more deputy of a role, in every duty period; unless given, somebody new who can be reached."""
    person = deputy or Person(f"deputy of {role}")
    known = plan.role_by_code[role]
    duties = tuple(Duty(duty.period, duty.holders, (*duty.deputies, person.code)) for duty in known.duties)
    people = plan.people if person.code in {p.code for p in plan.people} else (*plan.people, person)
    changed = replace(known, deputies=(*known.deputies, person.code), duties=duties)
    return replace(with_role(plan, changed), people=people)


def with_second_officer(plan: Plan, role: str) -> Plan:
    """One more person at work in a role: room for one more task at a time, and somebody who stands in."""
    more = with_deputy(plan, role, Person(f"second officer of {role}"))
    known = more.role_by_code[role]
    return with_role(more, replace(known, capacity=known.capacity + 1))


def pushed(plan: Plan, *messages: str) -> Plan:
    """Messages, by code, that go out by themselves instead of being waited for; all of them when none is named."""
    return _messages(plan, messages, lambda message: replace(message, way="push"))


def with_channel(plan: Plan, channel: Channel, *messages: str) -> Plan:
    """A further channel for messages, by code, or for all that are carried by a channel."""
    known = {listed.code for listed in plan.channels}
    more = plan if channel.code in known else replace(plan, channels=(*plan.channels, channel))
    return _messages(
        more,
        messages,
        lambda message: replace(message, channels=tuple(dict.fromkeys((*message.channels, channel.code)))),
    )


def with_timeout(plan: Plan, timeout_s: float, *messages: str) -> Plan:
    """Messages, by code, after whose time-out the receiver acts on its own."""
    return _messages(plan, messages, lambda message: replace(message, timeout_s=timeout_s))


def with_measure(plan: Plan, measure: Measure) -> Plan:
    """The plan as a measure makes it. A task that it makes needless takes no time and nobody; whoever waits for the
    word of it still hears it, and a call stays with whoever makes it."""
    calls = {message.sender for message in plan.messages if message.way == "pull"}
    tasks = tuple(_with(task, measure, calls) for task in plan.tasks)
    resources = (replace(r, quantity=max(r.quantity + measure.resources.get(r.code, 0), 1)) for r in plan.resources)
    changed = replace(plan, tasks=tasks, resources=tuple(resources))
    for channel, message in measure.channels:
        changed = with_channel(changed, channel, message)
    return changed


def _with(task: Task, measure: Measure, calls: set[str]) -> Task:
    if task.code in measure.needless:
        who = task.responsible if task.code in calls else ()
        return replace(task, duration=(0.0, 0.0, 0.0), responsible=who, resources=())
    return replace(task, duration=measure.durations.get(task.code, task.duration))


def without_role(plan: Plan, role: str) -> Plan:
    """Nobody holds a role."""
    return with_role(plan, replace(plan.role_by_code[role], holders=(), deputies=(), duties=()))


def without_person(plan: Plan, person: str) -> Plan:
    """Somebody is never reached."""
    gone = replace(plan.person_by_code[person], unreachable=1.0)
    return replace(plan, people=(*(known for known in plan.people if known.code != person), gone))


def without_channel(plan: Plan, channel: str) -> Plan:
    """A channel is dead for everybody."""
    channels = (replace(c, availability=0.0) if c.code == channel else c for c in plan.channels)
    return replace(plan, channels=tuple(channels))


def _messages(plan: Plan, codes: tuple[str, ...], change: Callable[[Message], Message]) -> Plan:
    messages = (change(m) if not codes or m.code in codes else m for m in plan.messages)
    return replace(plan, messages=tuple(messages))
