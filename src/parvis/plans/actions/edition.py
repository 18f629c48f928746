"""What every change of a part of a plan shares: a new edition, and facts that belong to it."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from parvis.plans.models import Plan


def next_edition(plan: Plan) -> int:
    """Whatever was exercised before is another plan from now on."""
    Plan.objects.filter(pk=plan.pk).update(edition=F("edition") + 1, changed=timezone.now())
    plan.refresh_from_db(fields=["edition", "changed"])
    return plan.edition


def known(facts: dict[str, Any], names: tuple[str, ...]) -> None:
    unknown = set(facts) - set(names)
    if unknown:
        raise TypeError(f"not part of it: {sorted(unknown)}")
