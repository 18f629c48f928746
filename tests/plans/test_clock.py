"""A plan on the clock: what the engine is told, and what follows from it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parvis.plans import actions, queries
from parvis.plans.rules import horizon_of, next_code, read
from parvis.web.pages.plans.lanes import lanes


def reading(plan, account):
    return read(queries.whole(account, plan))


def test_without_durations_a_task_takes_what_its_target_leaves(empty, coordinator):
    first = actions.set_task(coordinator, empty, text="Call", target_s=120)
    second = actions.set_task(coordinator, empty, text="Close", target_s=300, predecessors=[first])
    timetable = reading(empty, coordinator).timetable
    assert timetable.timings["T01"].earliest_finish == 120
    assert (timetable.timings["T02"].earliest_start, timetable.timings["T02"].earliest_finish) == (120, 300)
    assert timetable.critical == ("T01", "T02")
    actions.set_task(
        coordinator, empty, second, version=1, predecessors=[first], dur_min_s=30, dur_mode_s=60, dur_max_s=90
    )
    assert reading(empty, coordinator).timetable.duration == 180


def test_a_circle_stops_the_clock_and_is_named(empty, coordinator):
    first = actions.set_task(coordinator, empty, text="Call", target_s=60)
    second = actions.set_task(coordinator, empty, text="Close", target_s=60, predecessors=[first])
    actions.set_task(coordinator, empty, first, version=1, predecessors=[second])
    found = reading(empty, coordinator)
    assert found.timetable is None
    assert "D01" in {finding.rule for finding in found.findings}
    assert found.severe >= 1
    assert lanes(queries.whole(coordinator, empty), found) is None


def test_the_usual_channels_of_the_plan_count_for_its_tasks(plan, coordinator):
    with_them = {finding.rule for finding in reading(plan, coordinator).findings}
    assert "C01" not in with_them
    for channel in queries.whole(coordinator, plan).channels:
        actions.set_part(coordinator, plan, channel, version=1, usual=False)
    assert "C01" in {finding.rule for finding in reading(plan, coordinator).findings}


def test_a_lane_for_each_role_and_a_bar_for_each_task(plan, coordinator):
    whole = queries.whole(coordinator, plan)
    tasks = whole.tasks
    picture = lanes(whole, read(whole), reopened=[tasks[0].pk])
    assert {lane.role for lane in picture.lanes} == {task.responsible.name for task in tasks}
    bars = {bar.code: bar for lane in picture.lanes for bar in lane.bars}
    assert set(bars) == {task.code for task in tasks}
    assert [bar.code for bar in bars.values() if bar.reopened] == [tasks[0].code]
    for lane in picture.lanes:
        levels = {}
        for bar in lane.bars:
            left = float(bar.x.rstrip("%"))
            assert left >= levels.get(bar.y, 0.0) - 0.11, "no bar covers another"
            levels[bar.y] = left + float(bar.width.rstrip("%"))
            assert lane.y < bar.y < lane.y + lane.height
    assert sum(lane.height for lane in picture.lanes) == picture.height


@given(st.integers(0, 4000))
def test_a_horizon_never_shrinks_with_the_date(days):
    order = ("short", "mid", "long")
    today = date(2026, 3, 1)
    assert order.index(horizon_of(today + timedelta(days=days), today)) <= order.index(
        horizon_of(today + timedelta(days=days + 30), today)
    )


@given(st.sets(st.integers(1, 98)))
def test_a_new_code_is_above_all_others(numbers):
    codes = [f"T{number:02d}" for number in numbers] + ["X1"]
    assert int(next_code(codes)[1:]) == max(numbers, default=0) + 1
