"""Messages come in, by hand or by the clock, or are left out. Each does so once, however many directors press."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.clock import locked
from parvis.exercises.actions.injects import set_inject
from parvis.exercises.actions.noting import note
from parvis.exercises.models import Exercise, Inject
from parvis.exercises.queries import clock, waiting
from parvis.journal.actions import verb
from parvis.people.models import Account

S = Exercise.State


@verb(events.InjectDelivered)
def deliver(actor: Account, inject: Inject) -> Inject:
    """A message comes in at this moment of the exercise clock. One that was left out may still come in by hand."""
    require(actor, Can.DIRECT, inject.exercise)
    exercise = locked(actor, inject.exercise)
    current = Inject.objects.select_for_update().get(pk=inject.pk)
    if exercise.state != S.RUNNING:
        raise Refused(_("The clock does not run. Nothing came in: start it, or let it go on, first."))
    if current.delivered_at:
        raise Refused(_("This message has come in already. Nothing was changed."))
    return _come_in(actor, exercise, current)


@verb(events.InjectSkipped)
def skip(actor: Account, inject: Inject) -> Inject:
    """A message of the script is left out; what waits for it does not come in either."""
    require(actor, Can.DIRECT, inject.exercise)
    exercise = locked(actor, inject.exercise)
    current = Inject.objects.select_for_update().get(pk=inject.pk)
    if not exercise.live or not current.waiting:
        raise Refused(_("This message has come in already, was left out already, or the exercise does not run. Nothing was changed."))  # fmt: skip
    return _leave_out(actor, exercise, current, Inject.Why.HAND)


def _come_in(actor: Account | None, exercise: Exercise, current: Inject) -> Inject:
    current.delivered_at, current.delivered_s = timezone.now(), clock(exercise)
    current.skipped_s, current.skipped_why = None, ""
    current.save()
    told = {"inject": current.pk, "number": current.number, "clock_s": round(current.delivered_s, 1)}
    note(actor, exercise, events.InjectDelivered(**told, by_clock=actor is None))
    return current


def _leave_out(actor: Account | None, exercise: Exercise, current: Inject, why: str) -> Inject:
    current.skipped_s, current.skipped_why = clock(exercise), why
    current.save()
    told = {"inject": current.pk, "number": current.number, "clock_s": round(current.skipped_s, 1)}
    note(actor, exercise, events.InjectSkipped(**told, why=why))
    return current


def settle(reader: Account, exercise: Exercise) -> bool:
    """Let happen what the clock and the conditions have decided by now; whether anything did.

    Called by every page that looks at the run, so that no worker is needed. Called by many at once, each message still
    comes in once: whoever comes second finds it settled.
    """
    require(reader, Can.READ, exercise)
    found = False
    while exercise.state == S.RUNNING:
        waits = waiting(reader, exercise)
        steps = [_skipped(reader, row) for row in waits.never]
        steps += [_by_clock(reader, row) for row in waits.due] if exercise.automatic else []
        if not any(steps):
            break
        found = True
    return found


def _skipped(reader: Account, inject: Inject) -> bool:
    try:
        skip_branch(reader, inject)
    except Refused:
        return False
    return True


def _by_clock(reader: Account, inject: Inject) -> bool:
    try:
        deliver_due(reader, inject)
    except Refused:
        return False
    return True


@verb(events.InjectSkipped)
def skip_branch(reader: Account, inject: Inject) -> Inject:
    """A message whose conditions can no longer hold is skipped. Nobody did it: `reader` only noticed."""
    require(reader, Can.READ, inject.exercise)
    exercise = locked(reader, inject.exercise)
    current = Inject.objects.select_for_update().get(pk=inject.pk)
    if exercise.state != S.RUNNING or not current.waiting:
        raise Refused(_("This message was settled already. Nothing was changed."))
    return _leave_out(None, exercise, current, Inject.Why.BRANCH)


@verb(events.InjectDelivered)
def deliver_due(reader: Account, inject: Inject) -> Inject:
    """A message comes in because its time or its condition has come. Nobody did it: `reader` only noticed."""
    require(reader, Can.READ, inject.exercise)
    exercise = locked(reader, inject.exercise)
    current = Inject.objects.select_for_update().get(pk=inject.pk)
    if exercise.state != S.RUNNING or not exercise.automatic or not current.waiting:
        raise Refused(_("This message was settled already. Nothing was changed."))
    return _come_in(None, exercise, current)


def say_now(actor: Account, exercise: Exercise, *, pk: UUID, **facts: Any) -> Inject:
    """A message that no script foresaw, written in the run: it comes in at once. Sent twice, it comes in once."""
    with transaction.atomic():
        require(actor, Can.DIRECT, exercise)
        current = locked(actor, exercise)
        known = current.injects.filter(pk=pk).first()
        if known:
            return known
        return deliver(actor, set_inject(actor, current, pk=pk, offset_s=int(clock(current)), **facts))
