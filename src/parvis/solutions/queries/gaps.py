"""What is missing or old between the needs of a place and the design that was chosen for them."""

from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from parvis.access.queries import visible_to
from parvis.people.models import Account
from parvis.solutions.models import Decision, DesignStage, Option, Requirement, RiskAfter
from parvis.solutions.queries.catalogue import picked
from parvis.solutions.queries.thread import in_force, requirements
from parvis.solutions.rules import is_stale


class Gap(NamedTuple):
    """`code`: unanswered (a must that no option says it meets), unjudged (no risk of the chosen option was judged
    again), built_unjudged (it is built, and nobody judged what came of it), old_rows (rows of the catalogue to check)."""

    code: str
    name: str
    option: UUID | None = None


def gaps(account: Account | None, place_id: UUID) -> list[Gap]:
    """In the order in which they are best closed."""
    musts = requirements(account, place_id).filter(priority=Requirement.Priority.MUST, comparisons__isnull=False)
    found = [Gap("unanswered", need.text) for need in musts.filter(answers=None).distinct()[:1]]
    standing = in_force(visible_to(account, Decision)).filter(place_id=place_id).values("option")
    for option in visible_to(account, Option).filter(pk__in=standing).order_by("created", "pk"):
        found += _of_option(account, option)
    return found


def _of_option(account: Account | None, option: Option) -> list[Gap]:
    if option.as_it_is:
        return []
    stages = visible_to(account, DesignStage).filter(option=option).order_by("-created", "-pk")
    newest = stages.first()
    found = []
    judged = newest is not None and visible_to(account, RiskAfter).filter(stage=newest).exists()
    if not judged:
        built = newest is not None and newest.kind == DesignStage.Kind.BUILT
        found.append(Gap("built_unjudged" if built else "unjudged", option.name, option.pk))
    if any(is_stale(row.checked_on, timezone.localdate()) for row in picked(option.measures)):
        found.append(Gap("old_rows", option.name, option.pk))
    return found
