"""A measure in the what-if of a plan: said with a reason, tried by the check, taken out again; the plan stays as it is."""

from typing import Any

import pytest
from tests.plans import staffed

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.assessment.models import ExistingMeasure
from parvis.plans import actions, queries, rules
from parvis.plans.actions import checking
from parvis.plans.models import Channel, CheckRun, Message, Plan, Resource, WhatIf
from parvis.solutions.models import Comparison, Option


@pytest.fixture
def fair(square, coordinator) -> Plan:
    return staffed.build(coordinator, square)


@pytest.fixture
def close(fair, coordinator):
    return queries.tasks(coordinator, fair).get(code="T02")


def tried(account, plan: Plan, name: str, **more) -> WhatIf:
    facts = {"reason": "Seen in a trial in another city"} | more
    return actions.set_what_if(account, plan, name=name, **facts)


def checked(plan: Plan) -> CheckRun:
    run = CheckRun.objects.get(plan=plan, state="queued")
    assert checking.carry_out(run.pk, runs=400) == "done"
    return CheckRun.objects.get(pk=run.pk)


def rows_of(run: CheckRun, change: str) -> dict[str, Any]:
    """By milestone what a measure does to it."""
    return {row["milestone"]: row for row in (run.result or {})["what_if"] if row["change"] == change}


def test_a_shorter_task_brings_its_milestone_forward_and_leaves_the_plan_alone(fair, close, coordinator, enter):
    before = fair.edition
    made = tried(
        coordinator, fair, "Bollards that rise by themselves", effect={"kind": "share", "task": close, "percent": 25}
    )
    run = checked(fair)
    fair.refresh_from_db()
    assert fair.edition == before == run.edition
    row = rows_of(run, "what_measure")["T02"]
    assert row["subject"] == str(made.pk)
    assert row["p80"][1] < row["p80"][0] - 60, "three quarters of some three minutes"
    assert rows_of(run, "what_measure")["T01"]["saved"] == 0
    page = enter(coordinator).get(f"/plans/{fair.pk}/check/").content.decode()
    assert "With the measure: Bollards that rise by themselves" in page
    assert "Seen in a trial in another city" in page
    assert f"/plans/what-if/{made.pk}/" in page
    actions.remove_what_if(coordinator, made)
    assert not rows_of(checked(fair), "what_measure"), "the plan without it is the plan"


def test_a_measure_that_is_there_is_tried_without(fair, close, coordinator):
    effect = {"kind": "lasts", "task": close, "dur_min_s": 500, "dur_mode_s": 600, "dur_max_s": 900}
    tried(coordinator, fair, "Guard at the barrier", present=True, effect=effect)
    row = rows_of(checked(fair), "what_without")["T02"]
    assert row["p80"][1] > row["p80"][0] + 300
    assert row["met"][1] == 0


def test_every_kind_of_change_reaches_the_engine(fair, close, coordinator):
    radio = actions.set_part(coordinator, fair, Channel, name="radio", availability=90)
    pump = actions.set_part(coordinator, fair, Resource, name="Pump", quantity=1)
    message = Message.objects.get(plan=fair)
    made = tried(coordinator, fair, "All of it", effect={"kind": "needless", "task": close})
    more = (
        {"kind": "channel", "message": message, "channel": radio},
        {"kind": "channel", "message": message, "new_channel": "Siren", "availability": 80},
        {"kind": "resource", "resource": pump, "more": 2},
        {"kind": "share", "task": message.sender, "percent": 50},
    )
    for effect in more:
        made = actions.set_what_if(coordinator, fair, made, version=made.version, effect=effect)
    plan = rules.engine_plan(queries.whole(coordinator, fair))
    (measure,) = rules.engine_measures(plan, queries.what_ifs(coordinator, fair))
    assert measure.needless == ("T02",)
    assert measure.durations == {"T01": (10.0, 20.0, 45.0)}
    assert measure.resources == {str(pump.pk): 2}
    assert {(channel.code, channel.availability, to) for channel, to in measure.channels} == {
        (str(radio.pk), 0.9, "T01>T02"), ("new Siren", 0.8, "T01>T02")
    }  # fmt: skip
    actions.drop_task(coordinator, close)
    plan = rules.engine_plan(queries.whole(coordinator, fair))
    (left,) = rules.engine_measures(plan, queries.what_ifs(coordinator, fair))
    assert (left.needless, left.channels) == ((), ()), "what changed a task that is gone changes nothing"


