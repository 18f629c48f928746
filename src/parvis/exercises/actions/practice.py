"""What an exercise tried, told to its plan: tasks, organisations, contacts that answered, flaws that are not mended."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from parvis.exercises.models import Exercise, Lesson, Participant
from parvis.people.models import Account
from parvis.plans.actions import keep_practice
from parvis.plans.actions.practice import Tried
from parvis.plans.models import Function, PlanRole, Practice, Task

K = Practice.Kind


def tell_plan(actor: Account, exercise: Exercise, *, check: bool = True) -> None:
    """Inside the transaction of what happened. Told again, it replaces what was told."""
    now = Exercise.objects.select_related("plan").get(pk=exercise.pk)
    keep_practice(actor, now.plan, now.pk, _tried(now), check=check)


def _tried(exercise: Exercise) -> Iterator[Tried]:
    for pk, answered in _answered(exercise):
        yield K.CONTACT, str(pk), timezone.localdate(answered)
    if not exercise.played or exercise.t0 is None:
        return
    on = timezone.localdate(exercise.ended or exercise.t0)
    for task in _tasks(exercise):
        yield K.TASK, str(task), on
    for name in _organisations(exercise):
        yield K.ORGANISATION, name, on
    waiting = exercise.lessons.exclude(state=Lesson.State.VERIFIED).filter(task__plan=exercise.plan_id)
    for task in waiting.order_by().values_list("task", flat=True).distinct():
        yield K.FLAW, str(task), on


def _tasks(exercise: Exercise) -> set[object]:
    """Those of which somebody noted a moment, or for which a message called that came in."""
    tasks = Task.objects.filter(plan=exercise.plan_id)
    seen = tasks.filter(stamps__exercise=exercise, stamps__corrected_by=None, stamps__at_s__isnull=False)
    called = tasks.filter(injects__exercise=exercise, injects__delivered_s__isnull=False)
    return {*seen.order_by().values_list("pk", flat=True), *called.order_by().values_list("pk", flat=True)}


def _organisations(exercise: Exercise) -> set[str]:
    """Those of which somebody played a role, or was seen at work in one."""
    roles = PlanRole.objects.filter(plan=exercise.plan_id).exclude(organisation="").order_by()
    there = exercise.participants.filter(part=Participant.Part.PLAYER).exclude(role_played=None)
    seen = exercise.stamps.filter(corrected_by=None, at_s__isnull=False).exclude(role_observed=None)
    asked = Q(pk__in=there.values("role_played")) | Q(pk__in=seen.values("role_observed"))
    return set(roles.filter(asked).values_list("organisation", flat=True))


def _answered(exercise: Exercise) -> Iterator[tuple[UUID, datetime]]:
    """Whoever answered the contact check for a role answered as its holder: told only where the plan names one for all
    duty periods, for with several nobody knows which of them it was."""
    people = exercise.participants.exclude(reached=None).exclude(role_played=None).order_by("reached")
    reached = {role: at for role, at in people.values_list("role_played", "reached") if at}
    holders = Function.objects.filter(duties__role__in=list(reached), duties__rank=0).order_by()
    by_role: dict[UUID, set[UUID]] = {}
    for function, role in holders.values_list("pk", "duties__role").distinct():
        by_role.setdefault(role, set()).add(function)
    for role, functions in by_role.items():
        if len(functions) == 1 and role in reached:
            yield next(iter(functions)), reached[role]
