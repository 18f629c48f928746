"""Tasks of a plan. Every change makes a new edition of the plan: what was exercised is then another."""

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events, queries
from parvis.plans.actions.edition import known, next_edition
from parvis.plans.models import Message, Need, Plan, PlanRole, Resource, Task
from parvis.plans.rules import next_code

TASK = (
    "phase", "text", "responsible", "accountable", "target_s", "dur_min_s", "dur_mode_s", "dur_max_s", "people",
    "milestone",
)  # fmt: skip
DURATIONS = ("dur_min_s", "dur_mode_s", "dur_max_s")
#: Other tasks and roles of the plan, each a set of its own.
LINKS = ("predecessors", "one_of", "consulted", "informed")
CODE = re.compile(r"[A-Z]{1,3}[0-9]{1,4}")


@verb(events.TaskSet)
def set_task(
    actor: Account,
    plan: Plan,
    task: Task | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    code: str = "",
    needs: Mapping[Resource, int] | None = None,
    **facts: Any,
) -> Task:
    """Add a task to a plan, or change `task` as its editor saw it at `version`. Times are seconds.

    `facts`: those of TASK, and those of LINKS as tasks and roles. `code`: of a new task, else the next one.
    """
    require(actor, Can.PLAN, plan)
    known(facts, TASK + LINKS)
    links = {name: list(facts.pop(name) or []) for name in LINKS if name in facts}
    if task is None:
        Plan.objects.select_for_update().get(pk=plan.pk)  # two new tasks at once get two codes
        task = Task(place_id=plan.place_id, plan=plan, code=_code(plan, code))
        task.pk = pk or task.pk
    else:
        task = visible_to(actor, Task, Can.PLAN).select_for_update().get(pk=task.pk)
        if task.version != version or task.dropped:
            raise queries.row_changed(plan, task.pk)
        task.version += 1
    before = [getattr(task, name) for name in DURATIONS]
    for field, value in facts.items():
        setattr(task, field, value)
    if before != [getattr(task, name) for name in DURATIONS]:
        task.observed = 0  # by hand it is a guess again
    _refuse_nonsense(task)
    _refuse_strangers(task, links, needs or {})
    task.save()
    for name, rows in links.items():
        getattr(task, name).set(rows)
    if needs is not None:
        task.needs.all().delete()
        Need.objects.bulk_create(Need(task=task, resource=row, quantity=count) for row, count in needs.items())
    event = events.TaskSet(
        task=task.pk, code=task.code, fields=sorted((*facts, *links)), edition=next_edition(actor, plan)
    )  # fmt: skip
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
    return task


def _code(plan: Plan, wanted: str) -> str:
    used = set(plan.tasks.values_list("code", flat=True))
    if not wanted:
        return next_code(used)
    if not CODE.fullmatch(wanted):
        raise Refused(_("A code is one to three capital letters and a number, such as T07. Nothing was saved."), "code")
    if wanted in used:
        raise Refused(
            _("The code %(code)s is taken, or was that of a task that has left the plan. Nothing was saved: "
              "choose another.") % {"code": wanted}, "code",
        )  # fmt: skip
    return wanted


def _refuse_nonsense(task: Task) -> None:
    """What the database would refuse without a sentence, and what nobody can reckon with."""
    if not task.text.strip():
        raise Refused(_("Say what is done. Nothing was saved."), "text")
    durations = [d for d in (task.dur_min_s, task.dur_mode_s, task.dur_max_s) if d is not None]
    if durations and (len(durations) < 3 or durations != sorted(durations)):  # noqa: PLR2004  # least, usual, most
        raise Refused(
            _("Give all three durations, from the shortest to the longest, or none. Nothing was saved."), "dur_min_s"
        )
    if durations and durations[-1] == 0 and not task.milestone:
        raise Refused(
            _("A task that takes no time is a milestone: tick it as one, or say how long it takes. Nothing was saved."),
            "dur_max_s",
        )  # fmt: skip
    if task.target_s == 0:
        raise Refused(_("A target time is above zero. Nothing was saved."), "target_s")
    if task.people < 1:
        raise Refused(_("A task needs at least one person. Nothing was saved."), "people")


def _refuse_strangers(task: Task, links: Mapping[str, list[Any]], needs: Mapping[Resource, int]) -> None:
    """What belongs to another plan, or to the task itself."""
    for name in ("predecessors", "one_of"):
        if task.pk in {other.pk for other in links.get(name, ())}:
            raise Refused(_("A task cannot wait for itself. Nothing was saved: choose another task."), name)
    parts: Iterable[Task | PlanRole | Resource] = chain(
        *links.values(), needs, filter(None, (task.responsible, task.accountable))
    )
    if any(part.plan_id != task.plan_id for part in parts):
        raise Refused(
            _("A task can only name roles, tasks and resources of its own plan. Nothing was saved."), "responsible"
        )


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
    current.alternatives.clear()
    for trigger in plan.triggers.filter(tasks=current):
        trigger.tasks.remove(current)
    Message.objects.filter(Q(sender=current) | Q(receiver=current)).delete()
    event = events.TaskDropped(task=task.pk, code=task.code, edition=next_edition(actor, plan))
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
