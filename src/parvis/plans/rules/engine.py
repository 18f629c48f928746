"""A plan as the drill engine sees it. Roles, functions, channels and the rest go by their id, tasks by their code."""

from collections.abc import Iterable, Iterator
from datetime import date

from parvis.engines import drill
from parvis.people.models import Level
from parvis.plans.models import Channel, Message, Period, PlanRole, Task
from parvis.plans.rules.practice import Tried
from parvis.plans.rules.whole import Whole

# The call is a task of its own, or part of the one before it: making it takes no further time.
AT_ONCE = (0.0, 0.0, 0.0)
HOUR_S = 3600.0
#: Levels of governance for which the engine has another word.
LEVELS = {Level.EUROPEAN: "eu", Level.RESEARCH: "private", "": "municipal"}


def engine_plan(whole: Whole) -> drill.Plan:
    """The plan for the engine."""
    roles = [engine_role(role, whole.periods) for role in whole.roles]
    return drill.Plan(
        tasks=tuple(engine_tasks(whole.tasks, whole.tried)),
        roles=tuple(roles),
        messages=tuple(engine_messages(whole)),
        channels=tuple(engine_channel(channel) for channel in whole.channels),
        resources=tuple(drill.Resource(str(resource.pk), resource.quantity) for resource in whole.resources),
        triggers=tuple(engine_triggers(whole)),
        people=tuple(engine_people(whole.roles, whole.tried)),
        organisations=tuple(engine_organisations(whole.roles, whole.tried)),
        periods=tuple(drill.Period(str(period.pk), period.hours * HOUR_S) for period in whole.periods),
    )


def allowed_s(tasks: Iterable[Task]) -> dict[str, float]:
    """The time that each task may take by its target: what is left of it after the targets of those before it."""
    found = {}
    for task in tasks:
        before = max((p.target_s or 0 for p in task.predecessors.all()), default=0)
        first = min((p.target_s or 0 for p in task.one_of.all()), default=0)
        found[task.code] = float(max((task.target_s or 0) - max(before, first), 0))
    return found


def engine_tasks(tasks: Iterable[Task], tried: Tried | None = None) -> list[drill.Task]:
    """The tasks for the engine. Without durations a task is taken to use, at most, the time that its target allows."""
    rows = list(tasks)
    allowed = allowed_s(rows)
    return [_engine_task(task, allowed[task.code], tried or Tried()) for task in rows]


def _engine_task(task: Task, allowed: float, tried: Tried) -> drill.Task:
    known = None not in (task.dur_min_s, task.dur_mode_s, task.dur_max_s)
    duration = (task.dur_min_s, task.dur_mode_s, task.dur_max_s) if known else (0.0, allowed, allowed)
    return drill.Task(
        code=task.code,
        duration=duration,  # type: ignore[arg-type]  # no None among them when `known`
        predecessors=tuple(sorted(p.code for p in task.predecessors.all())),
        one_of=tuple(sorted(p.code for p in task.one_of.all())),
        target_s=task.target_s,
        responsible=(str(task.responsible_id),) if task.responsible_id else (),
        accountable=(str(task.accountable_id),) if task.accountable_id else (),
        consulted=tuple(sorted(str(role.pk) for role in task.consulted.all())),
        informed=tuple(sorted(str(role.pk) for role in task.informed.all())),
        phase=task.phase,  # type: ignore[arg-type]  # the same words
        people=task.people,
        resources=tuple((str(need.resource_id), need.quantity) for need in task.needs.all()),
        milestone=task.milestone,
        observed=task.observed,
        exercised_on=tried.on("task", task.pk),
        flawed_on=tried.on("flaw", task.pk),
    )


def engine_messages(whole: Whole) -> Iterator[drill.Message]:
    """Who must hear from whom: the messages of the plan, and the hand-overs that go over its usual channels."""
    usual = tuple(str(channel.pk) for channel in whole.usual)
    for row in whole.messages:
        yield _engine_message(row, tuple(str(carrier.channel_id) for carrier in row.carriers.all()) or usual)
    for before, after in whole.unsaid:
        if isinstance(after, Task):
            yield drill.Message(before.code, after.code, channels=usual)
        else:
            yield drill.Message(before.code, role=str(after.pk), channels=usual)


def _engine_message(row: Message, channels: tuple[str, ...]) -> drill.Message:
    call, instead = float(row.call_s or 0), float(row.fallback_s or 0)
    return drill.Message(
        row.sender.code if row.sender else "",
        row.receiver.code if row.receiver else "",
        str(row.role_id) if row.role_id else "",
        channels=channels,
        way=row.way,  # type: ignore[arg-type]  # the same words
        call=(call, call, call) if call else AT_ONCE,
        timeout_s=row.timeout_s,
        fallback=(instead, instead, instead),
    )


def engine_channel(channel: Channel) -> drill.Channel:
    delay = (float(channel.delay_min_s), float(channel.delay_mode_s), float(channel.delay_max_s))
    return drill.Channel(str(channel.pk), delay, channel.availability / 100)


def engine_role(role: PlanRole, periods: Iterable[Period]) -> drill.Role:
    """A role with who holds it: in every period, and in those for which others are named."""
    always = engine_duty(role, None)
    named = {duty.period_id for duty in role.duties.all()}
    return drill.Role(
        code=str(role.pk),
        capacity=role.capacity,
        holders=always.holders,
        deputies=always.deputies,
        organisation=role.organisation,
        incompatible=tuple(sorted(str(other.pk) for other in role.incompatible.all())),
        duties=tuple(engine_duty(role, period) for period in periods if period.pk in named),
    )


def engine_duty(role: PlanRole, period: Period | None) -> drill.Duty:
    own = [duty for duty in role.duties.all() if duty.period_id == (period.pk if period else None)]
    return drill.Duty(
        str(period.pk) if period else "",
        tuple(str(duty.function_id) for duty in own if duty.rank == 0),
        tuple(str(duty.function_id) for duty in own if duty.rank > 0),
    )


def engine_people(roles: Iterable[PlanRole], tried: Tried | None = None) -> list[drill.Person]:
    """The functions that hold or deputise for a role, each once; checked by hand, or by answering before an exercise."""
    known = tried or Tried()
    held = {duty.function_id: duty.function for role in roles for duty in role.duties.all()}
    return [
        drill.Person(
            str(pk), one.unreachable / 100, one.site, one.system, _later(one.verified_on, known.on("contact", pk))
        )
        for pk, one in held.items()
    ]


def _later(one: date | None, other: date | None) -> date | None:
    return max((day for day in (one, other) if day), default=None)


def engine_organisations(roles: Iterable[PlanRole], tried: Tried | None = None) -> list[drill.Organisation]:
    known = tried or Tried()
    levels = {role.organisation: role.level for role in roles if role.organisation}
    return [
        drill.Organisation(name, LEVELS.get(level, level), known.on("organisation", name))  # type: ignore[arg-type]  # the same words
        for name, level in levels.items()
    ]


def engine_triggers(whole: Whole) -> Iterator[drill.Trigger]:
    """Triggers that name tasks. One that names none sets off whatever waits for nothing, as a plan without triggers."""
    for trigger in whole.triggers:
        codes = tuple(sorted(task.code for task in trigger.tasks.all() if task.dropped is None))
        if codes:
            yield drill.Trigger(str(trigger.pk), codes)
