"""Planned against observed: times, two observers, never done, wrong owner, order, load, ratings."""

import math

import pytest

from parvis.access.errors import NotAllowed, Refused
from parvis.exercises import actions, queries
from parvis.exercises.models import CapabilityTarget, Rating
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.web.pages.exercises.times import clock_rows


def row(found, code):
    return next(row for row in found.rows if row.task.code == code)


def test_times_count_from_the_message_that_called_for_the_task(called, saw, first, coordinator):
    saw(first, "T02", start=400, done=600)  # called for at 360, target 300
    found = row(queries.result(coordinator, called), "T02")
    assert (found.called_s, found.result.elapsed_s, found.result.ratio) == (360, 240, 0.8)
    assert (found.result.status, found.suggestion.rating) == ("done", "P")
    saw(first, "T03", done=700)
    late = row(queries.result(coordinator, called), "T03")
    assert late.result.elapsed_s == 340
    assert late.suggestion.rating == "M"


def test_both_observers_stay_and_their_difference_is_shown(called, saw, first, second, coordinator):
    saw(first, "T01", done=180)
    saw(second, "T01", done=220)
    found = row(queries.result(coordinator, called), "T01")
    assert found.result.stamps["done"] == 200, "the median"
    assert (found.result.spread["done"], found.result.observers) == (40, 2)
    assert queries.stamps(coordinator, called).count() == 2
    assert queries.result(coordinator, called).observers == 2


def test_what_was_called_for_and_never_came_counts_from_its_message(called, saw, first, coordinator):
    saw(first, "T01", done=180)
    found = queries.result(coordinator, called)
    missing = row(found, "T13")  # called for at 3000 of about 3600
    assert missing.result.status == "never_done"
    assert missing.result.at_least_s == pytest.approx(600, abs=60)
    assert missing.suggestion.rating == "U"
    assert (found.in_time, found.late, found.never_done, found.not_observed) == (1, 0, 17, 0)


def test_without_an_observer_nothing_is_said_to_be_never_done(called, coordinator):
    found = queries.result(coordinator, called)
    assert (found.never_done, found.not_observed) == (0, 18)
    assert row(found, "T01").suggestion.rating is None


def test_a_wrong_owner_and_a_wrong_order_are_named(called, saw, first, tasks, coordinator, plan):
    writing.set_task(coordinator, plan, tasks["T02"], version=1, predecessors=[tasks["T01"]])
    other = plans.roles(coordinator, plan).get(code="fire_service")
    saw(first, "T02", role=other, start=370, done=380)
    saw(first, "T01", start=390, done=400)
    found = row(queries.result(coordinator, called), "T02")
    assert found.result.wrong_owner == (str(other.pk),)
    assert found.result.before == ("T01",)
    sentences = " ".join(said.sentence() for said in found.statements)
    assert other.name in sentences
    assert "began before T01" in sentences
    load = {load.role: load for load in queries.result(coordinator, called).load}
    assert (load[other.name].tasks, load[other.name].busy_s) == (1, 10)


def test_the_picture_shows_only_what_was_called_for_or_seen(running, tasks, first, coordinator):
    assert clock_rows(queries.result(coordinator, running)) == []
    actions.stamp(first, running, tasks["T04"], "done", at_s=60)
    actions.deliver(coordinator, queries.injects(coordinator, running)[1])
    shown = clock_rows(queries.result(coordinator, running))
    assert [line["label"][:3] for line in shown] == ["T01", "T04"]
    assert shown[1]["observed_end"] == 1
    assert not any(isinstance(value, float) and math.isnan(value) for line in shown for value in line.values())


def test_the_evaluator_decides_and_the_suggestion_is_kept(called, saw, first, tasks, coordinator):
    saw(first, "T01", done=180)
    with pytest.raises(Refused, match="after the exercise"):
        actions.rate(coordinator, called, tasks["T01"], "P")
    over = actions.set_state(coordinator, called, "finished")
    with pytest.raises(NotAllowed):
        actions.rate(first, over, tasks["T01"], "P")
    with pytest.raises(Refused, match="does not exist"):
        actions.rate(coordinator, over, tasks["T01"], "Z")
    actions.rate(coordinator, over, tasks["T01"], "P", suggested="P")
    actions.rate(coordinator, over, tasks["T01"], "S", suggested="P", reason="Spoke over the radio twice")
    kept = Rating.objects.get()
    assert (kept.rating, kept.suggested) == ("S", "P")
    assert row(queries.result(coordinator, over), "T01").rating == kept


def test_an_improvement_that_was_noted_lowers_the_suggestion(called, saw, first, tasks, coordinator):
    saw(first, "T01", done=180)
    actions.observe(first, called, text="Said it twice", kind="improvement", task=tasks["T01"])
    assert row(queries.result(coordinator, called), "T01").suggestion.rating == "S"


