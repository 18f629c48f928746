"""The script: each message with what it waits for, whom it reaches and what it calls for."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.clock import locked
from parvis.exercises.actions.noting import note
from parvis.exercises.models import Condition, Exercise, Inject
from parvis.journal.actions import verb
from parvis.people.models import Account
from parvis.plans.models import Task

INJECT = (
    "offset_s", "kind", "mode", "sender", "to", "message", "note", "move", "deadline_s", "rule", "trigger",
)  # fmt: skip
LISTS = ("expected", "roles", "objectives")


@verb(events.InjectSet)
def set_inject(
    actor: Account,
    exercise: Exercise,
    inject: Inject | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    conditions: Iterable[Mapping[str, Any]] | None = None,
    terms: Iterable[Mapping[str, Any]] | None = None,
    **facts: Any,
) -> Inject:
    """Add a message, or change one that has not come in yet. `offset_s`: its time on the exercise clock.

    `expected` (tasks), `roles`, `objectives`, `conditions` and `terms` (task, deadline_s, rule: what holds for one task
    otherwise than the message says) are whole lists; what is not given stays.
    """
    require(actor, Can.DIRECT, exercise)
    if set(facts) - {*INJECT, *LISTS}:
        raise TypeError(f"not part of a message: {sorted(set(facts) - {*INJECT, *LISTS})}")
    current = locked(actor, exercise)
    lists = {name: list(facts.pop(name)) for name in LISTS if name in facts}
    waits = None if conditions is None else [dict(one) for one in conditions]
    _check(current, facts, lists, waits or [])
    made = _fresh(current, pk) if inject is None else Inject.objects.select_for_update().get(pk=inject.pk)
    if inject is not None:
        if made.version != version:
            raise Conflict
        made.version += 1
    if current.played or made.delivered_at:
        raise Refused(_("This message has come in already, or the exercise is over. Nothing was changed."))
    for field, value in facts.items():
        setattr(made, field, value)
    made.to = made.to or ", ".join(role.name for role in lists.get("roles", []))[:300] or _("everybody")
    made.save()
    for name, rows in lists.items():
        getattr(made, name).set(rows)
    if terms is not None:
        _agree(made, terms)
    if waits is not None:
        made.conditions.all().delete()
        Condition.objects.bulk_create(Condition(exercise=current, inject=made, **one) for one in waits)
    note(actor, current, events.InjectSet(inject=made.pk, number=made.number, offset_s=made.offset_s))
    return made


def _agree(inject: Inject, terms: Iterable[Mapping[str, Any]]) -> None:
    """Terms of a task that the message does not call for are dropped with it."""
    inject.actions.update(deadline_s=None, rule="")
    for one in terms:
        inject.actions.filter(task=one["task"]).update(deadline_s=one.get("deadline_s"), rule=one.get("rule") or "")


def _fresh(exercise: Exercise, pk: UUID | None) -> Inject:
    numbers = exercise.injects.values_list("number", flat=True)
    made = Inject(place_id=exercise.place_id, exercise=exercise, number=max(numbers, default=0) + 1)
    made.pk = pk or made.pk
    return made


def _check(
    exercise: Exercise, facts: Mapping[str, Any], lists: Mapping[str, list[Any]], waits: list[dict[str, Any]]
) -> None:
    tasks: list[Task] = [*lists.get("expected", []), *(one["task"] for one in waits if one.get("task"))]
    if any(task.plan_id != exercise.plan_id for task in tasks):
        raise Refused(
            _("A message can only call for tasks of the plan that is exercised. Nothing was saved."), "expected"
        )
    if any(role.plan_id != exercise.plan_id for role in lists.get("roles", [])):
        raise Refused(_("Choose a role of the plan that is exercised. Nothing was saved."), "roles")
    others = [facts.get("move"), *lists.get("objectives", []), *(one.get("after") for one in waits)]
    if any(other.exercise_id != exercise.pk for other in others if other):
        raise Refused(_("This belongs to another exercise. Nothing was saved."), "move")
    if facts.get("trigger") in {Inject.Trigger.ALL, Inject.Trigger.ANY} and not waits:
        raise Refused(_("Say on what this message waits. Nothing was saved: give at least one condition."), "trigger")


@verb(events.InjectSet)
def remove_inject(actor: Account, inject: Inject) -> None:
    """Leave out a message that has not come in yet."""
    exercise = inject.exercise
    require(actor, Can.DIRECT, exercise)
    if inject.delivered_at:
        raise Refused(_("This message has come in already: it stays on record. Nothing was changed."))
    event = events.InjectSet(inject=inject.pk, number=inject.number, offset_s=inject.offset_s, removed=True)
    inject.delete()
    note(actor, exercise, event)