def test_what_cannot_be_tried_is_refused_and_nothing_is_kept(fair, close, coordinator, plan, stranger, joining):
    effect = {"kind": "share", "task": close, "percent": 60}
    other = queries.tasks(coordinator, plan)[0]
    bad = [
        ({"reason": " ", "effect": effect}, "reason"),
        ({"effect": None}, "kind"),
        ({"effect": {"kind": "share", "task": close}}, "percent"),
        ({"effect": {"kind": "share", "task": close, "percent": 0}}, "percent"),
        ({"effect": {"kind": "lasts", "task": close, "dur_min_s": 9, "dur_mode_s": 5, "dur_max_s": 9}}, "dur_min_s"),
        ({"effect": {"kind": "lasts", "task": close, "dur_min_s": 0, "dur_mode_s": 0, "dur_max_s": 0}}, "dur_min_s"),
        ({"effect": {"kind": "channel", "message": Message.objects.get(plan=fair)}}, "channel"),
        ({"effect": {"kind": "needless", "task": other}}, "kind"),
    ]
    for facts, field in bad:
        with pytest.raises(Refused) as refused:
            tried(coordinator, fair, "Bollards", **facts)
        assert refused.value.field == field
    with pytest.raises(Refused, match="Name the measure"):
        tried(coordinator, fair, " ", effect=effect)
    with pytest.raises(NotVisible):
        tried(stranger, fair, "Bollards", effect=effect)
    with pytest.raises(NotAllowed):
        tried(joining("reader"), fair, "Bollards", effect=effect)
    assert not WhatIf.objects.exists()
    made = tried(coordinator, fair, "Bollards", effect=effect)
    with pytest.raises(Refused, match="tried already"):
        tried(coordinator, fair, "Bollards", effect=effect)
    with pytest.raises(Conflict):
        actions.set_what_if(coordinator, fair, made, version=7, reason="x")
    with pytest.raises(Refused, match="changes nothing else"):
        actions.remove_effect(coordinator, made.effects.get())


def test_the_measures_of_the_place_offer_themselves_unless_they_are_kept_more_closely(
    fair, close, coordinator, square, enter
):
    facts = {"place": square, "author": coordinator, "criteria_urn": "urn:parvis:criteria:x", "criteria_version": "1"}
    open_one = Comparison.objects.create(title="Vehicles", marking=Marking.AMBER_STRICT, **facts)
    secret = Comparison.objects.create(title="Secret", marking=Marking.RED, **facts)
    seen = Option.objects.create(place=square, author=coordinator, comparison=open_one, name="Benches and trees")
    hidden = Option.objects.create(place=square, author=coordinator, comparison=secret, name="Quiet option")
    ExistingMeasure.objects.create(place=square, author=coordinator, name="Old gate", origin="natural", state="good")
    client = enter(coordinator)
    checked(fair)
    page = client.get(f"/plans/{fair.pk}/check/").content.decode()
    assert f"/plans/{fair.pk}/what-if/new/?source=option%3A{seen.pk}" in page
    assert "Quiet option" not in page
    form = client.get(f"/plans/{fair.pk}/what-if/new/?source=option:{seen.pk}").content.decode()
    assert f'value="option:{seen.pk}" selected' in form
    assert "Old gate" in form
    with pytest.raises(Refused, match="more strictly"):
        tried(coordinator, fair, "Quiet", option=hidden, effect={"kind": "needless", "task": close})


def test_by_form_with_one_more_thing_and_without_it_again(fair, close, coordinator, enter):
    client = enter(coordinator)
    address = f"/plans/{fair.pk}/what-if/new/"
    given = {
        "id": "11111111-2222-4333-8444-555555555555", "source": "", "name": "Drop-down barrier", "present": "no",
        "reason": "The maker's data sheet", "kind": "lasts", "task": close.pk, "dur_min_s": "1:00", "dur_mode_s": "",
        "dur_max_s": "3:00", "next": "again",
    }  # fmt: skip
    refused = client.post(address, given).content.decode()
    assert "This is needed to try the measure." in refused
    assert 'value="Drop-down barrier"' in refused, "what was typed is kept"
    assert client.post(address, given | {"dur_mode_s": "2:00"}).status_code == 302
    assert client.post(address, given | {"dur_mode_s": "2:00"}).status_code == 302, "sent twice, made once"
    made = WhatIf.objects.get()
    page = client.get(f"/plans/what-if/{made.pk}/").content.decode()
    assert "T02 Close the street: takes 01:00 / 02:00 / 03:00" in page
    more = {
        "version": made.version, "source": "", "name": made.name, "present": "no", "reason": made.reason, "kind": "needless",
        "task": queries.tasks(coordinator, fair).get(code="T01").pk,
    }  # fmt: skip
    assert client.post(f"/plans/what-if/{made.pk}/", more).url.endswith("/check/#what-if")
    assert made.effects.count() == 2
    client.post(f"/plans/what-if/effects/{made.effects.get(kind='needless').pk}/remove/")
    assert made.effects.get().kind == "lasts"
    client.post(f"/plans/what-if/{made.pk}/remove/")
    assert not WhatIf.objects.exists()
