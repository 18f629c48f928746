"""A plan as the drill engine sees it, and the few rules of plans and actions. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from parvis.engines import drill
from parvis.plans.models import Action, Plan, PlanRole, Task

# Which states may follow which.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    Plan.State.DRAFT: (Plan.State.IN_FORCE,),
    Plan.State.IN_FORCE: (Plan.State.DRAFT, Plan.State.REPLACED),
    Plan.State.REPLACED: (Plan.State.DRAFT,),
}
SHORT_YEARS, MID_YEARS = 3, 5
# The call is a task of its own, or part of the one before it: making it takes no further time.
AT_ONCE = (0.0, 0.0, 0.0)


def horizon_of(due: date, today: date) -> str:
    """Short up to three years, mid up to five, long beyond."""
    years = (due - today).days / 365.25
    if years <= SHORT_YEARS:
        return Action.Horizon.SHORT
    return Action.Horizon.MID if years <= MID_YEARS else Action.Horizon.LONG


def next_code(codes: Iterable[str]) -> str:
    """T01, T02 ...: one above the highest in use."""
    used = [int(code[1:]) for code in codes if code[:1] == "T" and code[1:].isdigit()]
    return f"T{max(used, default=0) + 1:02d}"


def allowed_s(tasks: Iterable[Task]) -> dict[str, float]:
    """The time that each task may take by its target: what is left of it after the targets of those before it."""
    found = {}
    for task in tasks:
        before = max((p.target_s or 0 for p in task.predecessors.all()), default=0)
        found[task.code] = float(max((task.target_s or 0) - before, 0))
    return found


def engine_tasks(tasks: Iterable[Task]) -> list[drill.Task]:
    """The tasks for the engine. Without durations a task is taken to use, at most, the time that its target allows."""
    rows = list(tasks)
    allowed = allowed_s(rows)
    return [_engine_task(task, allowed[task.code]) for task in rows]


def _engine_task(task: Task, allowed: float) -> drill.Task:
    known = None not in (task.dur_min_s, task.dur_mode_s, task.dur_max_s)
    duration = (task.dur_min_s, task.dur_mode_s, task.dur_max_s) if known else (0.0, allowed, allowed)
    return drill.Task(
        code=task.code,
        duration=duration,  # type: ignore[arg-type]  # no None among them when `known`
        predecessors=tuple(sorted(p.code for p in task.predecessors.all())),
        target_s=task.target_s,
        responsible=(str(task.responsible_id),) if task.responsible_id else (),
        accountable=(str(task.accountable_id),) if task.accountable_id else (),
        informed=tuple(sorted(str(role.pk) for role in task.informed.all())),
        phase=task.phase,  # type: ignore[arg-type]  # the same words
    )


def engine_messages(tasks: Iterable[Task], usual: Iterable[str] = ()) -> list[drill.Message]:
    """Who must hear from whom: whoever goes on after a task, and whoever it tells. A task without channels of its own
    uses the `usual` ones of the plan. A call is one that somebody waits for, from a task or from outside the plan."""
    rows, common = list(tasks), tuple(usual)
    by_channels = {task.code: tuple(dict.fromkeys(task.channels)) or common for task in rows}
    found = []
    for task in rows:
        before: list[str] = [p.code for p in task.predecessors.all() if p.responsible_id != task.responsible_id]
        before = before or ([""] if task.waits_for_call and not task.predecessors.all() else [])
        found += [_message(sender, task, by_channels.get(sender, common)) for sender in before]
        found += [
            drill.Message(task.code, role=str(r.pk), channels=by_channels[task.code]) for r in task.informed.all()
        ]
    return found


def _message(sender: str, task: Task, channels: tuple[str, ...]) -> drill.Message:
    """The word to a task that waits for it. The time-out is that of the call."""
    if not task.waits_for_call:
        return drill.Message(sender, task.code, channels=channels)
    return drill.Message(sender, task.code, channels=channels, way="pull", call=AT_ONCE, timeout_s=task.timeout_s)


def engine_plan(tasks: Iterable[Task], roles: Iterable[PlanRole], usual: Iterable[str] = ()) -> drill.Plan:
    """The plan for the engine."""
    rows = list(tasks)
    messages = engine_messages(rows, usual)
    channels = dict.fromkeys(channel for message in messages for channel in message.channels)
    return drill.Plan(
        tasks=tuple(engine_tasks(rows)),
        roles=tuple(engine_roles(roles)),
        messages=tuple(messages),
        channels=tuple(drill.Channel(channel) for channel in channels),
    )


def engine_roles(roles: Iterable[PlanRole]) -> list[drill.Role]:
    """The roles for the engine, by id."""
    return [
        drill.Role(
            code=str(role.pk),
            capacity=role.capacity,
            holders=(role.holder,) if role.holder else (),
            deputies=(role.deputy,) if role.deputy else (),
            organisation=role.organisation,
        )
        for role in roles
    ]


@dataclass(frozen=True)
class Reading:
    """What the engine has to say of a plan. `timetable` is None while tasks wait for one another in a circle."""

    findings: tuple[drill.Finding, ...]
    timetable: drill.Schedule | None
    names: dict[str, str]
    tasks: frozenset[str]

    @property
    def severe(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)


def read(tasks: Iterable[Task], roles: Iterable[PlanRole], usual: Iterable[str] = ()) -> Reading:
    """Findings and timetable of a plan, with the names by which people know its tasks and roles (by code)."""
    rows, actors = list(tasks), list(roles)
    plan = engine_plan(rows, actors, usual)
    allowed = allowed_s(rows)
    assumed = {task.code: allowed[task.code] for task in rows if task.dur_mode_s is None}
    names = {task.code: f"{task.code} ({task.text.rstrip('.')})" for task in rows}
    names |= {str(role.pk): role.name for role in actors}
    try:
        timetable = drill.schedule(plan, assumed)
    except drill.PlanError:
        timetable = None
    return Reading(drill.check_plan(plan), timetable, names, frozenset(task.code for task in rows))
