"""Editions of a plan: kept by what makes them worth it, compared in words, bounded."""

import pytest
from tests.plans import staffed

from parvis.access.errors import NotAllowed, Refused
from parvis.exercises import actions as exercises
from parvis.plans import actions, queries
from parvis.plans.actions import checking, snapshots
from parvis.plans.models import CheckRun, Message, Plan, PlanSnapshot
from parvis.plans.rules.snapshot import compare, snapshot


@pytest.fixture
def fair(square, coordinator) -> Plan:
    return staffed.build(coordinator, square)


def kept(plan: Plan) -> dict[int, str]:
    return dict(PlanSnapshot.objects.filter(plan=plan).values_list("edition", "why"))


def test_a_draft_keeps_nothing_and_a_plan_in_force_every_edition(fair, coordinator, monkeypatch):
    assert kept(fair) == {}
    actions.set_plan_state(coordinator, fair, "in_force")
    assert kept(fair) == {6: "in_force"}
    fair.refresh_from_db()
    staffed.add_radio(coordinator, fair)
    assert kept(fair) == {6: "in_force", 7: "in_force"}
    actions.keep_plan(coordinator, fair)
    assert kept(fair)[7] == "asked"
    with pytest.raises(Refused, match="kept already"):
        actions.keep_plan(coordinator, fair)
    monkeypatch.setattr(snapshots, "KEPT", 1)
    for name in ("siren", "mail"):
        actions.set_part(coordinator, fair, type(queries.whole(coordinator, fair).channels[0]), name=name)
    assert kept(fair) == {7: "asked", 9: "in_force"}, "what was kept by hand stays"


def test_only_who_plans_keeps_an_edition(fair, joining):
    with pytest.raises(NotAllowed):
        actions.keep_plan(joining("reader"), fair)
    assert kept(fair) == {}


def test_the_clock_of_an_exercise_keeps_the_edition_that_is_played(fair, coordinator):
    run = exercises.prepare(coordinator, fair, title="Table-top")
    exercises.set_state(coordinator, run, "ready")
    assert kept(fair) == {}
    exercises.set_state(coordinator, run, "running")
    assert kept(fair) == {6: "exercised"}


def test_what_was_added_what_is_gone_and_what_changed_field_by_field(fair, coordinator):
    before = snapshot(queries.whole(coordinator, fair))
    assert compare(before, before) == []
    whole = queries.whole(coordinator, fair)
    alert, close = whole.tasks
    actions.set_task(coordinator, fair, close, version=close.version, target_s=300, predecessors=[])
    actions.set_task(coordinator, fair, text="Open the ramp", target_s=600)
    actions.drop_task(coordinator, queries.tasks(coordinator, fair).get(code="T01"))
    leader = queries.roles(coordinator, fair).get(name="Team leader")
    actions.set_role(coordinator, fair, leader, version=leader.version, duties={None: ["leader", "second"]})
    found = compare(before, snapshot(queries.whole(coordinator, fair)))
    told = {(one.kind, one.what, one.name): one.changes for one in found}
    assert told["tasks", "changed", "T02 Close the street"] == (("predecessors", ["T01"], []), ("target_s", 420, 300))
    assert ("tasks", "added", "T03 Open the ramp") in told
    assert ("tasks", "gone", "T01 Alert the team") in told
    assert told["roles", "changed", "Team leader"] == (
        ("holders", ["leader of the shift"], ["leader"]),
        ("deputies", [], ["second"]),
    )
    assert ("messages", "gone", "T01 → T02") in told
    assert alert.code == "T01"


def test_the_page_compares_in_words_with_the_times_of_both(fair, coordinator, stranger, enter):
    checking.carry_out(CheckRun.objects.get(plan=fair, state="queued").pk, runs=400)
    client = enter(coordinator)
    address = f"/plans/{fair.pk}/editions/"
    assert "None yet." in client.get(address).content.decode()
    client.post(address + "keep/")
    word = Message.objects.get(plan=fair)
    actions.set_part(coordinator, fair, word, version=word.version, way="push")
    page = client.get(address).content.decode()
    assert "the receiver waits to be called</del> → <ins>goes out by itself" in page
    assert "Milestones before and after" not in page, "the new edition was not checked yet"
    checking.carry_out(CheckRun.objects.get(plan=fair, state="queued").pk, runs=400)
    page = client.get(address).content.decode()
    assert "Milestones before and after" in page
    first, last = (run.result["tasks"][1]["done"][1] for run in CheckRun.objects.order_by("edition"))
    assert last < first
    assert "These two editions say the same." in client.get(address + "?before=6&after=6").content.decode()
    assert client.get(address + "?before=x&after=99").status_code == 200
    assert enter(stranger).get(address).status_code == 404
