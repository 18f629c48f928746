"""Tables that somebody brings, taken into a plan: in one transaction, by the edition that they were made from."""

from collections.abc import Iterable

from django.db import transaction

from parvis.access.queries import visible_to
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.plans import queries
from parvis.plans.models import Plan
from parvis.plans.tables.apply import apply
from parvis.plans.tables.asked import asked
from parvis.plans.tables.changes import Change
from parvis.plans.tables.workbook import Read, Remark


def take(
    actor: Account,
    plan: Plan,
    edition: int,
    read: Read,
    kept: Iterable[str],
    *,
    whole: bool = False,
    look: bool = False,
) -> tuple[list[Change], list[Remark]]:
    """The changes, and what stands against some of them, by cell. `whole`: then nothing is written; `look`: in no case.

    Conflict when the plan is no longer the edition from which the tables were made.
    """
    with transaction.atomic():
        current = visible_to(actor, Plan, Can.PLAN).select_for_update(of=("self",)).get(pk=plan.pk)
        if current.edition != edition:
            raise queries.changed_since(current)
        changes = asked(queries.whole(actor, current), read)
        refused = apply(actor, current, changes, kept)
        if look or (whole and refused):
            transaction.set_rollback(True)
    return changes, [
        Remark(read.cell(one.change.sheet, one.change.words or one.change.before, one.field), one.sentence)
        for one in refused
    ]
