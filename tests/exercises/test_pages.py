"""The pages of an exercise, as the director and the observers use them."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.plans.test_pages import filled

from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Inject, Lesson, Stamp


def test_from_a_plan_to_a_table_top_in_two_presses(plan, coordinator, enter):
    client = enter(coordinator)
    address = f"/exercises/plan/{plan.pk}/prepare/"
    data = filled(client.get(address).context["form"])
    first, second = client.post(address, data), client.post(address, data)
    assert first.url == second.url
    made = Exercise.objects.get()
    assert made.injects.count() == 15
    page = client.get(first.url).content.decode()
    assert "It is ready" in page
    assert "Nobody observes yet" in page


def test_the_whole_run_of_a_director_without_javascript(exercise, coordinator, enter):
    client = enter(coordinator)
    state = f"/exercises/{exercise.pk}/state/"
    for _ in range(2):
        assert client.post(state, {"state": "running"}).url == f"/exercises/{exercise.pk}/run/"
    board = client.get(f"/exercises/{exercise.pk}/run/").context["board"]
    for _ in range(2):
        assert client.post(f"/exercises/injects/{board.next.pk}/deliver/").status_code == 302
    assert Inject.objects.exclude(delivered_at=None).count() == 1
    for wanted in ("paused", "running", "finished"):
        answer = client.post(state, {"state": wanted})
    assert answer.url == f"/exercises/{exercise.pk}/result/"
    assert client.get(answer.url).status_code == 200
    assert client.get(f"/exercises/{exercise.pk}/run/").url == answer.url, "over: the result stands in its place"
    assert client.post(state, {"state": "running"}).status_code == 422


def test_the_board_answers_only_when_something_has_changed(running, tasks, first, coordinator, enter):
    for account, page in ((coordinator, "run/board/"), (first, "observe/board/")):
        client = enter(account)
        address = f"/exercises/{running.pk}/{page}"
        seen = client.get(address).context["board"].pulse
        assert client.get(address, {"seen": seen}).status_code == 204
        actions.stamp(first, running, tasks["T05"], "start", at_s=10)
        assert client.get(address, {"seen": seen}).status_code == 200
    assert "1:00" in enter(first).get(f"/exercises/{running.pk}/clock/").content.decode()


def test_an_observer_taps_and_taps_again_and_takes_it_back(running, tasks, first, enter):
    client = enter(first)
    row = next(item for item in client.get(f"/exercises/{running.pk}/observe/").context["rows"])
    task = row["row"].task
    address = f"/exercises/{running.pk}/observe/{task.pk}/stamp/"
    for _ in range(2):
        answer = client.post(address, {"id": str(row["once"]), "kind": "done"})
        assert answer.url.endswith(f"#{task.code}")
    stamp = Stamp.objects.get()
    assert stamp.role_observed == task.responsible
    assert "undo" in client.get(f"/exercises/{running.pk}/observe/").content.decode()
    for _ in range(2):
        assert client.post(f"/exercises/stamps/{stamp.pk}/undo/").status_code == 302
    assert Stamp.objects.count() == 2, "the stamp and the one that takes it back"
    swapped = client.post(address, {"id": str(uuid.uuid4()), "kind": "start"}, headers={"HX-Request": "true"})
    assert swapped.status_code == 200
    assert "<html" not in swapped.content.decode()
    assert client.post(address, {"kind": "nonsense"}).status_code == 422


def test_times_afterwards_by_another_role_and_an_observation(running, tasks, plan, first, coordinator, enter):
    over = actions.set_state(coordinator, running, "finished")
    client = enter(first)
    address = f"/exercises/{over.pk}/observe/{tasks['T01'].pk}/"
    form = client.get(address).context["form"]
    other = plan.roles.get(code="communications")
    data = filled(form) | {"kind": "done", "at_s": "3:20", "role": str(other.pk)}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 302
    kept = Stamp.objects.get()
    assert (kept.at_s, kept.role_observed, kept.afterwards) == (200, other, True)
    empty = client.post(address, filled(form) | {"id": str(uuid.uuid4()), "kind": "start"})
    assert "give the time" in empty.content.decode()
    note = {"id": str(uuid.uuid4()), "text": "Calm", "kind": "strength", "rating": "P", "task": tasks["T01"].pk}
    for _ in range(2):
        assert client.post(f"/exercises/{over.pk}/observations/new/", note).status_code == 302
    assert over.observations.get().task == tasks["T01"]


def test_players_do_not_read_what_is_to_come(running, coordinator, joining, enter):
    player = joining("operator")
    actions.invite(coordinator, running, player, "player")
    first, second = queries.injects(coordinator, running)[:2]
    actions.deliver(coordinator, first)
    page = enter(player).get(f"/exercises/{running.pk}/").content.decode()
    assert first.message[:40] in page
    assert second.message[:40] not in page
    assert enter(player).get(f"/exercises/{running.pk}/run/").status_code == 403
    assert enter(player).get(f"/exercises/{running.pk}/observe/").status_code == 403
    assert enter(player).get(f"/exercises/injects/{second.pk}/").status_code == 403


def test_whoever_may_observe_joins_by_one_press(running, joining, enter):
    client = enter(joining("expert", 7))
    assert "Take part as an observer" in client.get(f"/exercises/{running.pk}/observe/").content.decode()
    for _ in range(2):
        assert client.post(f"/exercises/{running.pk}/join/").status_code == 302
    assert running.participants.count() == 4


def test_the_evening_after(called, saw, first, tasks, coordinator, enter):
    saw(first, "T01", start=130, done=180)
    saw(first, "T02", start=400, done=700)
    actions.observe(first, called, text="Two people decided.", kind="improvement", task=tasks["T02"])
    over = actions.set_state(coordinator, called, "finished")
    client = enter(coordinator)
    page = client.get(f"/exercises/{over.pk}/result/")
    assert page.context["result"].late == 1
    assert "never done" in page.content.decode()
    rate = f"/exercises/{over.pk}/result/{tasks['T02'].pk}/rate/"
    assert client.post(rate, {"rating": "S"}).status_code == 302
    assert over.ratings.get().suggested == "M"
    seen = over.observations.get()
    for _ in range(2):
        answer = client.post(f"/exercises/observations/{seen.pk}/lesson/")
    lesson = Lesson.objects.get()
    assert answer.url == f"/exercises/lessons/{lesson.pk}/"
    plan_page = client.get(f"/plans/{over.plan_id}/").content.decode()
    assert "reopened by a lesson" in plan_page
    data = filled(client.get(answer.url).context["form"]) | {"recommendation": "One decides.", "due": "2027-01-31"}
    assert client.post(answer.url, data).status_code == 302
    assert client.post(answer.url, data).status_code == 409
    refused = client.post(f"{answer.url}retest/", {"retest": str(over.pk), "note": "Works"})
    assert "Only a later exercise" in refused.content.decode()
    for page in (
        "/exercises/",
        "/exercises/lessons/",
        "/exercises/lessons/?show=closed",
        f"/exercises/place/{over.place_id}/",
    ):
        assert client.get(page).status_code == 200, page


def test_an_exercise_that_was_played_on_paper(exercise, coordinator, enter):
    client = enter(coordinator)
    address = f"/exercises/{exercise.pk}/played/"
    form = filled(client.get(address).context["form"])
    rows = dict.fromkeys(form, "5")
    bad = client.post(address, rows | {"began": "2026-03-14T10:20", "ended": "2026-03-14T10:00"})
    assert "ends after it began" in bad.content.decode()
    good = client.post(address, rows | {"began": "2026-03-14T10:20", "ended": "2026-03-14T11:10"})
    assert good.url == f"/exercises/{exercise.pk}/result/"
    exercise.refresh_from_db()
    assert exercise.state == "finished"
    assert set(exercise.injects.values_list("delivered_s", flat=True)) == {300.0}


def test_messages_and_people_before_the_day(plan, coordinator, police, enter):
    made = actions.prepare(coordinator, plan, title="X")
    client = enter(coordinator)
    new = f"/exercises/{made.pk}/injects/new/"
    data = filled(client.get(new).context["form"])
    data |= {"offset_s": "1:30", "sender": "Control", "to": "All", "message": "A call", "mode": "radio"}
    client.post(new, data)
    client.post(new, data)
    row = made.injects.get(sender="Control")
    assert row.offset_s == 90
    edit = f"/exercises/injects/{row.pk}/"
    changed = filled(client.get(edit).context["form"]) | {"message": "Another call"}
    assert client.post(edit, changed).status_code == 302
    assert client.post(edit, changed).status_code == 409
    assert client.post(f"{edit}remove/").status_code == 302
    assert not made.injects.filter(pk=row.pk).exists()
    head = f"/exercises/{made.pk}/change/"
    data = filled(client.get(head).context["form"]) | {"planned_for": "2027-04-01"}
    assert client.post(head, data).status_code == 302
    assert client.post(head, data).status_code == 409


def test_somebody_is_invited_and_taken_off(exercise, coordinator, joining, enter):
    client = enter(coordinator)
    person = joining("reader")
    data = {"account": str(person.pk), "part": "observer"}
    assert client.post(f"/exercises/{exercise.pk}/people/", data).status_code == 302
    assert client.post(f"/exercises/{exercise.pk}/people/", {}).status_code == 200, "the form with its errors"
    row = exercise.participants.get(account=person)
    assert client.post(f"/exercises/{exercise.pk}/people/{row.pk}/remove/").status_code == 302
    assert not exercise.participants.filter(account=person).exists()


@pytest.mark.parametrize(
    "page", ["", "change/", "run/", "observe/", "result/", "hot-wash/", "clock/", "played/", "injects/new/"]
)
def test_strangers_find_nothing(running, stranger, enter, page):
    assert enter(stranger).get(f"/exercises/{running.pk}/{page}").status_code == 404


def test_the_list_asks_as_much_for_thirty_as_for_three(plan, coordinator, enter, django_assert_num_queries):
    client = enter(coordinator)

    def fill(count):
        for n in range(count):
            made = Exercise.objects.create(
                place=plan.place, plan=plan, author=coordinator, title=f"E{n}", state="finished", ended=timezone.now()
            )
            Lesson.objects.create(place=plan.place, exercise=made, author=coordinator, text="L")

    fill(3)
    counts = {}
    for page in ("/exercises/", "/exercises/lessons/", f"/exercises/place/{plan.place_id}/"):
        client.get(page)
        with CaptureQueriesContext(connection) as found:
            client.get(page)
        counts[page] = len(found)
    fill(27)
    for page, count in counts.items():
        with django_assert_num_queries(count):
            client.get(page)
