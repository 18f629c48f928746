"""Path, Monte Carlo and simulation are three ways to reckon one plan: where nothing varies, they say the same."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engines.drill.plans import PROJECT, certain_plan, small_plans

from parvis.engines.drill import Plan, Task, criticality, monte_carlo, schedule, simulate

PLANS = 1000


@pytest.mark.parametrize("hundred", range(PLANS // 100))
def test_without_uncertainty_and_limits_all_three_agree_exactly(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        plan = certain_plan(seed)
        planned = schedule(plan)
        free, played = monte_carlo(plan, 1, runs=2), simulate(plan, 1, runs=2)
        starts = [[planned.timings[code].earliest_start] * 2 for code in free.codes]
        ends = [[planned.timings[code].earliest_finish] * 2 for code in free.codes]
        for runs in (free, played):
            assert runs.start.tolist() == starts, seed
            assert runs.finish.tolist() == ends, seed
            assert runs.whole.tolist() == [planned.duration] * 2
        assert not played.waited.any()
        decisive = dict(zip(free.codes, criticality(free), strict=True))
        assert all(decisive[code] == 1 for code in planned.critical), seed


def test_the_random_plans_have_what_they_are_meant_to_have() -> None:
    plans = [certain_plan(seed) for seed in range(PLANS)]
    assert sum(any(task.one_of for task in plan.tasks) for plan in plans) > 400
    assert sum(any(m.timeout_s is not None for m in plan.messages) for plan in plans) > 400
    assert sum(any(m.way == "pull" for m in plan.messages) for plan in plans) > 400
    early = 0
    for plan in plans:
        ends = schedule(plan).timings
        words = [m for m in plan.messages if m.timeout_s is not None]
        early += any(ends[m.receiver].earliest_start < ends[m.sender].earliest_finish for m in words)
    assert early > 100, "time-outs that end a waiting"


@settings(max_examples=40)
@given(small_plans())
def test_fewer_hands_are_never_faster(plan: Plan) -> None:
    free, tight = monte_carlo(plan, 5, runs=20), simulate(plan, 5, runs=20)
    assert (tight.finish >= free.finish - 1e-9).all()
    np.testing.assert_array_equal(tight.lasted, free.lasted)


def test_monte_carlo_of_the_textbook_project() -> None:
    found = monte_carlo(PROJECT, 1, runs=20_000)
    assert found.done("C").mean() == pytest.approx(16, abs=0.1)  # a chain: the means add up
    assert 44 < found.whole.mean() < 46.5  # parallel paths: later than the critical path alone
    critical = dict(zip(found.codes, criticality(found), strict=True))
    assert critical["A"] == critical["C"] == 1
    assert critical["M"] < critical["N"] <= 1
    np.testing.assert_array_equal(found.finish, monte_carlo(PROJECT, 1, runs=20_000).finish)
    assert (found.finish != monte_carlo(PROJECT, 2, runs=20_000).finish).any()


def test_the_durations_have_the_moments_of_pert() -> None:
    """Mean (a + 4m + b) / 6, variance (mean - a)(b - mean) / 7: the beta distribution whose shapes add up to 6."""
    for a, m, b in ((10.0, 20.0, 60.0), (0.0, 0.0, 9.0), (5.0, 9.0, 9.0)):
        lasted = monte_carlo(Plan((Task("t", (a, m, b)),)), 3, runs=50_000).lasted[0]
        mean = (a + 4 * m + b) / 6
        variance = (mean - a) * (b - mean) / 7
        assert lasted.mean() == pytest.approx(mean, abs=4 * math.sqrt(variance / 50_000))
        assert lasted.var() == pytest.approx(variance, rel=0.03)
        assert a <= lasted.min() <= lasted.max() <= b


def test_what_two_plans_share_is_drawn_alike() -> None:
    tasks = tuple(Task(f"t{n}", (10, 20, 50)) for n in range(5))
    more = Plan((Task("new", (1, 2, 3)), *reversed(tasks)))
    for code in ("t0", "t4"):
        np.testing.assert_array_equal(
            monte_carlo(Plan(tasks), 1, runs=50).done(code), monte_carlo(more, 1, runs=50).done(code)
        )


@pytest.mark.parametrize("reckon", [monte_carlo, simulate])
def test_an_empty_plan_and_no_runs(reckon) -> None:
    assert reckon(Plan(), 1, runs=2).whole.tolist() == [0, 0]
    with pytest.raises(ValueError, match="one run"):
        reckon(Plan(), 1, runs=0)
