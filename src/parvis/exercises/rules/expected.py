"""By when, and by whom, a task is expected that a message calls for."""

from collections.abc import Iterable

from parvis.engines import drill
from parvis.exercises.models import Inject, Stamp
from parvis.plans.models import PlanRole, Task


def calling(injects: Iterable[Inject]) -> dict[str, Inject]:
    """By code of a task, the first message that came in and calls for it."""
    found: dict[str, Inject] = {}
    came = (row for row in injects if row.delivered_s is not None)
    for inject in sorted(came, key=lambda row: (row.delivered_s or 0.0, row.number)):
        for task in inject.expected.all():
            found.setdefault(task.code, inject)
    return found


def due_of(task: Task, inject: Inject | None, called: float | None, left_out: drill.Jumps = ()) -> float | None:
    """When it should be done on the exercise clock: the deadline of its message, else the target time of the plan.

    Counted in the time that people had: a jump of the clock (`left_out`) moves it on.
    """
    within = inject.deadline_s if inject and inject.deadline_s else task.target_s
    return drill.moment_after(called, within, left_out) if called is not None and within else None


def open_roles(inject: Inject | None, stamps: Iterable[Stamp]) -> list[PlanRole]:
    """Where every role that a message reaches must do it: the roles that nobody saw do it yet."""
    if inject is None or inject.rule != Inject.Rule.EVERY:
        return []
    did = {row.role_observed_id for row in stamps if row.kind == Stamp.Kind.DONE}
    return [role for role in inject.roles.all() if role.pk not in did]
