"""What a phone kept while it had no network: with the time of the tap, once, and each one told of."""

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.exercises.conftest import moved

from parvis.exercises import actions
from parvis.exercises.models import Stamp
from parvis.exercises.rules import clock_s


@pytest.fixture
def send(running, first, enter):
    client = enter(first)

    def post(*stamps, to=running):
        body = json.dumps({"stamps": list(stamps)})
        return client.post(f"/exercises/{to.pk}/observe/stamps/", body, content_type="application/json")

    return post


def tap(task, ago=0.0, kind="done", device=None, **more):
    """A tap so many seconds ago, by a phone whose clock is `device` seconds off."""
    at = (timezone.now() - timedelta(seconds=ago)).timestamp() * 1000
    row = {"id": str(uuid.uuid4()), "task": str(task.pk), "kind": kind, "at": at, "device": at + (device or 0) * 1000}
    return row | more


def test_half_an_hour_without_network(running, tasks, send):
    kept = [tap(tasks["T01"], 1800, "detect"), tap(tasks["T01"], 1500, "start"), tap(tasks["T01"], 1200)]
    answer = send(*kept).json()
    assert (answer["safe"], answer["refused"]) == ([row["id"] for row in kept], [])
    found = {row.kind: row.at_s for row in Stamp.objects.all()}
    assert found == {
        kind: pytest.approx(at, abs=20) for kind, at in (("detect", 1800), ("start", 2100), ("done", 2400))
    }
    assert not Stamp.objects.filter(afterwards=True).exists(), "seen live, only sent late"


def test_sent_twice_kept_once(running, tasks, send):
    row = tap(tasks["T01"], 60)
    assert [send(row, row).json()["safe"], send(row).json()["safe"]] == [[row["id"]] * 2, [row["id"]]]
    assert Stamp.objects.count() == 1


def test_the_answer_sets_the_clock_of_the_phone_right(running, tasks, send):
    row = tap(tasks["T01"], 30, device=-86_400)
    now = send(row).json()["now"]
    assert now == pytest.approx(timezone.now().timestamp() * 1000, abs=20_000)
    kept = Stamp.objects.get()
    assert kept.at_s == pytest.approx(3570, abs=20), "the time as the server knows it"
    assert timezone.now() - kept.device_at > timedelta(hours=23), "what the phone believed is kept beside it"


def test_the_clock_stood_while_it_was_tapped(running, coordinator, tasks, send):
    paused = actions.set_state(coordinator, running, "paused")
    stood = (timezone.now() - timedelta(minutes=10)).isoformat()
    type(paused).objects.filter(pk=paused.pk).update(pauses=[[stood, None]])
    send(tap(tasks["T01"], 300))
    assert Stamp.objects.get().at_s == pytest.approx(3000, abs=20)


def test_what_comes_after_the_end_still_counts_and_what_is_ahead_of_time_is_now(running, coordinator, tasks, send):
    send(tap(tasks["T02"], -900))
    assert Stamp.objects.get().at_s == pytest.approx(3600, abs=20)
    over = actions.set_state(coordinator, running, "finished")
    assert send(tap(tasks["T01"], 600)).json()["refused"] == []
    assert send(tap(tasks["T03"], -600)).json()["refused"] == []
    assert max(row.at_s for row in Stamp.objects.all()) <= 3620
    actions.set_state(coordinator, over, "closed")
    refused = send(tap(tasks["T01"], 600)).json()["refused"]
    assert "evaluation is closed" in refused[0]["sentence"]


def test_one_that_cannot_be_kept_does_not_hold_up_the_others(running, tasks, send):
    good = tap(tasks["T01"], 10)
    bad = [
        tap(tasks["T01"], 10, "nonsense"),
        tap(tasks["T01"], 10) | {"task": str(uuid.uuid4())},
        tap(tasks["T01"], 9999),
    ]
    answer = send(bad[0], good, *bad[1:]).json()
    assert answer["safe"] == [good["id"]]
    assert [row["id"] for row in answer["refused"]] == [row["id"] for row in bad]
    assert all(row["sentence"] for row in answer["refused"])


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"stamps": [{}]}', '{"stamps": [], "more": 1}', "\x00"])
def test_what_is_no_list_of_stamps_is_refused_in_words(running, first, enter, body):
    answer = enter(first).post(f"/exercises/{running.pk}/observe/stamps/", body, content_type="application/json")
    assert answer.status_code == 400
    assert "Nothing was noted" in answer.json()["sentence"]


def test_of_another_observer_and_of_none(running, tasks, second, stranger, coordinator, joining, send, enter):
    row = tap(tasks["T01"], 60)
    send(row)
    body = json.dumps({"stamps": [row]})
    address = f"/exercises/{running.pk}/observe/stamps/"
    other = enter(second).post(address, body, content_type="application/json").json()
    assert other["refused"][0]["id"] == row["id"], "an id that somebody else has used"
    assert enter(stranger).post(address, body, content_type="application/json").status_code == 404
    player = joining("observer", 8)
    actions.invite(coordinator, running, player, "player")
    assert enter(player).post(address, body, content_type="application/json").status_code == 403
    assert Stamp.objects.count() == 1


@given(late=st.lists(st.integers(0, 3000), min_size=1, max_size=12))
def test_the_order_of_taps_is_the_order_of_stamps(late):
    """Whatever the clock went through, a later tap never gets an earlier time."""
    t0 = timezone.now()
    pauses = [[(t0 + timedelta(seconds=500)).isoformat(), (t0 + timedelta(seconds=900)).isoformat()]]
    jumps = [((t0 + timedelta(seconds=1200)).isoformat(), 300.0)]
    shown = [clock_s(t0, pauses, None, t0 + timedelta(seconds=seconds), jumps) for seconds in sorted(late)]
    assert shown == sorted(shown)


def test_from_before_the_start_is_refused(exercise, coordinator, tasks, first, enter):
    running = moved(actions.set_state(coordinator, exercise, "running"), minutes=1)
    body = json.dumps({"stamps": [tap(tasks["T01"], 600)]})
    answer = enter(first).post(f"/exercises/{running.pk}/observe/stamps/", body, content_type="application/json")
    assert "outside the exercise" in answer.json()["refused"][0]["sentence"]
