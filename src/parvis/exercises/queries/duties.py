"""Which duties to exercise an exercise that was played can fulfil, and what is still missing for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.queries import visible_to
from parvis.access.roles import Can
from parvis.content.schemas.duties import Duty
from parvis.exercises.models import Exercise
from parvis.exercises.queries.reading import PLAYED
from parvis.people.models import Account
from parvis.plans.actions import duty_of
from parvis.plans.models import PlanDuty
from parvis.plans.rules.duty import due_on


@dataclass(frozen=True)
class Offer:
    """An exercise that can fulfil a duty, for somebody who plans to say so."""

    row: PlanDuty
    duty: Duty
    exercise: Exercise
    on: date

    @property
    def next_due(self) -> date | None:
        """When the duty falls due again, once it is fulfilled so."""
        return due_on(self.duty, self.on, timezone.localdate())

    @property
    def lacks(self) -> str:
        """What the exercise alone does not give, in a sentence."""
        if self.duty.report and self.exercise.state != Exercise.State.CLOSED:
            return _(
                "A written after-action report belongs to this duty, and this one is still a draft: close the evaluation first."
            )
        return ""

    @property
    def report(self) -> str:
        """Where the report is, unless somebody says it better."""
        return _("After-action report of “%(title)s”, kept with the exercise") % {"title": self.exercise.title}


def offers(account: Account, exercise: Exercise) -> list[Offer]:
    """The duties that this exercise can fulfil: those of its plan; then, where one exercise counts for several plans, the
    same duty of others that the account plans for."""
    rows = visible_to(account, PlanDuty, Can.PLAN).select_related("plan", "place").order_by("code", "id")
    own = list(rows.filter(plan=exercise.plan_id)) if exercise.ended and exercise.state in PLAYED else []
    shared = {(row.urn, row.code) for row in own if duty_of(row).members}
    others = rows.filter(code__in={code for _urn, code in shared}).exclude(plan=exercise.plan_id) if shared else ()
    found = [*own, *(row for row in others if (row.urn, row.code) in shared)]
    return [offer for row in found if (offer := _offer(row, exercise))]


def offers_for(account: Account, duties: Iterable[PlanDuty]) -> dict[UUID, Offer]:
    """For each duty the last exercise of its plan that can fulfil it."""
    rows = list(visible_to(account, PlanDuty, Can.PLAN).filter(pk__in=[row.pk for row in duties]))
    played = visible_to(account, Exercise).filter(plan__in={row.plan_id for row in rows}, state__in=PLAYED)
    last = {exercise.plan_id: exercise for exercise in played.exclude(ended=None).order_by("ended", "id")}
    found = (_offer(row, last[row.plan_id]) for row in rows if row.plan_id in last)
    return {offer.row.pk: offer for offer in found if offer}


def _offer(row: PlanDuty, exercise: Exercise) -> Offer | None:
    duty, ended = duty_of(row), exercise.ended
    if "exercise" not in duty.counts or ended is None:
        return None
    on = timezone.localdate(ended)
    return None if row.fulfilled_on and row.fulfilled_on >= on else Offer(row, duty, exercise, on)


def proofs(account: Account, duties: Iterable[PlanDuty]) -> dict[UUID, Exercise]:
    """For each duty that an exercise fulfilled that exercise, where the account may see it."""
    wanted = {row.pk: row.exercise for row in duties if row.exercise}
    if not wanted:
        return {}
    found = {row.pk: row for row in visible_to(account, Exercise).filter(pk__in=wanted.values())}
    return {duty: found[pk] for duty, pk in wanted.items() if pk in found}


def fulfilled_by(account: Account, exercise: Exercise) -> list[tuple[PlanDuty, Duty]]:
    """The duties that stand fulfilled by this exercise."""
    rows = visible_to(account, PlanDuty).filter(exercise=exercise.pk).select_related("plan").order_by("code", "id")
    return [(row, duty_of(row)) for row in rows]
