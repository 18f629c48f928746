"""What every change of a part of a plan shares: a new edition, and facts that belong to it."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from parvis.people.models import Account
from parvis.plans.actions.checking import queue_check
from parvis.plans.actions.snapshots import keep_edition
from parvis.plans.models import Plan, PlanSnapshot


def next_edition(actor: Account, plan: Plan) -> int:
    """Whatever was exercised before is another plan from now on; it is checked in the background."""
    Plan.objects.filter(pk=plan.pk).update(edition=F("edition") + 1, changed=timezone.now())
    plan.refresh_from_db(fields=["edition", "changed"])
    queue_check(actor, plan)
    if plan.state == Plan.State.IN_FORCE:
        keep_edition(actor, plan, PlanSnapshot.Why.IN_FORCE)
    return plan.edition


def known(facts: dict[str, Any], names: tuple[str, ...]) -> None:
    unknown = set(facts) - set(names)
    if unknown:
        raise TypeError(f"not part of it: {sorted(unknown)}")
