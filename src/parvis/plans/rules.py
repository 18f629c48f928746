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


def engine_tasks(tasks: Iterable[Task], usual: Iterable[str] = ()) -> list[drill.Task]:
    """The tasks for the engine. Without durations a task is taken to use, at most, the time that its target allows;
    without channels it uses the `usual` ones of the plan."""
    rows, channels = list(tasks), tuple(usual)
    allowed = allowed_s(rows)
    return [_engine_task(task, allowed[task.code], channels) for task in rows]


def _engine_task(task: Task, allowed: float, usual: tuple[str, ...]) -> drill.Task:
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
        channels=tuple(task.channels) or usual,
        phase=task.phase,  # type: ignore[arg-type]  # the same words
        waits_for_call=task.waits_for_call,
        timeout_s=task.timeout_s,
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
    network = engine_tasks(rows, usual)
    allowed = allowed_s(rows)
    assumed = {task.code: allowed[task.code] for task in rows if task.dur_mode_s is None}
    names = {task.code: f"{task.code} ({task.text.rstrip('.')})" for task in rows}
    names |= {str(role.pk): role.name for role in actors}
    try:
        timetable = drill.schedule(network, assumed)
    except drill.PlanError:
        timetable = None
    found = drill.check_plan(network, engine_roles(actors))
    return Reading(found, timetable, names, frozenset(task.code for task in rows))
