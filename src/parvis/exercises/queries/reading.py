"""Exercises, who takes part, what came in and what was seen."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from parvis.access.queries import seen, visible_to
from parvis.content import queries as content
from parvis.content.schemas import ExercisePack
from parvis.engines import drill
from parvis.exercises import rules
from parvis.exercises.models import Exercise, ExpectedAction, Inject, Observation, Participant, Stamp
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans import queries as plans
from parvis.plans.models import Task

PLAYED = (Exercise.State.FINISHED, Exercise.State.CLOSED)


def exercises(account: Account | None) -> QuerySet[Exercise]:
    return visible_to(account, Exercise).select_related("place", "plan")


def planned(account: Account | None) -> QuerySet[Exercise]:
    """Exercises that have a day and were not begun."""
    waiting = exercises(account).filter(state__in=(Exercise.State.DRAFT, Exercise.State.READY))
    return waiting.exclude(planned_for=None).order_by("planned_for", "id")


def exercise(account: Account | None, pk: UUID | str) -> Exercise:
    return seen(account, Exercise, pk)


def last_exercise(account: Account | None, place: Place) -> Exercise | None:
    """The exercise at a place that was played to its end last."""
    return exercises(account).filter(place=place, state__in=PLAYED).order_by("-ended", "id").first()


def injects(account: Account | None, exercise: Exercise) -> QuerySet[Inject]:
    found = visible_to(account, Inject).filter(exercise=exercise)
    rows = visible_to(account, ExpectedAction).select_related("task").order_by("task__code", "id")
    return found.prefetch_related(Prefetch("actions", queryset=rows)).order_by("offset_s", "number", "id")


def called_of(injects: Iterable[Inject]) -> dict[str, float | None]:
    """By code of a task, when the first message that calls for it came in; None while none has."""
    found: dict[str, float | None] = {}
    for inject in injects:
        for task in inject.tasks:
            times = [at for at in (found.get(task.code), inject.delivered_s) if at is not None]
            found[task.code] = min(times, default=None)
    return found


def participants(account: Account | None, exercise: Exercise) -> QuerySet[Participant]:
    found = visible_to(account, Participant).filter(exercise=exercise)
    return found.select_related("account", "role_played").order_by("part", "account__name", "id")


def part_of(account: Account, exercise: Exercise) -> str:
    """What the account does in the exercise: directs, observes, plays, or nothing ("")."""
    return exercise.participants.filter(account=account).values_list("part", flat=True).first() or ""


def stamps(account: Account | None, exercise: Exercise) -> QuerySet[Stamp]:
    found = visible_to(account, Stamp).filter(exercise=exercise)
    return found.select_related("task", "observer", "role_observed", "channel").order_by("at_s", "recorded_at", "id")


def observations(account: Account | None, exercise: Exercise) -> QuerySet[Observation]:
    found = visible_to(account, Observation).filter(exercise=exercise)
    return found.select_related("task", "inject", "observer").prefetch_related("lessons").order_by("recorded_at", "id")


def clock(exercise: Exercise) -> float:
    """Seconds on the exercise clock now."""
    return clock_at(exercise, timezone.now())


def clock_at(exercise: Exercise, moment: datetime) -> float:
    """Seconds on the exercise clock at a moment of the day."""
    return rules.clock_s(exercise.t0, exercise.pauses, exercise.ended, moment, exercise.jumps)


def jumps(exercise: Exercise) -> drill.Jumps:
    """What the director left out, on the exercise clock: nobody had that time."""
    return rules.left_out(exercise.t0, exercise.pauses, exercise.ended, exercise.jumps)


def pack(exercise: Exercise) -> ExercisePack | None:
    """The pack that the exercise was made from, if any."""
    if not exercise.pack_urn:
        return None
    found = content.pack(exercise.pack_urn, exercise.pack_version)
    return found if isinstance(found, ExercisePack) else None


def tasks(account: Account | None, exercise: Exercise) -> list[Task]:
    """The tasks of the plan that are exercised: those of today, and those dropped since that were seen then."""
    return list(plans.with_parts(account, _exercised(account, exercise)))


def watched_tasks(account: Account | None, exercise: Exercise) -> list[Task]:
    """The same tasks with what a screen asks of them, and no more: who does them, and what they wait for."""
    return list(_exercised(account, exercise).select_related("responsible").prefetch_related("predecessors"))


def _exercised(account: Account | None, exercise: Exercise) -> QuerySet[Task]:
    seen_then = visible_to(account, Stamp).filter(exercise=exercise).values("task")
    found = visible_to(account, Task).filter(plan=exercise.plan_id)
    return found.filter(Q(dropped=None) | Q(pk__in=seen_then)).order_by("code", "id")
