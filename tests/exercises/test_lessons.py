"""A lesson reopens its task, and only a later exercise closes it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from shapely.affinity import translate
from tests.exercises.conftest import moved

from parvis.access.errors import Conflict, NotAllowed, Refused
from parvis.exercises import actions, checks, queries
from parvis.exercises.models import Exercise, Lesson
from parvis.places import actions as places
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
    assert [step.label for step in steps(coordinator, square)] == ["Evaluate", "Decide", "Prepare"]
    actions.observe(first, exercise, text="Late", kind="improvement", task=tasks["T01"])
    lesson = actions.draw_lesson(coordinator, exercise, observations=queries.observations(first, exercise))
    assert states(coordinator, square)["lessons"] == ("stale", "1 to re-test")
    assert "1 lesson waits for a re-test" in [step.text for step in steps(coordinator, square)]
    writing.set_task(coordinator, plan, tasks["T01"], version=1, target_s=60)
    assert states(coordinator, square)["exercise"] == ("stale", "the plan has changed since · 17 tasks never tried")
    again = played_again(plan, coordinator, first, "T01", tasks)
    actions.verify_lesson(coordinator, lesson, again, note="Works")
    assert states(coordinator, square) == {
        "exercise": states(coordinator, square)["exercise"],
        "lessons": ("done", "1 re-tested"),
    }
    assert states(coordinator, square)["exercise"][0] == "done"
    Exercise.objects.filter(pk=again.pk).update(ended=timezone.now() - timedelta(days=800))
    Exercise.objects.filter(pk=exercise.pk).update(ended=timezone.now() - timedelta(days=900))
    assert states(coordinator, square)["exercise"][0] == "stale"
    assert states(coordinator, square)["exercise"][1].startswith("more than two years ago")
    assert states(stranger, square)["exercise"] == ("missing", "never exercised")


def test_an_exercise_that_runs_is_the_first_step(running, square, first, coordinator, joining):
    assert steps(coordinator, square)[0].rank == 1
    assert steps(first, square)[0].url == f"/exercises/{running.pk}/observe/"
    assert steps(joining("reader"), square) == []


def test_the_number_of_queries_does_not_grow_with_the_places(lesson, square, coordinator, django_assert_num_queries):
    with django_assert_num_queries(4):
        checks.links(coordinator, [square])
    with django_assert_num_queries(4):
        checks.links(coordinator, [square] * 20)


def test_a_lesson_reopens_what_it_touches_until_it_was_tried_again(lesson, plan, square, coordinator, first, city):
    elsewhere = writing.write_plan(coordinator, square, title="Another plan of the square")
    kept = actions.change_lesson(coordinator, lesson, version=1, plan=elsewhere, training="Calling by radio")
    assert queries.reopening(coordinator, plan=elsewhere) == [kept]
    assert queries.reopening(coordinator, plan=plan) == []
    again = played_again(plan, coordinator, first, "T08", {"T08": lesson.task})
    with pytest.raises(Refused, match="another plan"):
        actions.verify_lesson(coordinator, kept, again, note="Worked")
    kept = actions.change_lesson(coordinator, kept, version=2, plan=plan)
    actions.verify_lesson(coordinator, kept, again, note="Worked")
    assert queries.reopening(coordinator, plan=plan) == []


def test_a_lesson_touches_its_own_place_only(lesson, coordinator, square):
    ground = translate(square.geometry, xoff=0.1)
    other = places.register_place(coordinator, square.owner, name="Quay", category="square", geometry=ground)
    foreign = writing.write_plan(coordinator, other, title="Plan of the quay")
    with pytest.raises(Refused, match="its own place"):
        actions.change_lesson(coordinator, lesson, version=1, plan=foreign)


def test_a_corrective_action_is_an_action_of_the_place(lesson, square, coordinator, first, enter):
    client = enter(coordinator)
    page = f"/exercises/lessons/{lesson.pk}/"
    form = client.get(page).context["corrective"]
    due = (timezone.localdate() + timedelta(days=20)).isoformat()
    key = str(form["id"].value())
    assert "by which service" in client.post(f"{page}act/", {"id": key, "title": "Second radio"}).content.decode()
    facts = {"id": key, "title": "Second radio", "success": "Heard at the gate", "owner": "Town hall", "due": due}
    assert client.post(f"{page}act/", facts).status_code == 302
    assert client.post(f"{page}act/", facts).status_code == 302, "sent twice"
    made = plans.actions(coordinator, square.pk).get()
    assert (made.success, made.owner, list(made.lessons.all())) == ("Heard at the gate", "Town hall", [lesson])
    assert queries.lesson(coordinator, lesson.pk).state == "in_progress"
    assert "Second radio" in client.get(page).content.decode()
    assert lesson.text in client.get(f"/plans/actions/{made.pk}/").content.decode()
    with pytest.raises(NotAllowed):
        actions.answer_lesson(first, lesson, made)


def test_an_action_that_ends_before_it_begins_is_refused(square, coordinator):
    today = timezone.localdate()
    with pytest.raises(Refused, match="before it is due"):
        writing.agree_action(
            coordinator, square, title="Radio", owner="Town hall", due=today, start=today + timedelta(days=1)
        )
    assert not plans.actions(coordinator, square.pk).exists()


def test_what_no_exercise_has_tried_is_a_step(over, square, plan, coordinator, stranger, django_assert_num_queries):
    role = plans.roles(coordinator, plan).get(code="fire_service")
    writing.set_role(coordinator, plan, role, version=1, organisation="Fire and rescue")
    writing.set_task(coordinator, plan, text="Something that nobody called for")
    found = queries.gaps(coordinator, plan)
    assert found == queries.Gaps(("T19",), ("Fire and rescue",))
    texts = " ".join(step.text for step in steps(coordinator, square))
    assert "1 task of the plan was never tried in an exercise: T19" in texts
    assert "Fire and rescue stands in the plan and was never invited" in texts
    assert queries.gaps(stranger, plan) == queries.Gaps((), ())
    with django_assert_num_queries(5):
        queries.gaps(coordinator, plan)
