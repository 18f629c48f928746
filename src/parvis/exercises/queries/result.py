"""The result of an exercise: the plan beside what was seen, on one clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import prefetch_related_objects

from parvis.access.queries import visible_to
from parvis.engines import drill
from parvis.engines.statement import Statement
from parvis.exercises import rules
from parvis.exercises.models import Exercise, Inject, Observation, Rating
from parvis.exercises.queries.reading import called_of, clock, injects, jumps, observations, stamps, tasks
from parvis.people.models import Account
from parvis.plans.models import PlanRole, Task
from parvis.plans.queries import engine_tasks


@dataclass(frozen=True)
class TaskRow:
    """One task: what the plan asks, what the observers saw, what is suggested, what the evaluator decided.

    `called_s`: when it was called for on the exercise clock, None when no message called for it. `due_s`: when it should
    have been done, counted in the time that people had; None without a call or a target.
    """

    task: Task
    called_s: float | None
    due_s: float | None
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
    messages = list(injects(account, exercise))
    if any(Inject.Rule.EVERY in {row.rule, *(one.rule for one in row.actions.all())} for row in messages):
        prefetch_related_objects(messages, "roles")
    events = rules.events_of(wanted, called_of(messages))
    endex = clock(exercise)
    found = _compared(exercise, wanted, rules.records(wanted, seen, events), rules.calling(messages), endex)
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


def _compared(
    exercise: Exercise,
    wanted: list[Task],
    seen: list[drill.Record],
    calling: Mapping[str, Inject],
    endex: float,
) -> drill.Conformance:
    """Plan beside records, under the terms of what was asked: its own deadline, and whether every role must do it."""
    left_out = jumps(exercise)
    terms = {task.code: rules.terms_of(task, calling.get(task.code)) for task in wanted}
    asked = [replace(task, target_s=terms[task.code].within_s) for task in engine_tasks(wanted)]
    found = drill.conformance(asked, seen, endex, left_out)
    by_task: dict[str, list[drill.Record]] = {}
    for record in seen:
        by_task.setdefault(record.task, []).append(record)
    results = [
        drill.by_every(row, by_task.get(row.task, []), [str(role.pk) for role in every], endex, left_out)
        if (every := terms[row.task].every)
        else row
        for row in found.tasks
    ]
    return replace(found, tasks=tuple(results))


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
    left_out = jumps(exercise)
    ratings = {row.task_id: row for row in visible_to(account, Rating).filter(exercise=exercise).order_by("id")}
    rows = []
    for task, compared in zip(wanted, found.tasks, strict=True):
        own = tuple(notes.get(task.pk, []))
        better = any(note.kind == Observation.Kind.IMPROVEMENT for note in own)
        advice = drill.suggest_rating(compared, improvement=better)
        said = compared.statements(roles)
        called = events.get(task.code)
        due = (
            drill.moment_after(called, compared.target_s, left_out)
            if called is not None and compared.target_s
            else None
        )
        rows.append(TaskRow(task, called, due, compared, said, advice, ratings.get(task.pk), own))
    return tuple(rows)
