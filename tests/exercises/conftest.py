"""A table-top of the market square, prepared from the pack that is shipped, with two observers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Inject
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.plans.models import Plan, Task


@pytest.fixture
def plan(square: Place, coordinator: Account) -> Plan:
    made = writing.write_plan(
        coordinator, square, title="Plan of Halles Square", pack=plans.starters()[0], channels=["telephone", "radio"]
    )
    return writing.set_plan_state(coordinator, made, "in_force")


@pytest.fixture
def tasks(plan: Plan, coordinator: Account) -> dict[str, Task]:
    return {task.code: task for task in plans.tasks(coordinator, plan)}


@pytest.fixture
def first(joining: Callable[..., Account]) -> Account:
    return joining("observer", 1)


@pytest.fixture
def second(joining: Callable[..., Account]) -> Account:
    return joining("expert", 2)


@pytest.fixture
def exercise(plan: Plan, coordinator: Account, first: Account, second: Account) -> Exercise:
    made = actions.prepare(coordinator, plan, title="Market morning", pack=plans.starters()[0])
    for observer in (first, second):
        actions.invite(coordinator, made, observer)
    return actions.set_state(coordinator, made, "ready")


@pytest.fixture
def running(exercise: Exercise, coordinator: Account) -> Exercise:
    """The clock has run for an hour."""
    found = actions.set_state(coordinator, exercise, "running")
    return moved(found, hours=1)


@pytest.fixture
def called(running: Exercise, coordinator: Account) -> Exercise:
    """Every message came in exactly at its time."""
    for row in queries.injects(coordinator, running):
        actions.deliver(coordinator, row)
        Inject.objects.filter(pk=row.pk).update(delivered_s=row.offset_s)
    return running


def moved(exercise: Exercise, **since: int) -> Exercise:
    """The same exercise, begun that long ago: no test waits."""
    Exercise.objects.filter(pk=exercise.pk).update(t0=timezone.now() - timedelta(**since))
    exercise.refresh_from_db()
    return exercise


@pytest.fixture
def saw(called: Exercise, tasks: dict[str, Task]) -> Callable[..., None]:
    """saw(observer, "T02", start=400, done=600): stamps on the exercise clock."""

    def note(observer: Account, code: str, role=None, **moments: float) -> None:
        for kind, at_s in moments.items():
            by = role or tasks[code].responsible
            actions.stamp(observer, called, tasks[code], kind, at_s=at_s, role=by)

    return note
