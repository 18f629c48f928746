"""A lesson reopens its task, and only a later exercise closes it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.exercises.conftest import moved

from parvis.access.errors import Conflict, NotAllowed, Refused
from parvis.exercises import actions, checks, queries
from parvis.exercises.models import Exercise, Lesson
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.thread.queries import threads


def steps(account, place):
    return checks.steps(account, place, threads(account, [place])[place.pk])


@pytest.fixture
def over(called, saw, first, tasks, coordinator):
    saw(first, "T01", done=180)
    actions.observe(first, called, text="Nobody tried another way.", kind="improvement", task=tasks["T08"])
    return actions.set_state(coordinator, called, "finished")


@pytest.fixture
def lesson(over, coordinator):
    return actions.draw_lesson(coordinator, over, observations=queries.observations(coordinator, over))


def played_again(plan, coordinator, first, code=None, tasks=None):
    later = actions.prepare(coordinator, plan, title="Re-test", pack=plans.starters()[0])
    actions.invite(coordinator, later, first)
    for state in ("ready", "running"):
        later = actions.set_state(coordinator, later, state)
    if code:
        actions.stamp(first, later, tasks[code], "done", at_s=0)
    return actions.set_state(coordinator, later, "finished")


def test_one_press_makes_a_lesson_that_reopens_its_task(lesson, tasks, plan, coordinator, stranger):
    assert lesson.text == "Nobody tried another way."
    assert lesson.task == tasks["T08"]
    assert lesson.owner == tasks["T08"].responsible.name
    assert queries.reopened_tasks(coordinator, plan) == {tasks["T08"].pk: [lesson]}
    assert queries.reopened_tasks(stranger, plan) == {}


def test_work_on_it_does_not_close_it(lesson, plan, coordinator, joining):
    for version, state in enumerate(("in_progress", "done"), start=1):
        lesson = actions.change_lesson(coordinator, lesson, version=version, state=state)
    assert queries.reopened_tasks(coordinator, plan)
    with pytest.raises(Refused, match="Only an exercise"):
        actions.change_lesson(coordinator, lesson, version=3, state="verified")
    with pytest.raises(Conflict):
        actions.change_lesson(coordinator, lesson, version=1, text="Other")
    operator = joining("operator")
    assert actions.change_lesson(operator, lesson, version=3, state="in_progress").version == 4
    with pytest.raises(NotAllowed):
        actions.change_lesson(operator, lesson, version=4, text="Other")


def test_only_a_later_exercise_in_which_the_task_was_seen_done_closes_it(lesson, over, plan, tasks, coordinator, first):
    with pytest.raises(Refused, match="Only a later exercise"):
        actions.verify_lesson(coordinator, lesson, over, note="It works")
    without = played_again(plan, coordinator, first)
    with pytest.raises(Refused, match="not seen done"):
        actions.verify_lesson(coordinator, lesson, without, note="It works")
    again = played_again(plan, coordinator, first, "T08", tasks)
    with pytest.raises(Refused, match="what the re-test showed"):
        actions.verify_lesson(coordinator, lesson, again, note=" ")
    with pytest.raises(NotAllowed):
        actions.verify_lesson(first, lesson, again, note="It works")
    closed = actions.verify_lesson(coordinator, lesson, again, note="A runner went after two minutes.")
    assert (closed.state, closed.retest) == ("verified", again)
    assert queries.reopened_tasks(coordinator, plan) == {}
    with pytest.raises(Refused, match="closed already"):
        actions.verify_lesson(coordinator, closed, again, note="Once more")


def test_an_exercise_that_runs_or_came_before_closes_nothing(lesson, over, plan, tasks, coordinator, first):
    again = played_again(plan, coordinator, first, "T08", tasks)
    moved(again, days=3)
    with pytest.raises(Refused, match="Only a later exercise"):
        actions.verify_lesson(coordinator, lesson, again, note="It works")
    Exercise.objects.filter(pk=again.pk).update(t0=timezone.now(), state="running")
    with pytest.raises(Refused, match="Only a later exercise"):
        actions.verify_lesson(coordinator, lesson, Exercise.objects.get(pk=again.pk), note="It works")


def test_an_observation_of_another_exercise_founds_nothing(lesson, over, plan, coordinator, first):
    again = played_again(plan, coordinator, first)
    with pytest.raises(Refused, match="another exercise"):
        actions.draw_lesson(coordinator, again, observations=queries.observations(coordinator, over))
    with pytest.raises(Refused, match="what was learned"):
        actions.draw_lesson(coordinator, again)
    assert Lesson.objects.count() == 1


def states(account, place):
    return {link.key: (link.state, link.detail) for link in checks.links(account, [place])[place.pk]}


def test_the_thread_follows(square, plan, tasks, coordinator, first, stranger):
    assert states(coordinator, square)["exercise"] == ("missing", "never exercised")
    assert "Play the plan in a table-top" in [step.text for step in steps(coordinator, square)]
    exercise = played_again(plan, coordinator, first, "T01", tasks)
    assert states(coordinator, square)["exercise"][0] == "done"
    assert [step.label for step in steps(coordinator, square)] == ["Evaluate"]
    actions.observe(first, exercise, text="Late", kind="improvement", task=tasks["T01"])
    lesson = actions.draw_lesson(coordinator, exercise, observations=queries.observations(first, exercise))
    assert states(coordinator, square)["lessons"] == ("stale", "1 to re-test")
    assert "1 lesson waits for a re-test" in [step.text for step in steps(coordinator, square)]
    writing.set_task(coordinator, plan, tasks["T01"], version=1, target_s=60)
    assert states(coordinator, square)["exercise"] == ("stale", "the plan has changed since")
    again = played_again(plan, coordinator, first, "T01", tasks)
    actions.verify_lesson(coordinator, lesson, again, note="Works")
    assert states(coordinator, square) == {
        "exercise": states(coordinator, square)["exercise"],
        "lessons": ("done", "1 re-tested"),
    }
    assert states(coordinator, square)["exercise"][0] == "done"
    Exercise.objects.filter(pk=again.pk).update(ended=timezone.now() - timedelta(days=800))
    Exercise.objects.filter(pk=exercise.pk).update(ended=timezone.now() - timedelta(days=900))
    assert states(coordinator, square)["exercise"] == ("stale", "more than two years ago")
    assert states(stranger, square)["exercise"] == ("missing", "never exercised")


def test_an_exercise_that_runs_is_the_first_step(running, square, first, coordinator, joining):
    assert steps(coordinator, square)[0].rank == 1
    assert steps(first, square)[0].url == f"/exercises/{running.pk}/observe/"
    assert steps(joining("reader"), square) == []


def test_the_number_of_queries_does_not_grow_with_the_places(lesson, square, coordinator, django_assert_num_queries):
    with django_assert_num_queries(2):
        checks.links(coordinator, [square])
    with django_assert_num_queries(2):
        checks.links(coordinator, [square] * 20)
