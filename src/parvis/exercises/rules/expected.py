"""By when, and by whom, a task is expected that a message calls for."""

from collections.abc import Iterable
from dataclasses import dataclass

from parvis.engines import drill
from parvis.exercises.models import Inject, Stamp
from parvis.plans.models import PlanRole, Task


def calling(injects: Iterable[Inject]) -> dict[str, Inject]:
    """By code of a task, the first message that came in and calls for it."""
    found: dict[str, Inject] = {}
    came = (row for row in injects if row.delivered_s is not None)
    for inject in sorted(came, key=lambda row: (row.delivered_s or 0.0, row.number)):
        for task in inject.tasks:
            found.setdefault(task.code, inject)
    return found


@dataclass(frozen=True)
class Terms:
    """`within_s` from when it was called for; `every`: the roles that must each do it, none where one suffices."""

    within_s: int | None
    every: tuple[PlanRole, ...]


def terms_of(task: Task, inject: Inject | None) -> Terms:
    """What holds for a task: what its expected action says, else its message, else the plan."""
    if inject is None:
        return Terms(task.target_s, ())
    own = next((one for one in inject.actions.all() if one.task_id == task.pk), None)
    rule = (own.rule if own else "") or inject.rule
    within = (own.deadline_s if own else None) or inject.deadline_s or task.target_s
    return Terms(within, tuple(inject.roles.all()) if rule == Inject.Rule.EVERY else ())


def due_of(terms: Terms, called: float | None, left_out: drill.Jumps = ()) -> float | None:
    """When it should be done on the exercise clock, counted in the time that people had: a jump (`left_out`) moves it on."""
    return drill.moment_after(called, terms.within_s, left_out) if called is not None and terms.within_s else None


def open_roles(terms: Terms, stamps: Iterable[Stamp]) -> list[PlanRole]:
    """Where several roles must each do it: those that nobody saw do it yet."""
    did = {row.role_observed_id for row in stamps if row.kind == Stamp.Kind.DONE}
    return [role for role in terms.every if role.pk not in did]
