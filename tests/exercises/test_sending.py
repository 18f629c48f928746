"""What a phone kept while it had no network: with the time of the tap, once, and each one told of."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.exercises.conftest import moved

from parvis.access.models import Marking
from parvis.exercises import actions, queries
from parvis.exercises.models import LogEntry, Stamp
from parvis.exercises.rules import clock_s, effective
from parvis.journal.models import Entry


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


def test_an_undo_comes_after_its_stamp_and_twice_is_once(running, tasks, send):
    """Sent together, sent again, and sent once more by another press: one stamp, taken back once, both on record."""
    row = tap(tasks["T01"], 60)
    undo = {"id": str(uuid.uuid4()), "undo": row["id"], "at": row["at"], "device": row["device"]}
    again = undo | {"id": str(uuid.uuid4())}
    assert send(row, undo).json()["safe"] == [row["id"], undo["id"]]
    assert send(row, undo, again).json()["safe"] == [row["id"], undo["id"], again["id"]]
    assert effective(Stamp.objects.all()) == []
    assert Stamp.objects.count() == Entry.objects.filter(action="exercises.stamped").count() == 2


def test_an_undo_of_what_is_not_there_is_refused_and_of_what_is_not_mine(running, tasks, second, enter, send):
    row = tap(tasks["T01"], 60)
    undo = {"id": str(uuid.uuid4()), "undo": row["id"], "at": row["at"], "device": row["device"]}
    assert "not on record" in send(undo).json()["refused"][0]["sentence"]
    send(row)
    body = json.dumps({"stamps": [undo]})
    other = enter(second).post(f"/exercises/{running.pk}/observe/stamps/", body, content_type="application/json").json()
    assert "not on record" in other["refused"][0]["sentence"]
    assert len(effective(Stamp.objects.all())) == 1
    assert send(undo).json()["safe"] == [undo["id"]]


@pytest.fixture
def write(running, coordinator, joining, enter):
    """A player's phone."""
    player = joining("expert", 8)
    actions.invite(coordinator, running, player, "player")
    client = enter(player)

    def post(*lines, at=f"/exercises/{running.pk}/play/lines/"):
        return client.post(at, json.dumps({"lines": list(lines)}), content_type="application/json")

    return post


def line(ago=0.0, **more):
    at = (timezone.now() - timedelta(seconds=ago)).timestamp() * 1000
    return {"id": str(uuid.uuid4()), "at": at, "device": at - 60_000} | more


def test_what_a_player_wrote_without_network_has_its_own_time_and_is_there_once(running, coordinator, tasks, write):
    inject = queries.injects(coordinator, running).filter(kind="inject").first()
    inject.roles.clear()
    actions.deliver(coordinator, inject)
    noted, done = line(600, inject=str(inject.pk)), line(300, text="We close it.", task=str(tasks["T01"].pk))
    twice = line(200, inject=str(inject.pk))  # taken note of on another page too
    assert write(noted, done, twice).json()["refused"] == []
    over = actions.set_state(coordinator, running, "finished")
    late = line(100, text="The street is closed.")
    assert write(noted, done, late).json()["safe"] == [noted["id"], done["id"], late["id"]]
    found = [(row.kind, row.text, row.at_s) for row in LogEntry.objects.order_by("at_s")]
    assert found == [
        ("ack", "", pytest.approx(3000, abs=20)),
        ("doing", "We close it.", pytest.approx(3300, abs=20)),
        ("doing", "The street is closed.", pytest.approx(3500, abs=20)),
    ]
    actions.set_state(coordinator, over, "closed")
    assert "evaluation is closed" in write(line(10, text="Late.")).json()["refused"][0]["sentence"]


def test_a_players_line_that_cannot_be_kept_is_told_of(running, coordinator, first, enter, write):
    held = next(row for row in queries.injects(coordinator, running) if row.delivered_at is None)
    answer = write(line(1), line(1, inject=str(held.pk)), line(1, task=str(uuid.uuid4())), line(9999, text="Before."), line(1, text="Good."))  # fmt: skip
    assert [row["sentence"].split(".")[0] for row in answer.json()["refused"]] == [
        "Say what you do",
        "This message has not come in for you",
        "This message or task is not known",
        "This time lies outside the exercise",
    ]
    assert [row.text for row in LogEntry.objects.all()] == ["Good."]
    assert write({"text": "no id"}).status_code == 400
    own = json.dumps({"lines": [line(1, text="I observe.")]})
    address = f"/exercises/{running.pk}/play/lines/"
    assert enter(first).post(address, own, content_type="application/json").status_code == 404


@pytest.mark.parametrize(("marking", "kept"), [(2, True), (4, False)])
def test_a_page_for_named_people_is_kept_on_no_phone(running, first, coordinator, enter, marking, kept):
    type(running).objects.filter(pk=running.pk).update(marking=marking)
    reader = coordinator if marking == Marking.RED else first  # both look on; the coordinator is its author
    page = enter(reader).get(f"/exercises/{running.pk}/observe/").content.decode()
    assert ("/exercises/worker.js" in page) is kept


def test_the_worker_keeps_every_part_of_the_pages_and_no_page(running, first, enter):
    """What the page of an observer links to is in the list; what somebody saw is not."""
    client = enter(first)
    text = client.get("/exercises/worker.js").content.decode()
    listed = {row["url"] for row in json.loads(text[text.index("[") : text.index("];") + 1])}
    page = client.get(f"/exercises/{running.pk}/observe/").content.decode()
    assert set(re.findall(r'(?:href|src)="(/static/[^"#]+)"', page)) <= listed
    assert all(url.startswith("/static/") for url in listed)
