"""What observers note: stamps on the exercise clock, and observations."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.moment import moment
from parvis.exercises.actions.noting import note
from parvis.exercises.models import Exercise, Observation, Participant, Stamp
from parvis.exercises.queries import clock
from parvis.journal.actions import verb
from parvis.people.models import Account
from parvis.plans.models import Channel, PlanRole, Task

SEEING = (Participant.Part.OBSERVER, Participant.Part.DIRECTOR)
S = Exercise.State


def _must_watch(actor: Account, exercise: Exercise) -> None:
    require(actor, Can.OBSERVE, exercise)
    if not exercise.participants.filter(account=actor, part__in=SEEING).exists():
        raise Refused(_("You are not an observer of this exercise. Nothing was noted: join it first."))


@verb(events.Stamped)
def stamp(
    actor: Account,
    exercise: Exercise,
    task: Task,
    kind: str,
    *,
    pk: UUID | None = None,
    at_s: float | None = None,
    role: PlanRole | None = None,
    corrects: Stamp | None = None,
    said_at: datetime | None = None,
    device_at: datetime | None = None,
    **known: Any,
) -> Stamp:
    """Note one moment of a task: now, at `at_s` on the exercise clock, or at the moment `said_at` of the day.

    `corrects`: in place of an earlier stamp. `device_at`: what the clock of the phone said.
    `known` may hold `channel` (the way that the word really went), `source` and `confidence`.
    """
    _must_watch(actor, exercise)
    if task.plan_id != exercise.plan_id or (role and role.plan_id != exercise.plan_id):
        raise Refused(_("This task or role is not in the plan that is exercised. Nothing was noted."), "task")
    channel: Channel | None = known.get("channel")
    if channel and channel.plan_id != exercise.plan_id:
        raise Refused(_("This channel is not in the plan that is exercised. Nothing was noted."), "channel")
    if corrects and (corrects.observer_id != actor.pk or corrects.exercise_id != exercise.pk):
        raise Refused(_("Only its observer mends a stamp. Nothing was changed."))
    made = Stamp.objects.create(
        pk=pk or uuid4(), place_id=exercise.place_id, exercise=exercise, task=task, observer=actor, kind=kind,
        at_s=moment(exercise, at_s, said_at), afterwards=at_s is not None, role_observed=role, corrects=corrects,
        device_at=device_at, **known,
    )  # fmt: skip
    _note(actor, exercise, made)
    return made


@verb(events.Stamped)
def withdraw(actor: Account, wrong: Stamp, *, pk: UUID | None = None) -> Stamp:
    """Take a stamp back. It stays on record, with the stamp that withdraws it."""
    exercise = wrong.exercise
    _must_watch(actor, exercise)
    if wrong.observer_id != actor.pk:
        raise Refused(_("Only its observer takes a stamp back. Nothing was changed."))
    if exercise.state == S.CLOSED:
        raise Refused(_("The evaluation is closed. Nothing was changed."))
    if Stamp.objects.filter(corrects=wrong).exists() or wrong.at_s is None:
        raise Refused(_("This stamp was taken back already. Nothing was changed."))
    made = Stamp.objects.create(
        pk=pk or uuid4(), place_id=exercise.place_id, exercise=exercise, task_id=wrong.task_id, observer=actor,
        kind=wrong.kind, at_s=None, role_observed_id=wrong.role_observed_id, corrects=wrong,
    )  # fmt: skip
    _note(actor, exercise, made)
    return made


def _note(actor: Account, exercise: Exercise, made: Stamp) -> None:
    event = events.Stamped(
        stamp=made.pk,
        task=made.task_id,
        kind=made.kind,
        at_s=made.at_s,
        corrects=made.corrects_id,
        channel=made.channel_id,
    )
    note(actor, exercise, event)


def stamp_once(actor: Account, exercise: Exercise, task: Task, kind: str, *, pk: UUID, **more: Any) -> Stamp:
    """`stamp`, for a device that may send the same one twice: the second time finds the first."""
    own = Stamp.objects.filter(pk=pk, observer=actor, exercise=exercise)
    known = own.first()
    if known:
        return known
    try:
        with transaction.atomic():
            return stamp(actor, exercise, task, kind, pk=pk, **more)
    except IntegrityError:
        known = own.first()
        if known is None:
            raise Refused(_("This stamp could not be kept. Nothing was noted: try again.")) from None
        return known


def withdraw_once(actor: Account, exercise: Exercise, wrong: UUID, *, pk: UUID) -> None:
    """`withdraw`, for a device that may say so twice: what was taken back already stays so."""
    own = Stamp.objects.filter(observer=actor, exercise=exercise)
    if own.filter(corrects=wrong).exists():
        return
    found = own.filter(pk=wrong).first()
    if found is None:
        raise Refused(_("The stamp to be taken back is not on record. Nothing was changed."))
    try:
        with transaction.atomic():
            withdraw(actor, found, pk=pk)
    except IntegrityError:
        if not own.filter(corrects=wrong).exists():
            raise Refused(_("This stamp could not be taken back. Nothing was changed: try again.")) from None


@verb(events.Observed)
def observe(
    actor: Account, exercise: Exercise, *, text: str, kind: str, at_s: float | None = None, **facts: Any
) -> Observation:
    """Write an observation. `facts` may hold id, task, inject and rating (P, S, M, U or NA)."""
    _must_watch(actor, exercise)
    if not text.strip():
        raise Refused(_("Say what you saw. Nothing was noted."), "text")
    if exercise.state == S.CLOSED or not exercise.t0:
        raise Refused(_("The exercise has not begun, or its evaluation is closed. Nothing was noted."))
    task: Task | None = facts.get("task")
    if task and task.plan_id != exercise.plan_id:
        raise Refused(_("This task or role is not in the plan that is exercised. Nothing was noted."), "task")
    seen_at = clock(exercise) if at_s is None and exercise.live else at_s
    made = Observation.objects.create(
        place_id=exercise.place_id,
        exercise=exercise,
        observer=actor,
        text=text.strip(),
        kind=kind,
        at_s=seen_at,
        **facts,
    )
    event = events.Observed(observation=made.pk, task=made.task_id, kind=made.kind, rating=made.rating)
    note(actor, exercise, event)
    return made
