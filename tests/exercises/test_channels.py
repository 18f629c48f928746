"""By which channel the word really went: one tap, entered afterwards, sent later by a phone; planned against used."""

import json
import uuid

import pytest

from parvis.access.errors import Refused
from parvis.exercises import actions, queries
from parvis.exercises.models import Stamp
from parvis.plans import actions as writing
from parvis.plans.models import Channel


@pytest.fixture
def ways(plan, tasks, coordinator):
    """Telephone and radio as the plan begins with; T01 tells T02, by telephone."""
    found = {row.name: row for row in queries.channels(coordinator, plan.pk)}
    writing.set_task(coordinator, plan, tasks["T02"], version=1, predecessors=[tasks["T01"]])
    return found


def test_planned_and_used_stand_side_by_side(called, ways, saw, tasks, first, second, coordinator):
    radio, telephone = ways["radio"], ways["telephone"]
    actions.stamp(first, called, tasks["T01"], "order", at_s=400, channel=radio)
    actions.stamp(second, called, tasks["T01"], "order", at_s=402, channel=telephone, confidence="unsure")
    actions.stamp(first, called, tasks["T02"], "ack", at_s=460)
    more = queries.measured(coordinator, queries.result(coordinator, called))
    word = next(word for word in more.words if word.tasks == ("T01", "T02"))
    assert (word.used, word.relay.seconds) == ("radio", 59)
    assert word.as_planned == ("radio" in word.planned)
    assert [(row.name, row.delay.n) for row in more.used] == [("radio", 1)]


def test_a_channel_that_the_plan_does_not_name_is_said(called, ways, tasks, first, plan, coordinator, enter):
    runner = writing.set_part(coordinator, plan, Channel, name="Runner", position=9)
    actions.stamp(first, called, tasks["T01"], "order", at_s=400, channel=runner)
    actions.stamp(first, called, tasks["T02"], "ack", at_s=460)
    word = queries.measured(coordinator, queries.result(coordinator, called)).words[0]
    assert (word.used, word.as_planned) == ("Runner", False)
    text = enter(coordinator).get(f"/exercises/{called.pk}/result/").content.decode()
    assert "not in the plan" in text


def test_nobody_noted_it(called, saw, first, coordinator, enter):
    saw(first, "T01", order=400, done=410)
    more = queries.measured(coordinator, queries.result(coordinator, called))
    assert (more.words, more.used) == ((), ())


def test_one_tap_says_moment_and_channel(called, ways, tasks, first, enter):
    client, address = enter(first), f"/exercises/{called.pk}/observe/{tasks['T01'].pk}/stamp/"
    page = client.get(f"/exercises/{called.pk}/observe/?role=all").content.decode()
    value = f"alert@{ways['radio'].pk}"
    assert f'value="{value}"' in page
    once = str(uuid.uuid4())
    for _time in range(2):
        assert client.post(address, {"id": once, "kind": value}).status_code == 302
    kept = Stamp.objects.get()
    assert (kept.kind, kept.channel, kept.source) == ("alert", ways["radio"], "observer")
    client.post(address, {"id": once, "kind": f"order@{uuid.uuid4()}"})
    client.post(address, {"id": once, "kind": "start@nonsense"})
    assert {row.kind: row.channel for row in Stamp.objects.exclude(pk=kept.pk)} == {"order": None, "start": None}


def test_a_phone_sends_it_later(running, ways, tasks, first, enter):
    body = {"id": str(uuid.uuid4()), "task": str(tasks["T01"].pk), "device": 0}
    body |= {"at": running.t0.timestamp() * 1000 + 60_000, "kind": f"alert@{ways['radio'].pk}"}
    gone = body | {"id": str(uuid.uuid4()), "kind": f"alert@{uuid.uuid4()}"}
    address = f"/exercises/{running.pk}/observe/stamps/"
    told = enter(first).post(address, json.dumps({"stamps": [body, gone]}), content_type="application/json").json()
    assert told["safe"] == [body["id"], gone["id"]]
    assert {row.channel for row in Stamp.objects.all()} == {ways["radio"], None}, "no stamp is lost by its channel"


def test_entered_afterwards_with_how_one_knows(called, ways, tasks, first, coordinator, enter):
    over = actions.set_state(coordinator, called, "finished")
    page = f"/exercises/{over.pk}/observe/{tasks['T01'].pk}/"
    facts = {"id": str(uuid.uuid4()), "kind": "alert", "at_s": "3:00", "channel": str(ways["radio"].pk)}
    assert enter(first).post(page, facts | {"source": "log", "confidence": "rough"}).status_code == 302
    kept = Stamp.objects.get()
    assert (kept.at_s, kept.channel, kept.source, kept.confidence) == (180, ways["radio"], "log", "rough")
    assert enter(first).post(page, facts | {"id": str(uuid.uuid4()), "channel": str(uuid.uuid4())}).status_code == 200
    assert Stamp.objects.count() == 1


def test_a_channel_of_another_plan_is_refused(called, tasks, first, square, coordinator):
    other = writing.write_plan(coordinator, square, title="Other plan", channels=["pigeon"])
    with pytest.raises(Refused, match="This channel"):
        actions.stamp(first, called, tasks["T01"], "alert", at_s=60, channel=other.channels.get())
    assert not Stamp.objects.exists()


def test_over_the_api(called, ways, tasks, first, enter):
    client, address = enter(first), f"/api/v1/exercises/{called.pk}/stamps"
    data = {"id": str(uuid.uuid4()), "task": str(tasks["T01"].pk), "kind": "alert", "at_s": 60.0}
    wrong = data | {"channel": str(uuid.uuid4())}
    assert client.post(address, wrong, content_type="application/json").status_code == 404
    right = data | {"channel": str(ways["radio"].pk), "source": "self"}
    assert client.post(address, right, content_type="application/json").status_code == 201
    assert (Stamp.objects.get().channel, Stamp.objects.get().source) == (ways["radio"], "self")


def test_the_plan_shows_it_as_evidence_and_no_number_changes(
    called, ways, tasks, first, plan, coordinator, stranger, enter
):
    actions.stamp(first, called, tasks["T01"], "alert", at_s=60, channel=ways["radio"])
    assert queries.used_channels(coordinator, plan) == [], "not before it was played"
    over = actions.set_state(coordinator, called, "finished")
    found = queries.used_channels(coordinator, plan)
    assert [(one.channel, one.exercise, one.tasks) for one in found] == [(ways["radio"], over, ("T01",))]
    assert queries.used_channels(stranger, plan) == []
    for page in (f"/plans/{plan.pk}/", f"/exercises/plan/{plan.pk}/durations/"):
        assert "Channels really used" in enter(coordinator).get(page).content.decode()
    before = ways["radio"].version
    ways["radio"].refresh_from_db()
    assert ways["radio"].version == before
