"""The check of a plan in the background: asked for, superseded, carried out, cancelled, reaped."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.plans import staffed

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.engines import drill
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.plans import actions, queries, rules
from parvis.plans.actions import checking
from parvis.plans.models import CheckRun, Plan, PlanFinding, Task


@pytest.fixture
def fair(square, coordinator) -> Plan:
    return staffed.build(coordinator, square)


def waiting(plan: Plan) -> CheckRun:
    return CheckRun.objects.get(plan=plan, state="queued")


def checked(plan: Plan) -> CheckRun:
    run = waiting(plan)
    assert checking.carry_out(run.pk, runs=400) == "done"
    return CheckRun.objects.get(pk=run.pk)


def other_text(account, plan: Plan, code: str, **facts) -> None:
    task = queries.tasks(account, plan).get(code=code)
    actions.set_task(account, plan, task, version=task.version, **facts)
    plan.refresh_from_db()


def test_every_change_asks_for_one_check_of_the_newest_edition(fair, coordinator):
    assert (waiting(fair).edition, waiting(fair).by) == (fair.edition, coordinator)
    other_text(coordinator, fair, "T02", target_s=300)
    assert waiting(fair).edition == fair.edition == 7
    assert CheckRun.objects.count() == 1
    actions.change_plan(coordinator, fair, version=Plan.objects.get(pk=fair.pk).version, title="Another title")
    assert waiting(fair).edition == 7
    staffed.add_radio(coordinator, fair)
    assert waiting(fair).edition == fair.edition == 8


def test_the_task_is_handed_to_the_worker_when_the_change_is_committed(
    square, coordinator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True) as handed:
        plan = staffed.build(coordinator, square)
    assert len(handed) == 1
    assert queries.last_check(coordinator, plan).edition == plan.edition


def test_the_result_is_what_the_engine_says(fair, coordinator):
    run = checked(fair)
    plan = rules.engine_plan(queries.whole(coordinator, fair))
    same = drill.reckon(plan, run.seed, run.runs, today=timezone.localdate())
    assert run.result["milestones"] == ["T01", "T02"]
    by_code = {row["code"]: row for row in run.result["tasks"]}
    for outcome in same.outcomes:
        assert by_code[outcome.task]["done"] == pytest.approx([outcome.p50, outcome.p80, outcome.p95], abs=0.06)
        assert by_code[outcome.task]["met"][0] == pytest.approx(outcome.met.share, abs=1e-4)
    said = [finding.sentence() for finding in same.findings]
    assert [finding.sentence() for finding in drill.findings_of(run.result["findings"])] == said
    assert len(run.result["what_if"]) == len(same.what_if)
    assert (run.engine, run.progress) == ("0.1.0", 1.0)
    assert check().whole


def test_the_same_seed_for_every_edition(fair, coordinator):
    first = checked(fair)
    other_text(coordinator, fair, "T01", text="Alert everybody")
    second = checked(fair)
    assert first.seed == second.seed
    assert first.result["tasks"] == second.result["tasks"]


def test_a_newer_edition_stops_an_older_check(fair, coordinator, monkeypatch):
    monkeypatch.setattr(checking, "TELL_EVERY_SECONDS", 0.0)
    run = waiting(fair)
    simulate = drill.reckon

    def changed_meanwhile(*args, **more):
        other_text(coordinator, fair, "T02", target_s=300)
        return simulate(*args, **more)

    monkeypatch.setattr(drill, "reckon", changed_meanwhile)
    assert checking.carry_out(run.pk, runs=400) == "newer"
    run.refresh_from_db()
    assert (run.state, run.problem, run.result) == ("cancelled", "newer", None)
    assert waiting(fair).edition == fair.edition


def test_cancelling_stops_a_check_that_waits_and_one_that_runs(fair, coordinator, monkeypatch):
    monkeypatch.setattr(checking, "TELL_EVERY_SECONDS", 0.0)
    run = waiting(fair)
    actions.cancel_check(coordinator, run)
    assert checking.carry_out(run.pk) == "", "the worker leaves it"
    with pytest.raises(Refused, match="ended already"):
        actions.cancel_check(coordinator, run)
    again = actions.ask_check(coordinator, fair)
    reckon = drill.reckon

    def cancelled_meanwhile(*args, **more):
        actions.cancel_check(coordinator, again)
        return reckon(*args, **more)

    monkeypatch.setattr(drill, "reckon", cancelled_meanwhile)
    assert checking.carry_out(again.pk, runs=400) == "cancelled"
    assert CheckRun.objects.filter(state="cancelled", result__isnull=True).count() == 2
    assert not PlanFinding.objects.exists()


def test_asking_twice_is_refused_and_strangers_and_readers_may_not(fair, coordinator, stranger, joining):
    with pytest.raises(Refused, match="being checked already"):
        actions.ask_check(coordinator, fair)
    with pytest.raises(NotVisible):
        actions.ask_check(stranger, fair)
    with pytest.raises(NotAllowed):
        actions.cancel_check(joining("reader"), waiting(fair))
    assert queries.checks(stranger, fair).count() == 0
    assert queries.last_check(stranger, fair) is None


def test_a_defect_leaves_what_was_there_and_is_said(fair, coordinator, monkeypatch):
    before = checked(fair)
    again = actions.ask_check(coordinator, fair)
    monkeypatch.setattr(drill, "reckon", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        checking.carry_out(again.pk)
    again.refresh_from_db()
    assert (again.state, again.problem) == ("failed", "failed")
    assert queries.last_check(coordinator, fair) == before


def test_a_dead_worker_is_noticed_and_a_lost_check_is_handed_over_again(fair, coordinator):
    old = timezone.now() - timedelta(minutes=5)
    run = waiting(fair)
    CheckRun.objects.filter(pk=run.pk).update(state="running", beat=old)
    assert actions.reap_checks() == 1
    run.refresh_from_db()
    assert (run.state, run.problem) == ("failed", "failed")
    with pytest.raises(checking.Stopped):
        checking.keep_check(run.pk, {"findings": [], "names": {}})
    lost = actions.ask_check(coordinator, fair)
    CheckRun.objects.filter(pk=lost.pk).update(beat=old)
    assert actions.reap_checks() == 1
    lost.refresh_from_db()
    assert lost.state == "done"
    assert actions.reap_checks() == 0


def test_a_plan_that_cannot_be_put_on_a_clock_says_why(empty, plan, fair, coordinator):
    actions.ask_check(coordinator, empty)
    assert checked(empty).result["refused"] == [{"code": "no_tasks", "tasks": []}]
    refused = checked(plan).result
    assert "no_people" in {row["code"] for row in refused["refused"]}
    assert "R01" in {row["rule"] for row in refused["findings"]}
    first, second = (queries.tasks(coordinator, fair).get(code=code) for code in ("T01", "T02"))
    first.predecessors.set([second])
    circle = checked(fair).result
    assert [row["code"] for row in circle["refused"]] == ["cycle"]


def test_what_people_accepted_is_kept_until_it_is_gone(fair, coordinator, joining):
    checked(fair)
    kept = PlanFinding.objects.get(rule="C02")
    with pytest.raises(Refused, match="Say why"):
        actions.judge_finding(coordinator, kept, accept=True, reason=" ")
    with pytest.raises(NotAllowed):
        actions.judge_finding(joining("reader"), kept, accept=True, reason="x")
    actions.judge_finding(coordinator, kept, accept=True, reason="The radio comes in spring.")
    other_text(coordinator, fair, "T01", text="Alert all")
    checked(fair)
    kept.refresh_from_db()
    assert (kept.state, kept.reason, kept.by) == ("accepted", "The radio comes in spring.", coordinator)
    radio = staffed.add_radio(coordinator, fair)
    checked(fair)
    kept.refresh_from_db()
    assert (kept.state, kept.reason, kept.by, kept.edition) == ("fixed", "", None, 8)
    with pytest.raises(Refused, match="no longer finds"):
        actions.judge_finding(coordinator, kept, accept=True, reason="x")
    actions.remove_part(coordinator, radio)
    fair.refresh_from_db()
    checked(fair)
    kept.refresh_from_db()
    assert kept.state == "open"
    assert Entry.objects.filter(action="plans.finding_judged").count() == 1


def test_old_checks_go_and_the_newest_stay(fair, coordinator, monkeypatch):
    monkeypatch.setattr(checking, "KEPT", 2)
    checked(fair)
    for number in range(3):
        Task.objects.filter(plan=fair, code="T01").update(text=f"Alert {number}")
        actions.ask_check(coordinator, fair)
        last = checked(fair)
    assert CheckRun.objects.count() == 2
    assert queries.last_check(coordinator, fair) == last


def test_a_plan_in_force_is_checked_again_after_a_month_though_nobody_changed_it(fair, coordinator):
    run = checked(fair)
    assert actions.reap_checks() == 0
    CheckRun.objects.filter(pk=run.pk).update(asked=timezone.now() - timedelta(days=31))
    assert actions.reap_checks() == 0, "a draft is not"
    Plan.objects.filter(pk=fair.pk).update(state="in_force")
    assert actions.reap_checks() == 1
    assert waiting(fair).by == coordinator
    assert actions.reap_checks() == 0, "it waits already"
