"""Keeping what an exercise tried of a plan, inside the transaction of the exercise."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.plans.actions.checking import queue_check
from parvis.plans.models import Plan, Practice

#: Kind, id of the task or function or name of the organisation, and the day.
Tried = tuple[str, str, date]


def keep_practice(actor: Account, plan: Plan, exercise: UUID, tried: Iterable[Tried], *, check: bool) -> None:
    """Put all that an exercise tried in place of what was known of it. With `check`, a change lets the plan be checked
    again: its rules of practice may have fallen silent, or speak."""
    wanted = {(kind, subject[:200]): on for kind, subject, on in tried}
    known = {(row.kind, row.subject): row for row in plan.practised.filter(exercise=exercise)}
    gone = [row.pk for key, row in known.items() if wanted.get(key) != row.on]
    fresh = {key: on for key, on in wanted.items() if key not in known or known[key].on != on}
    Practice.objects.filter(pk__in=gone).delete()
    Practice.objects.bulk_create(
        Practice(place_id=plan.place_id, plan=plan, exercise=exercise, kind=kind, subject=subject, on=on)
        for (kind, subject), on in fresh.items()
    )
    if check and (gone or fresh) and may(actor, Can.READ, plan):
        queue_check(actor, plan)
