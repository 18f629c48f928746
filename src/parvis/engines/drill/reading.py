"""What a plan must be before it is reckoned with. Everything that stands in the way is named at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from parvis.engines.drill.errors import PlanError
from parvis.engines.drill.plan import Plan

#: A task of a response plan that lasts longer is a slip of the pen: a week, in seconds.
LONGEST_S = 7 * 24 * 3600.0


def refusals(plan: Plan) -> tuple[PlanError, ...]:
    """Why a plan cannot be put on a clock: none when it can. The rules of `check_plan` say what is merely unwise."""
    found = [*codes(plan), *_times(plan), *_people(plan), *_shares(plan)]
    try:
        in_order(plan)
    except PlanError as error:
        found.append(error)
    return tuple(found)


def waits_for(plan: Plan) -> dict[str, tuple[str, ...]]:
    """For each task the tasks that it waits for: all of them, one of them, or the word that they are done."""
    found = {task.code: [*task.predecessors, *task.one_of] for task in plan.tasks}
    for message in plan.messages:
        if message.sender and message.receiver in found:
            found[message.receiver].append(message.sender)
    return {code: tuple(dict.fromkeys(before)) for code, before in found.items()}


def in_order(plan: Plan) -> tuple[str, ...]:
    """The tasks by code, every task after those that it waits for. PlanError for a cycle, which it names."""
    known = waits_for(plan)
    return sorted_codes({code: [p for p in before if p in known] for code, before in known.items()})


def sorted_codes(before: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Codes in an order in which each comes after those before it. PlanError `cycle`, which it names."""
    try:
        return tuple(TopologicalSorter(before).static_order())
    except CycleError as error:
        raise PlanError("cycle", tuple(error.args[1])) from None


def codes(plan: Plan) -> Iterator[PlanError]:
    """Codes that stand for two things, or for none."""
    for things in (plan.tasks, plan.roles, plan.channels, plan.resources, plan.people):
        twice = tuple(code for code, count in Counter(thing.code for thing in things).items() if count > 1)
        if twice:
            yield PlanError("same_code", twice)
    tasks, channels = set(plan.by_code), {channel.code for channel in plan.channels}
    named = {code for before in waits_for(plan).values() for code in before}
    named |= {code for message in plan.messages for code in (message.sender, message.receiver) if code}
    named |= {code for trigger in plan.triggers for code in trigger.tasks}
    if named - tasks:
        yield PlanError("unknown_task", tuple(sorted(named - tasks)))
    carried = {code for message in plan.messages for code in message.channels}
    if carried - channels:
        yield PlanError("unknown_channel", tuple(sorted(carried - channels)))
    held = {code for task in plan.tasks for code, _ in task.resources}
    if held - {resource.code for resource in plan.resources}:
        yield PlanError("unknown_resource", tuple(sorted(held - {resource.code for resource in plan.resources})))


def _times(plan: Plan) -> Iterator[PlanError]:
    instant = tuple(task.code for task in plan.tasks if task.duration[2] == 0 and not task.milestone)
    if instant:
        yield PlanError("no_time", instant)
    longest = tuple(task.code for task in plan.tasks if task.duration[2] > LONGEST_S)
    if longest:
        yield PlanError("too_long", longest)
    crooked = [message.code for message in plan.messages for d in (message.call, message.fallback) if not _rises(d)]
    crooked += [channel.code for channel in plan.channels if not _rises(channel.delay)]
    crooked += [m.code for m in plan.messages if m.timeout_s is not None and not 0 <= m.timeout_s <= LONGEST_S]
    crooked += [period.code for period in plan.periods if not 0 < period.length_s < float("inf")]
    if crooked:
        yield PlanError("durations", tuple(dict.fromkeys(crooked)))


def _rises(duration: tuple[float, float, float]) -> bool:
    least, likely, greatest = duration
    return 0 <= least <= likely <= greatest <= LONGEST_S


def _people(plan: Plan) -> Iterator[PlanError]:
    busy = {code for task in plan.tasks for code in task.responsible}
    nobody = tuple(
        role.code
        for role in plan.roles
        if role.code in busy and not all(role.people(period) for period in plan.period_codes)
    )
    if nobody:
        yield PlanError("no_people", nobody)
    quantity = {role.code: role.capacity for role in plan.roles} | {r.code: r.quantity for r in plan.resources}
    small = {code for code, room in quantity.items() if room < 1}
    for task in plan.tasks:
        wanted = (*((role, task.people) for role in task.responsible), *task.resources)
        small |= {task.code for code, count in wanted if not 1 <= count <= quantity.get(code, count)}
    if small:
        yield PlanError("no_room", tuple(sorted(small)))


def _shares(plan: Plan) -> Iterator[PlanError]:
    wrong = [person.code for person in plan.people if not 0 <= person.unreachable <= 1]
    wrong += [channel.code for channel in plan.channels if not 0 <= channel.availability <= 1]
    if wrong:
        yield PlanError("no_share", tuple(wrong))
