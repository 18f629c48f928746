"""Roles and tasks of a plan. Every change makes a new edition of the plan: what was exercised is then another."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events
from parvis.plans.models import Plan, PlanRole, Task
from parvis.plans.rules import next_code

ROLE = ("name", "organisation", "holder", "deputy", "capacity")
TASK = (
    "phase", "text", "responsible", "accountable", "target_s", "dur_min_s", "dur_mode_s", "dur_max_s", "channels",
    "fallback", "waits_for_call", "timeout_s",
)  # fmt: skip


def _next_edition(plan: Plan) -> int:
    Plan.objects.filter(pk=plan.pk).update(edition=F("edition") + 1, changed=timezone.now())
    plan.refresh_from_db(fields=["edition", "changed"])
    return plan.edition


def _known(facts: dict[str, Any], names: tuple[str, ...]) -> None:
    unknown = set(facts) - set(names)
    if unknown:
        raise TypeError(f"not part of it: {sorted(unknown)}")


@verb(events.RoleSet)
def set_role(
    actor: Account,
    plan: Plan,
    role: PlanRole | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    **facts: Any,
) -> PlanRole:
    """Add a role to a plan, or change `role` as its editor saw it at `version`."""
    require(actor, Can.PLAN, plan)
    _known(facts, ROLE)
    name = str(facts.get("name", role.name if role else "")).strip()
    if not name:
        raise Refused(_("A role needs a name. Nothing was saved."), "name")
    twins = plan.roles.filter(name=name)
    if (twins.exclude(pk=role.pk) if role else twins).exists():
        raise Refused(_("This plan has a role of that name already. Nothing was saved: choose another name."), "name")
    if role is None:
        role = PlanRole(place_id=plan.place_id, plan=plan, **({"pk": pk} if pk else {}))
    else:
        role = visible_to(actor, PlanRole, Can.PLAN).select_for_update().get(pk=role.pk)
        if role.version != version:
            raise Conflict
        role.version += 1
    for field, value in facts.items():
        setattr(role, field, value)
    role.save()
    event = events.RoleSet(role=role.pk, edition=_next_edition(plan))
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
    return role


@verb(events.RoleSet)
def remove_role(actor: Account, role: PlanRole) -> None:
    """Take a role out of its plan. Its tasks stay, without an owner, and the plan says so."""
    require(actor, Can.PLAN, role)
    plan, pk = role.plan, role.pk
    role.delete()
    event = events.RoleSet(role=pk, edition=_next_edition(plan), removed=True)
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)


@verb(events.TaskSet)
def set_task(
    actor: Account,
    plan: Plan,
    task: Task | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    predecessors: Iterable[Task] | None = None,
    informed: Iterable[PlanRole] | None = None,
    **facts: Any,
) -> Task:
    """Add a task to a plan, or change `task` as its editor saw it at `version`. Times are seconds."""
    require(actor, Can.PLAN, plan)
    _known(facts, TASK)
    if task is None:
        Plan.objects.select_for_update().get(pk=plan.pk)  # two new tasks at once get two codes
        task = Task(place_id=plan.place_id, plan=plan, code=next_code(plan.tasks.values_list("code", flat=True)))
        task.pk = pk or task.pk
    else:
        task = visible_to(actor, Task, Can.PLAN).select_for_update().get(pk=task.pk)
        if task.version != version or task.dropped:
            raise Conflict
        task.version += 1
    for field, value in facts.items():
        setattr(task, field, value)
    _refuse_nonsense(task, plan, list(predecessors or []), list(informed or []))
    task.save()
    if predecessors is not None:
        task.predecessors.set(predecessors)
    if informed is not None:
        task.informed.set(informed)
    event = events.TaskSet(task=task.pk, code=task.code, fields=sorted(facts), edition=_next_edition(plan))
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
    return task


def _refuse_nonsense(task: Task, plan: Plan, before: list[Task], informed: list[PlanRole]) -> None:
    """What the database would refuse without a sentence, and what belongs to another plan."""
    if not task.text.strip():
        raise Refused(_("Say what is done. Nothing was saved."), "text")
    if task.pk in {other.pk for other in before}:
        raise Refused(_("A task cannot wait for itself. Nothing was saved: choose another task."), "predecessors")
    durations = [d for d in (task.dur_min_s, task.dur_mode_s, task.dur_max_s) if d is not None]
    if durations and (len(durations) < 3 or durations != sorted(durations)):  # noqa: PLR2004  # least, usual, most
        raise Refused(
            _("Give all three durations, from the shortest to the longest, or none. Nothing was saved."), "dur_min_s"
        )
    parts: list[Task | PlanRole] = [*before, *informed, *(r for r in (task.responsible, task.accountable) if r)]
    if any(part.plan_id != plan.pk for part in parts):
        raise Refused(_("A task can only name roles and tasks of its own plan. Nothing was saved."), "responsible")


@verb(events.TaskDropped)
def drop_task(actor: Account, task: Task) -> None:
    """Take a task out of its plan. What was exercised stays on record, and nothing waits for the task any more."""
    require(actor, Can.PLAN, task)
    plan = task.plan
    current = visible_to(actor, Task, Can.PLAN).select_for_update().get(pk=task.pk)
    if current.dropped:
        raise Refused(_("This task has left the plan already. Nothing was changed."))
    current.dropped = timezone.now()
    current.version += 1
    current.save()
    current.successors.clear()
    event = events.TaskDropped(task=task.pk, code=task.code, edition=_next_edition(plan))
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
