"""Observed durations update the estimates of a plan, with how many there are."""

import pytest
from django.utils import timezone
from tests.exercises.conftest import moved

from parvis.access.errors import Conflict, NotAllowed, Refused
from parvis.engines.drill import Pooled
from parvis.exercises import actions, queries
from parvis.exercises.models import Inject
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.plans.models import Task
from parvis.reports.exercise.clock import bars
from parvis.reports.exercise.evening import evening
from parvis.web.pages.exercises.board import board


@pytest.fixture
def timed(plan, tasks, coordinator):
    """The second task is guessed to take one, two or four minutes."""
    return writing.set_task(coordinator, plan, tasks["T02"], version=1, dur_min_s=60, dur_mode_s=120, dur_max_s=240)


@pytest.fixture
def over(timed, called, saw, first, second, coordinator):
    """Two observers saw T02 for 180 and 220 seconds; T03 had begun and was not done at the end."""
    saw(first, "T02", start=400, done=580)
    saw(second, "T02", start=410, done=630)
    saw(first, "T03", start=600)
    return actions.set_state(coordinator, called, "finished")


def test_the_median_of_the_observers_moves_the_guess(over, plan, coordinator, stranger):
    found = {row.task.code: row for row in queries.durations(coordinator, plan)}
    assert set(found) == {"T02", "T03"}
    assert [(took.seconds, took.open) for took in found["T02"].values] == [(200, False)]
    assert found["T02"].proposed == Pooled((60, (3 * 120 + 200) / 4, 240), 1)
    assert found["T03"].values[0].open
    assert found["T03"].proposed is None, "without a guess an open end alone says nothing"
    assert queries.durations(stranger, plan) == []


def test_what_was_taken_is_not_taken_twice(over, plan, coordinator):
    before = plan.edition
    row = queries.durations(coordinator, plan)[0]
    writing.learn_durations(coordinator, plan, {row.task: row.proposed})
    task = plans.task(coordinator, row.task.pk)
    assert (task.dur_min_s, task.dur_mode_s, task.dur_max_s, task.observed) == (60, 140, 240, 1)
    plan.refresh_from_db()
    assert plan.edition == before + 1
    again = queries.durations(coordinator, plan)[0]
    assert (again.proposed, again.new) == (None, ())
    assert plans.engine_tasks([task])[0].observed == 1, "the check counts it as seen"
    by_hand = writing.set_task(coordinator, plan, task, version=task.version, dur_max_s=600)
    assert by_hand.observed == 0, "by hand it is a guess again"


def test_a_task_that_somebody_changed_is_left_alone(over, plan, coordinator, first):
    row = queries.durations(coordinator, plan)[0]
    with pytest.raises(NotAllowed):
        writing.learn_durations(first, plan, {row.task: row.proposed})
    with pytest.raises(Refused, match="No task was chosen"):
        writing.learn_durations(coordinator, plan, {})
    writing.set_task(coordinator, plan, row.task, version=row.task.version, text="Another")
    row.task.version -= 1
    with pytest.raises(Conflict):
        writing.learn_durations(coordinator, plan, {row.task: row.proposed})
    assert plans.task(coordinator, row.task.pk).dur_mode_s == 120


def test_the_page_takes_what_was_ticked(over, plan, timed, coordinator, first, enter):
    address = f"/exercises/plan/{plan.pk}/durations/"
    client = enter(coordinator)
    page = client.get(address).content.decode()
    assert "02:20" in page
    assert "1 observed time" in page
    assert client.post(address, {"task": "nonsense"}).status_code == 422
    assert client.post(address, {"task": f"{timed.pk}:{timed.version}:1"}).status_code == 302
    assert plans.task(coordinator, timed.pk).observed == 1
    reader = enter(first)
    assert reader.get(address).status_code == 200
    assert reader.post(address, {"task": "x"}).status_code == 403


def test_as_many_queries_for_two_exercises_as_for_one(over, plan, coordinator, first, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        queries.durations(coordinator, plan)


def test_a_jump_is_nobodys_time(exercise, coordinator, tasks, first, enter):
    """Called at 2:00, clock set from 5:00 to 25:00, done then: result, steps, estimate and desk all say three minutes."""
    running = moved(actions.set_state(coordinator, exercise, "running"), minutes=5)
    inject = next(row for row in queries.injects(coordinator, running) if row.expected.exists())
    code = min(task.code for task in inject.expected.all())
    actions.deliver(coordinator, inject)
    Inject.objects.filter(pk=inject.pk).update(delivered_s=120.0)
    jumped = actions.jump(coordinator, running, 1500)
    target = 600  # two of its ten minutes pass before the clock is set forward
    Task.objects.filter(pk=tasks[code].pk).update(target_s=target)
    desk = board(coordinator, jumped, "director")
    due = next(row.due_s for row in desk.tasks if row.task.code == code)
    assert due == pytest.approx(120 + target + 1200, abs=5)
    for kind, at in (("start", 240.0), ("done", 1500.0)):
        actions.stamp(first, jumped, tasks[code], kind, at_s=at, role=tasks[code].responsible)
    over = actions.set_state(coordinator, jumped, "finished")
    found = queries.result(coordinator, over)
    row = next(one for one in found.rows if one.task.code == code)
    assert row.result.elapsed_s == pytest.approx(180, abs=5)
    assert row.due_s == pytest.approx(due, abs=5)
    (drawn,) = (bar for bar in bars(evening(coordinator, over, timezone.localdate())) if bar.label.startswith(code))
    assert (drawn.due, drawn.late) == (row.due_s, False), "the report draws the same deadline as the desk showed"
    assert row.result.stamps["done"] == 1500
    steps = {step.step: step for step in queries.measured(coordinator, found).steps}
    assert steps["whole"].longest.seconds >= row.result.elapsed_s
    assert steps["done"].longest.seconds == pytest.approx(60, abs=5)
    learned = next(one for one in queries.durations(coordinator, over.plan) if one.task.code == code)
    assert [took.seconds for took in learned.values] == [pytest.approx(60, abs=5)]
