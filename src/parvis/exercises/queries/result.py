"""The result of an exercise: the plan beside what was seen, on one clock."""

from dataclasses import dataclass

from parvis.access.queries import visible_to
from parvis.engines import drill
from parvis.engines.statement import Statement
from parvis.exercises import rules
from parvis.exercises.models import Exercise, Observation, Rating
from parvis.exercises.queries.reading import called_of, clock, injects, jumps, observations, stamps, tasks
from parvis.people.models import Account
from parvis.plans.models import PlanRole, Task
from parvis.plans.queries import engine_tasks


@dataclass(frozen=True)
class TaskRow:
    """One task: what the plan asks, what the observers saw, what is suggested, what the evaluator decided.

    `called_s`: when it was called for on the exercise clock, None when no message called for it.
    """

    task: Task
    called_s: float | None
    result: drill.TaskResult
    statements: tuple[Statement, ...]
    suggestion: drill.Suggestion
    rating: Rating | None
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class Load:
    """What one role carried."""

    role: str
    tasks: int
    share: float
    busy_s: float
    peak: int


@dataclass(frozen=True)
class Result:
    """`rows` in the order of the plan; `load` greatest first; `endex_s`: how long the exercise took on its clock.

    `concentration` of the tasks on roles, nan when nobody acted; `unplanned`: what was done though the plan lacks it.
    """

    exercise: Exercise
    rows: tuple[TaskRow, ...]
    load: tuple[Load, ...]
    concentration: float
    unplanned: tuple[Observation, ...]
    endex_s: float
    observers: int
    in_time: int
    late: int
    never_done: int
    not_observed: int


def result(account: Account | None, exercise: Exercise) -> Result:
    """Compare the plan with the stamps of all observers. Possible at any time, also while the clock runs."""
    wanted, seen = tasks(account, exercise), list(stamps(account, exercise))
    events = rules.events_of(wanted, called_of(injects(account, exercise)))
    endex = clock(exercise)
    found = drill.conformance(engine_tasks(wanted), rules.records(wanted, seen, events), endex, jumps(exercise))
    names = {
        str(role.pk): role.name for role in visible_to(account, PlanRole).filter(plan=exercise.plan_id).order_by("id")
    }
    notes: dict[object, list[Observation]] = {}
    for note in observations(account, exercise):
        notes.setdefault(note.task_id, []).append(note)
    rows = _rows(account, exercise, wanted, found, events=events, roles=names, notes=notes)
    every = [note for found_notes in notes.values() for note in found_notes]
    return Result(
        exercise,
        rows,
        tuple(Load(names.get(row.role, row.role), row.tasks, row.share, row.busy_s, row.peak) for row in found.load),
        found.concentration,
        tuple(note for note in every if note.kind == Observation.Kind.UNPLANNED),
        endex,
        observers=len({row.observer_id for row in rules.effective(seen)}),
        in_time=sum(row.result.status == "done" and not row.result.ratio > 1 for row in rows),
        late=sum(row.result.ratio > 1 for row in rows),
        never_done=sum(row.result.status == "never_done" for row in rows),
        not_observed=sum(row.result.status == "not_observed" for row in rows),
    )


def _rows(
    account: Account | None,
    exercise: Exercise,
    wanted: list[Task],
    found: drill.Conformance,
    *,
    events: dict[str, float],
    roles: dict[str, str],
    notes: dict[object, list[Observation]],
) -> tuple[TaskRow, ...]:
    ratings = {row.task_id: row for row in visible_to(account, Rating).filter(exercise=exercise).order_by("id")}
    rows = []
    for task, compared in zip(wanted, found.tasks, strict=True):
        own = tuple(notes.get(task.pk, []))
        better = any(note.kind == Observation.Kind.IMPROVEMENT for note in own)
        advice = drill.suggest_rating(compared, improvement=better)
        said = compared.statements(roles)
        rows.append(TaskRow(task, events.get(task.code), compared, said, advice, ratings.get(task.pk), own))
    return tuple(rows)
