"""What no exercise of a plan has tried yet: tasks that none called for, organisations that nobody played."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from parvis.access.queries import visible_to
from parvis.exercises.models import Exercise, Inject, Participant, Stamp
from parvis.exercises.queries.reading import PLAYED
from parvis.people.models import Account
from parvis.plans.models import Plan, PlanRole, Task


@dataclass(frozen=True)
class Gaps:
    """`tasks`: by code; `organisations`: those that the plan names, by name."""

    tasks: tuple[str, ...]
    organisations: tuple[str, ...]


def gaps(account: Account | None, plan: Plan) -> Gaps:
    """Over all exercises of the plan that were played. A task is tried when somebody noted a moment of it or a message
    that came in called for it; an organisation when somebody played one of its roles, or one of its roles was seen."""
    played = visible_to(account, Exercise).filter(plan=plan, state__in=PLAYED)
    now = visible_to(account, Task).filter(plan=plan, dropped=None)
    called = now.filter(injects__exercise__in=played, injects__delivered_at__isnull=False)
    tried = {
        *now.filter(stamps__exercise__in=played).values_list("code", flat=True),
        *called.values_list("code", flat=True),
    }
    roles = visible_to(account, PlanRole).filter(plan=plan).exclude(organisation="")
    there = visible_to(account, Participant).filter(exercise__in=played, part=Participant.Part.PLAYER)
    invited = set(there.exclude(role_played=None).values_list("role_played__organisation", flat=True))
    return Gaps(
        tuple(code for code in now.order_by("code").values_list("code", flat=True) if code not in tried),
        tuple(sorted(set(roles.values_list("organisation", flat=True)) - invited)),
    )


def exercised(account: Account, plan: Plan) -> list[str]:
    """Codes of the tasks of which an exercise has seen something: they are evidence and stay."""
    seen = visible_to(account, Task).filter(plan=plan, stamps__isnull=False)
    return list(seen.values_list("code", flat=True).distinct())


@dataclass(frozen=True)
class Untried:
    """How many tasks of a plan no exercise has tried, and how many of its organisations nobody invited."""

    tasks: int
    organisations: int


def untried(account: Account | None, plans: Iterable[UUID]) -> dict[UUID, Untried]:
    """The same as `gaps`, counted for many plans at once: two questions, however many plans there are."""
    wanted = set(plans)
    played = {"exercise__plan": OuterRef("plan"), "exercise__state__in": PLAYED}
    seen = visible_to(account, Stamp).filter(task=OuterRef("pk"), **played)
    called = visible_to(account, Inject).filter(expected=OuterRef("pk"), delivered_at__isnull=False, **played)
    tasks = (
        visible_to(account, Task).filter(plan__in=wanted, dropped=None).exclude(Exists(seen)).exclude(Exists(called))
    )
    there = visible_to(account, Participant).filter(
        part=Participant.Part.PLAYER, role_played__organisation=OuterRef("organisation"), **played
    )
    roles = visible_to(account, PlanRole).filter(plan__in=wanted).exclude(organisation="").exclude(Exists(there))
    left = dict(tasks.order_by().values_list("plan").annotate(n=Count("pk")))
    absent = dict(roles.order_by().values_list("plan").annotate(n=Count("organisation", distinct=True)))
    return {pk: Untried(left.get(pk, 0), absent.get(pk, 0)) for pk in wanted}
