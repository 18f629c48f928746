"""Keeping an edition of a plan as it is now, inside the transaction of what makes it worth keeping."""

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events, queries
from parvis.plans.models import Plan, PlanSnapshot
from parvis.plans.rules.snapshot import snapshot

#: Editions kept of a plan only because they were in force; exercised ones and those kept by hand stay.
KEPT = 60
WEIGHT = {PlanSnapshot.Why.IN_FORCE: 0, PlanSnapshot.Why.ASKED: 1, PlanSnapshot.Why.EXERCISED: 2}


def keep_edition(actor: Account, plan: Plan, why: str) -> None:
    """Keep the present edition; an edition that is kept already has its best reason told. Whoever runs an exercise of
    a plan that was closed to them meanwhile keeps nothing: what they cannot read would be kept empty."""
    if not may(actor, Can.READ, plan):
        return
    known = plan.snapshots.filter(edition=plan.edition).first()
    if known is None:
        content = snapshot(queries.whole(actor, plan))
        PlanSnapshot.objects.create(
            place_id=plan.place_id, plan=plan, edition=plan.edition, why=why, by=actor, content=content
        )
    elif WEIGHT[PlanSnapshot.Why(why)] > WEIGHT[PlanSnapshot.Why(known.why)]:
        PlanSnapshot.objects.filter(pk=known.pk).update(why=why)
    old = plan.snapshots.filter(why=PlanSnapshot.Why.IN_FORCE).order_by("-edition").values_list("pk", flat=True)[KEPT:]
    PlanSnapshot.objects.filter(pk__in=list(old)).delete()


@verb(events.EditionKept)
def keep_plan(actor: Account, plan: Plan) -> None:
    """Keep the present edition by hand, to compare others with it later."""
    require(actor, Can.PLAN, plan)
    current = Plan.objects.select_for_update().get(pk=plan.pk)
    if current.snapshots.filter(edition=current.edition).exclude(why=PlanSnapshot.Why.IN_FORCE).exists():
        raise Refused(_("This edition is kept already. Nothing was changed."))
    keep_edition(actor, current, PlanSnapshot.Why.ASKED)
    event = events.EditionKept(edition=current.edition)
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=current.marking)