def test_a_task_that_left_the_plan_stays_in_the_result(called, saw, first, tasks, coordinator):
    saw(first, "T01", done=180)
    writing.drop_task(coordinator, tasks["T01"])
    assert row(queries.result(coordinator, called), "T01").result.status == "done"


def test_as_many_queries_for_few_stamps_as_for_many(called, saw, first, coordinator, django_assert_num_queries):
    saw(first, "T01", done=180)
    queries.result(coordinator, called)  # the plan of the exercise is remembered from here on
    with django_assert_num_queries(12):
        queries.result(coordinator, called)
    for code in ("T02", "T03", "T04", "T05", "T06"):
        saw(first, code, start=1200, done=1300)
    with django_assert_num_queries(12):
        queries.result(coordinator, called)


def test_steps_relays_coverage_and_load_come_from_the_same_stamps(called, saw, first, second, tasks, coordinator, plan):
    saw(first, "T01", alert=130, done=180)
    saw(first, "T02", order=365, start=400, done=600)
    saw(second, "T02", done=620)
    actions.observe(second, called, text="Said at once", kind="strength", task=tasks["T02"], rating="P")
    actions.observe(second, called, text="Opened the side gate", kind="unplanned")
    found = queries.result(coordinator, called)
    more = queries.measured(coordinator, found)
    whole = next(step for step in more.steps if step.step == "whole")
    assert (whole.n, whole.open) == (2, 16), "what was called for and never came is open, not zero"
    assert whole.median.at_least
    assert more.coverage.evaluated == ("T02",)
    assert len(more.coverage.missing) == len(found.rows) - 1
    assert [note.text for note in more.unplanned] == ["Opened the side gate"]
    assert more.seen["T02"][0][1] != more.seen["T02"][1][1], "each observer keeps the own moments"
    assert {number for number, _moments in more.seen["T02"]} <= {1, 2}
    roles = {group.name for group in more.by_role}
    assert tasks["T02"].responsible.name in roles
    assert found.concentration == pytest.approx(sum(load.share**2 for load in found.load))


def test_the_plan_is_expected_where_its_durations_are_known(called, saw, first, tasks, coordinator, plan):
    writing.set_task(coordinator, plan, tasks["T02"], version=1, dur_min_s=60, dur_mode_s=60, dur_max_s=60)
    expected = queries.measured(coordinator, queries.result(coordinator, called)).expected
    assert {code: one.p80 for code, one in expected.items()} == {"T02": 420}, "called for at 360"


def test_a_word_between_two_roles_is_timed(called, saw, first, tasks, coordinator, plan):
    writing.set_task(coordinator, plan, tasks["T03"], version=1, predecessors=[tasks["T02"]])
    saw(first, "T02", start=400, order=410, done=600)
    saw(first, "T03", ack=470, start=500, done=700)
    more = queries.measured(coordinator, queries.result(coordinator, called))
    relay = next(one for one in more.relays if (one.sender, one.receiver) == ("T02", "T03"))
    assert (relay.seconds, relay.exact) == (60, True)
    names = f"{tasks['T02'].responsible.name} → {tasks['T03'].responsible.name}"
    assert names in [passing.name for passing in more.pairs]


def test_as_many_queries_for_the_measures_of_few_stamps_as_of_many(
    called, saw, first, coordinator, django_assert_num_queries
):
    saw(first, "T01", done=180)
    found = queries.result(coordinator, called)
    queries.measured(coordinator, found)
    with django_assert_num_queries(22):
        queries.measured(coordinator, found)
    for code in ("T02", "T03", "T04", "T05", "T06"):
        saw(first, code, start=1200, done=1300)
    found = queries.result(coordinator, called)
    with django_assert_num_queries(22):
        queries.measured(coordinator, found)


def test_targets_say_which_tasks_are_critical_and_are_as_good_as_the_weakest(called, saw, first, tasks, coordinator):
    saw(first, "T01", done=180)
    saw(first, "T02", done=3000)
    for goal in queries.objectives(coordinator, called):
        for target in goal.targets.all():
            target.critical.clear()
    first_goal = queries.objectives(coordinator, called).first()
    target = CapabilityTarget.objects.create(exercise=called, objective=first_goal, text="Told within ten minutes")
    target.critical.set([tasks["T01"], tasks["T02"]])
    more = queries.measured(coordinator, queries.result(coordinator, called))
    goal = next(one for whole in more.capabilities for one in whole.goals if one.target == target)
    assert (goal.tasks, goal.suggestion.rating) == (("T01", "T02"), "M")
    assert (more.coverage.evaluated, more.coverage.missing) == ((), ("T01", "T02"))
