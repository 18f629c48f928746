"""Lessons, and the tasks that they reopen."""

from uuid import UUID

from django.db.models import Model, QuerySet

from parvis.access.queries import seen, visible_to
from parvis.exercises.models import Lesson
from parvis.people.models import Account
from parvis.plans.models import Plan

WAITING = (Lesson.State.OPEN, Lesson.State.IN_PROGRESS, Lesson.State.DONE)


def lessons(account: Account | None, place_id: UUID | None = None) -> QuerySet[Lesson]:
    """Lessons of one place, or of all places that the reader may see; the oldest first."""
    found = visible_to(account, Lesson).select_related(
        "place", "exercise", "task", "retest", "plan", "measure", "option", "scenario"
    )
    found = found.order_by("created", "id")
    return found.filter(place_id=place_id) if place_id else found


def lesson(account: Account | None, pk: UUID | str) -> Lesson:
    return seen(account, Lesson, pk)


def reopened_tasks(account: Account | None, plan: Plan) -> dict[UUID, list[Lesson]]:
    """The tasks of a plan that a lesson has reopened: by task, its lessons that no exercise has re-tested yet."""
    found: dict[UUID, list[Lesson]] = {}
    for row in lessons(account).filter(task__plan=plan, task__dropped=None, state__in=WAITING):
        if row.task_id:
            found.setdefault(row.task_id, []).append(row)
    return found


def reopening(account: Account | None, **touched: Model) -> list[Lesson]:
    """The lessons that keep one thing open (`plan=`, `measure=`, `option=` or `scenario=`): not re-tested yet."""
    return list(lessons(account).filter(state__in=WAITING, **touched))


def open_again(account: Account | None, place_id: UUID, kind: str) -> dict[UUID, list[Lesson]]:
    """What lessons of a place keep open, of one kind ("measure", "option" or "scenario"): by its id, those lessons."""
    found: dict[UUID, list[Lesson]] = {}
    for row in lessons(account, place_id).filter(state__in=WAITING).exclude(**{kind: None}):
        found.setdefault(getattr(row, f"{kind}_id"), []).append(row)
    return found
