"""Pages with two forms: no two elements of a page share an id, or a label would name the wrong field."""

import re
from collections import Counter

import pytest
from django.utils import timezone

from parvis.exercises import actions as exercises
from parvis.plans import actions as plans
from parvis.plans.queries import starters, tasks


@pytest.fixture
def addresses(square, coordinator):
    """The page of an action, and of a task for its observer."""
    action = plans.agree_action(
        coordinator, square, title="Move the stall", owner="Market office", due=timezone.localdate()
    )
    plan = plans.write_plan(coordinator, square, title="Market day", pack=starters()[0])
    plans.set_plan_state(coordinator, plan, "in_force")
    exercise = exercises.prepare(coordinator, plan, title="Table-top", pack=starters()[0])
    for state in ("ready", "running"):
        exercises.set_state(coordinator, exercise, state)
    task = tasks(coordinator, plan).first()
    return {"action": f"/plans/actions/{action.pk}/", "task": f"/exercises/{exercise.pk}/observe/{task.pk}/"}


@pytest.mark.parametrize("page", ["action", "task"])
def test_no_id_comes_twice(addresses, coordinator, enter, page):
    answer = enter(coordinator).get(addresses[page])
    assert answer.status_code == 200
    ids = re.findall(r'\sid="([^"]+)"', answer.content.decode())
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    labelled = re.findall(r'<label for="([^"]+)"', answer.content.decode())
    assert set(labelled) <= set(ids)
