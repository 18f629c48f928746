"""An exercise that was played with paper and a watch, entered afterwards."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.practice import tell_plan
from parvis.exercises.models import Exercise
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.actions import keep_edition

LONGEST = timedelta(days=2)


@verb(events.StateChanged)
def enter_played(
    actor: Account, exercise: Exercise, *, began: datetime, ended: datetime, delivered: Mapping[UUID, int]
) -> Exercise:
    """Say when the exercise was played, and after how many seconds each message came in; then it can be evaluated.

    `delivered`: by id of a message, its time on the exercise clock. Messages that are not named never came in.
    """
    require(actor, Can.DIRECT, exercise)
    current = visible_to(actor, Exercise, Can.DIRECT).select_for_update().get(pk=exercise.pk)
    if current.state not in {Exercise.State.DRAFT, Exercise.State.READY}:
        raise Refused(_("This exercise has begun already. Nothing was changed."))
    if not began < ended <= timezone.now() or ended - began > LONGEST:
        raise Refused(
            _("An exercise ends after it began, within two days and not in the future. Nothing was saved."), "ended"
        )
    lasted = (ended - began).total_seconds()
    if any(not 0 <= seconds <= lasted for seconds in delivered.values()):
        raise Refused(_("A message came in before the beginning or after the end. Nothing was saved."), "delivered")
    for inject in current.injects.filter(pk__in=delivered):
        inject.delivered_s = float(delivered[inject.pk])
        inject.delivered_at = began + timedelta(seconds=inject.delivered_s)
        inject.save()
    before, current.state = current.state, Exercise.State.FINISHED
    current.t0, current.ended, current.plan_edition = began, ended, current.plan.edition
    keep_edition(actor, current.plan, "exercised")
    current.version += 1
    current.save()
    tell_plan(actor, current)
    event = events.StateChanged(before=before, after=current.state, clock_s=lasted)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current
