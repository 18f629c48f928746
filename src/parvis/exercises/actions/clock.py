"""The clock of the run: started, standing, set forward, ended; and whether messages come in by it alone."""

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.noting import note
from parvis.exercises.actions.practice import tell_plan
from parvis.exercises.models import Exercise, Inject
from parvis.exercises.queries import clock
from parvis.exercises.rules import TRANSITIONS
from parvis.journal.actions import verb
from parvis.people.models import Account
from parvis.plans.actions import keep_edition

S = Exercise.State
LONGEST_S = 7 * 24 * 3600


def locked(actor: Account, exercise: Exercise) -> Exercise:
    """The exercise, alone: whoever else wants to change its run waits."""
    return visible_to(actor, Exercise).select_for_update().get(pk=exercise.pk)


@verb(events.StateChanged)
def set_state(actor: Account, exercise: Exercise, state: str) -> Exercise:
    """Make ready, start the clock, pause it, let it go on, end it, close the evaluation."""
    require(actor, Can.DIRECT, exercise)
    current = locked(actor, exercise)
    before, now = current.state, timezone.now()
    if state not in TRANSITIONS[before]:
        raise Refused(
            _("The exercise is not in a state from which this is possible. Nothing was changed: reload the page.")
        )
    if state == S.READY and not current.injects.exists():
        raise Refused(_("There is no message yet. Nothing was changed: add at least one."))
    if before == S.READY and state == S.RUNNING:
        current.t0, current.plan_edition = now, current.plan.edition
        keep_edition(actor, current.plan, "exercised")
    if before == S.PAUSED:
        current.pauses = [*current.pauses[:-1], [current.pauses[-1][0], now.isoformat()]]
    if state == S.PAUSED:
        current.pauses = [*current.pauses, [now.isoformat(), None]]
    if state == S.FINISHED and before != S.CLOSED:
        current.ended = now
    current.state = state
    current.version += 1
    current.save()
    if current.played:
        tell_plan(actor, current)
    note(actor, current, events.StateChanged(before=before, after=state, clock_s=round(clock(current), 1)))
    return current


@verb(events.ClockJumped)
def jump(actor: Account, exercise: Exercise, to_s: float, *, skipping: bool = True) -> Exercise:
    """Set the clock forward. With `skipping`, messages whose time lies in between do not come in."""
    require(actor, Can.DIRECT, exercise)
    current = locked(actor, exercise)
    if not current.live:
        raise Refused(_("The clock does not run. Nothing was changed."))
    from_s = clock(current)
    if not from_s < to_s <= LONGEST_S:
        raise Refused(_("The clock goes forward only. Nothing was changed: give a time that is still to come."), "to_s")
    between = current.injects.filter(
        delivered_at=None, skipped_s=None, trigger=Inject.Trigger.CLOCK, offset_s__gt=from_s, offset_s__lt=to_s
    ).exclude(kind=Inject.Kind.CONTINGENCY)
    skipped = between.order_by().update(skipped_s=to_s, skipped_why=Inject.Why.JUMP) if skipping else 0
    current.jumps = [*current.jumps, [timezone.now().isoformat(), to_s - from_s]]
    current.version += 1
    current.save()
    note(actor, current, events.ClockJumped(from_s=round(from_s, 1), to_s=round(to_s, 1), skipped=skipped))
    return current


@verb(events.AutomaticSet)
def set_automatic(actor: Account, exercise: Exercise, *, automatic: bool) -> Exercise:
    """Let messages come in by the clock alone, or offer them to the director again."""
    require(actor, Can.DIRECT, exercise)
    current = locked(actor, exercise)
    if current.played:
        raise Refused(_("The exercise is over. Nothing was changed."))
    current.automatic = automatic
    current.version += 1
    current.save()
    note(actor, current, events.AutomaticSet(automatic=automatic))
    return current
