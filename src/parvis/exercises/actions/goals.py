"""Objectives, what each must reach, and moves: what an exercise finds out, and in which stretches."""

from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.clock import locked
from parvis.exercises.actions.noting import note
from parvis.exercises.models import CapabilityTarget, Exercise, Move, Objective
from parvis.journal.actions import verb
from parvis.people.models import Account

Row = TypeVar("Row", Objective, CapabilityTarget, Move)


def _open(actor: Account, exercise: Exercise) -> Exercise:
    require(actor, Can.DIRECT, exercise)
    current = locked(actor, exercise)
    if current.played:
        raise Refused(_("The exercise is over: what it was to find out stays as it was. Nothing was changed."))
    return current


def _written(row: Row, version: int, facts: dict[str, Any]) -> Row:
    if not row._state.adding:  # noqa: SLF001  # Django's own word for "not saved yet"
        if row.version != version:
            raise Conflict
        row.version += 1
    for field, value in facts.items():
        setattr(row, field, value)
    row.save()
    return row


def _next(rows: Any) -> int:
    return max(rows.values_list("number", flat=True), default=0) + 1


@verb(events.ObjectiveSet)
def set_objective(
    actor: Account,
    exercise: Exercise,
    row: Objective | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    **facts: Any,
) -> Objective:
    """Add or change an objective: `text`, `capability`, `smart_target`, `priority`."""
    current = _open(actor, exercise)
    if not str(facts.get("text", "x")).strip():
        raise Refused(_("Say what the exercise is to find out. Nothing was saved."), "text")
    row = row and Objective.objects.select_for_update().get(pk=row.pk, exercise=current)
    made = row or Objective(exercise=current, number=_next(current.objectives))
    made.pk = made.pk if row else pk or made.pk
    made = _written(made, version, facts)
    note(actor, current, events.ObjectiveSet(objective=made.pk, number=made.number))
    return made


@verb(events.ObjectiveSet)
def remove_objective(actor: Account, row: Objective) -> None:
    current = _open(actor, row.exercise)
    event = events.ObjectiveSet(objective=row.pk, number=row.number, removed=True)
    row.delete()
    note(actor, current, event)


@verb(events.TargetSet)
def set_target(
    actor: Account,
    objective: Objective,
    row: CapabilityTarget | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    **facts: Any,
) -> CapabilityTarget:
    """Add or change a capability target: `text`, `metric`, `threshold`, `unit`, `source`, and its `critical` tasks."""
    current = _open(actor, objective.exercise)
    critical = list(facts.pop("critical", []))
    if any(task.plan_id != current.plan_id for task in critical):
        raise Refused(_("Choose tasks of the plan that is exercised. Nothing was saved."), "critical")
    row = row and CapabilityTarget.objects.select_for_update().get(pk=row.pk, objective=objective)
    made = row or CapabilityTarget(exercise=current, objective=objective)
    made.pk = made.pk if row else pk or made.pk
    made = _written(made, version, facts)
    made.critical.set(critical)
    note(actor, current, events.TargetSet(target=made.pk, objective=objective.pk))
    return made


@verb(events.TargetSet)
def remove_target(actor: Account, row: CapabilityTarget) -> None:
    current = _open(actor, row.exercise)
    event = events.TargetSet(target=row.pk, objective=row.objective_id, removed=True)
    row.delete()
    note(actor, current, event)


@verb(events.MoveSet)
def set_move(
    actor: Account,
    exercise: Exercise,
    row: Move | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    **facts: Any,
) -> Move:
    """Add or change a move: `title`, `begins_s`, `situation`."""
    current = _open(actor, exercise)
    row = row and Move.objects.select_for_update().get(pk=row.pk, exercise=current)
    made = row or Move(exercise=current, number=_next(current.moves))
    made.pk = made.pk if row else pk or made.pk
    made = _written(made, version, facts)
    note(actor, current, events.MoveSet(move=made.pk, number=made.number))
    return made


@verb(events.MoveSet)
def remove_move(actor: Account, row: Move) -> None:
    """Take a move out; its messages stay."""
    current = _open(actor, row.exercise)
    event = events.MoveSet(move=row.pk, number=row.number, removed=True)
    row.delete()
    note(actor, current, event)
