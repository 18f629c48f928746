"""What a lesson keeps open is seen where people work, and in the thread, until an exercise has tried it again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.assessment import actions as assessing
from parvis.exercises import actions, checks, queries
from parvis.exercises.models import Exercise, Lesson
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.thread.queries import threads

TRAINING = "Stewards: the ramp first\n\n Duty officers: calling by radio "


@pytest.fixture
def over(called, saw, first, coordinator):
    saw(first, "T01", done=180)
    return actions.set_state(coordinator, called, "finished")


@pytest.fixture
def measure(square, coordinator):
    return assessing.note_measure(coordinator, square, name="Bollards at the quay", state="good", origin="emplaced")


def steps(account, square):
    return [step.text for step in checks.steps(account, square, threads(account, [square])[square.pk])]


def closed(lesson, coordinator, over):
    """The lesson as it is after a re-test."""
    Lesson.objects.filter(pk=lesson.pk).update(state="verified", retest=over)


def test_a_measure_shows_it_in_the_list_and_the_thread(over, measure, square, coordinator, first, enter):
    lesson = actions.draw_lesson(coordinator, over, text="They stood open", measure=measure)
    assert queries.open_again(coordinator, square.pk, "measure") == {measure.pk: [lesson]}
    assert queries.open_again(coordinator, square.pk, "option") == {}
    page = f"/assessments/place/{square.pk}/measures/"
    assert f"/exercises/lessons/{lesson.pk}/" in enter(first).get(page).content.decode()
    assert any("open again: Bollards at the quay" in text for text in steps(coordinator, square))
    shown = enter(first).get(f"/exercises/place/{square.pk}/").content.decode()
    assert "Bollards at the quay" in shown
    closed(lesson, coordinator, over)
    assert f"/exercises/lessons/{lesson.pk}/" not in enter(first).get(page).content.decode()
    assert not any("open again" in text for text in steps(coordinator, square))


def test_each_training_stays_in_the_thread_until_the_re_test(over, square, coordinator, first):
    lesson = actions.draw_lesson(coordinator, over, text="Slow", training=TRAINING)
    assert lesson.trainings == ["Stewards: the ramp first", "Duty officers: calling by radio"]
    told = [text for text in steps(coordinator, square) if text.startswith("Training")]
    assert told == [f"Training to be repeated: {what}" for what in lesson.trainings]
    assert not any(text.startswith("Training") for text in steps(first, square)), "a step of those who direct"
    closed(lesson, coordinator, over)
    assert not any(text.startswith("Training") for text in steps(coordinator, square))


def test_the_ribbon_says_what_was_never_tried(over, square, plan, coordinator, stranger, django_assert_num_queries):
    def detail(account):
        return threads(account, [square])[square.pk]["exercise"].detail

    gaps = queries.gaps(coordinator, plan)
    left = queries.untried(coordinator, [plan.pk])[plan.pk]
    assert (left.tasks, left.organisations) == (len(gaps.tasks), len(gaps.organisations))
    role = plans.roles(coordinator, plan).get(code="fire_service")
    writing.set_role(coordinator, plan, role, version=1, organisation="Fire and rescue")
    writing.set_task(coordinator, plan, text="Something that nobody called for")
    gaps = queries.gaps(coordinator, plan)
    left = queries.untried(coordinator, [plan.pk])[plan.pk]
    assert (left.tasks, left.organisations) == (len(gaps.tasks), len(gaps.organisations)) == (1, 1)
    assert "1 task never tried · 1 organisation never invited" in detail(coordinator)
    assert queries.untried(stranger, [plan.pk])[plan.pk] == queries.Untried(0, 0)
    assert "never tried" not in detail(stranger)
    with django_assert_num_queries(2):
        queries.untried(coordinator, [plan.pk] * 5)
    again = actions.prepare(coordinator, plan, title="Second run")
    task = next(task for task in plans.tasks(coordinator, plan) if task.text.startswith("Something"))
    actions.invite(coordinator, again, coordinator, "director")
    began = timezone.now() - timedelta(hours=1)
    again = actions.enter_played(coordinator, again, began=began, ended=began + timedelta(minutes=30), delivered={})
    actions.stamp(coordinator, again, task, "done", at_s=60)
    assert queries.untried(coordinator, [plan.pk])[plan.pk].tasks == 0
    assert "never tried" not in detail(coordinator)
    assert Exercise.objects.count() == 2


def test_follow_through_counts_what_is_done_and_was_tried_again(over, square, coordinator, stranger, enter):
    due = timezone.localdate()
    rows = [actions.draw_lesson(coordinator, over, text=f"Lesson {n}") for n in range(3)]
    acts = [writing.agree_action(coordinator, square, title=f"Act {n}", owner="Town", due=due) for n in range(3)]
    for lesson, act in zip(rows, acts, strict=True):
        actions.answer_lesson(coordinator, lesson, act)
    actions.answer_lesson(coordinator, rows[1], acts[0])
    assert queries.follow_through(coordinator, square.pk) == queries.FollowThrough(3, 0, 0, 3, 0)
    for act in acts[:2]:
        writing.change_action(
            coordinator, act, version=act.version, state="done", evidence="Seen", evidence_on=timezone.localdate()
        )
    assert queries.follow_through(coordinator, square.pk) == queries.FollowThrough(3, 2, 0, 3, 0)
    closed(rows[0], coordinator, over)
    closed(rows[2], coordinator, over)
    assert queries.follow_through(coordinator, square.pk) == queries.FollowThrough(3, 2, 1, 3, 2)
    assert queries.follow_through(stranger) == queries.FollowThrough(0, 0, 0, 0, 0)
    text = enter(coordinator).get(f"/exercises/place/{square.pk}/").content.decode()
    assert "1 of 3 corrective actions are done and re-tested" in text
    assert "2 of 3 lessons were tried again" in enter(coordinator).get("/exercises/lessons/").content.decode()
