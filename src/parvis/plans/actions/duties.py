"""Saying which duties to exercise apply to a plan, and that one was fulfilled."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.content.queries import current, pack
from parvis.content.schemas import DutiesPack
from parvis.content.schemas.duties import Duty
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events
from parvis.plans.models import Plan, PlanDuty


def duty_of(row: PlanDuty) -> Duty:
    """What the pack says of it."""
    found = pack(row.urn, row.pack_version)
    assert isinstance(found, DutiesPack)
    return next(duty for duty in found.duties if duty.code == row.code)


@verb(events.DutySet)
def apply_duty(actor: Account, plan: Plan, urn: str, code: str) -> PlanDuty:
    """Say that a duty of a pack in use applies to a plan."""
    require(actor, Can.PLAN, plan)
    source = next((found for found in current(DutiesPack) if found.urn == urn), None)
    if source is None or code not in {duty.code for duty in source.duties}:
        raise Refused(_("This duty is not in the list. Nothing was changed: reload the page."))
    if plan.exercise_duties.filter(urn=urn, code=code).exists():
        raise Refused(_("This duty applies to the plan already. Nothing was changed."))
    row = PlanDuty.objects.create(
        place_id=plan.place_id, plan=plan, urn=source.urn, pack_version=source.version, code=code, by=actor
    )
    _record(actor, plan, events.DutySet(duty=code, applies=True))
    return row


@verb(events.DutySet)
def drop_duty(actor: Account, row: PlanDuty) -> None:
    """Say that a duty does not apply to the plan any more."""
    require(actor, Can.PLAN, row)
    plan, code = row.plan, row.code
    row.delete()
    _record(actor, plan, events.DutySet(duty=code, applies=False))


@verb(events.DutyFulfilled)
def fulfil_duty(
    actor: Account, row: PlanDuty, *, on: date, how: str, note: str = "", exercise: UUID | None = None
) -> PlanDuty:
    """Say when a duty was last fulfilled, and by what; `exercise`: one that is on record here and proves it."""
    require(actor, Can.PLAN, row)
    if on > timezone.localdate():
        raise Refused(_("This day is still to come. Nothing was saved: give the day on which it took place."), "on")
    if how not in duty_of(row).counts:
        raise Refused(_("This does not count for this duty. Nothing was saved."), "how")
    current = PlanDuty.objects.select_for_update().get(pk=row.pk)
    if current.fulfilled_on and on < current.fulfilled_on:
        raise Refused(_("A later day is on record already. Nothing was saved."), "on")
    current.fulfilled_on, current.how, current.note = on, how, note.strip()[:300]
    current.exercise = exercise
    current.save()
    _record(actor, current.plan, events.DutyFulfilled(duty=current.code, on=on.isoformat(), how=how, exercise=exercise))
    return current


def _record(actor: Account, plan: Plan, event: events.DutySet | events.DutyFulfilled) -> None:
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
