"""Durations that exercises have shown, taken into a plan."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.engines.drill import Pooled
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events
from parvis.plans.actions.edition import next_edition
from parvis.plans.models import Plan, Task


@verb(events.DurationsLearned)
def learn_durations(actor: Account, plan: Plan, learned: Mapping[Task, Pooled]) -> Plan:
    """Take estimates with observed times in them for some tasks, all or none. The plan becomes a new edition.

    A task must be as it was when the estimate was made: Conflict when somebody saved in between.
    """
    require(actor, Can.PLAN, plan)
    if not learned:
        raise Refused(_("No task was chosen. Nothing was changed: tick those whose durations you take."))
    found = visible_to(actor, Task, Can.PLAN).select_for_update().filter(plan=plan, dropped=None)
    current = {task.pk: task for task in found.order_by("pk")}
    for task, pooled in learned.items():
        now = current.get(task.pk)
        if now is None or now.version != task.version:
            raise Conflict
        now.dur_min_s, now.dur_mode_s, now.dur_max_s = (round(seconds) for seconds in pooled.duration)
        now.observed = pooled.n
        now.version += 1
        now.save()
    event = events.DurationsLearned(tasks=sorted(task.code for task in learned), edition=next_edition(actor, plan))
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
    return plan
