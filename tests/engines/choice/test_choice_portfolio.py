"""The front of sets of measures, against every set there is."""

import math
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.choice import ChoiceError, Portfolio, front, portfolio

Figures = tuple[int, float, int]
Case = dict[str, Any]


def small_case(seed: int) -> Case:
    rng = np.random.default_rng(seed)
    n, v = int(rng.integers(1, 8)), int(rng.integers(1, 4))
    return {
        "cost": rng.integers(0, 9, n), "openness": rng.integers(-3, 4, n), "importance": rng.integers(1, 5, v),
        "effect": np.where(rng.random((n, v)) < 0.6, rng.integers(0, 11, (n, v)) / 10, 0.0),
        "needs": [tuple(rng.integers(0, n, 2).tolist()) for _ in range(rng.integers(0, 3))],
        "groups": [rng.permutation(n)[:3].tolist() for _ in range(rng.integers(0, 3))],
    }  # fmt: skip


def every_set(case: Case, budget: int) -> set[Figures]:
    """Figures of every set that is allowed: cost, remaining risk, openness."""
    found = set()
    for bits in product((False, True), repeat=len(case["cost"])):
        taken = np.array(bits)
        if any(taken[a] and not taken[b] for a, b in case["needs"]):
            continue
        if any(sum(taken[i] for i in group) > 1 for group in case["groups"]):
            continue
        left = 1 - np.max(case["effect"][taken], axis=0, initial=0)
        risk = round(float(np.average(left, weights=case["importance"])), 6)
        figures = (int(case["cost"][taken].sum()), risk, int(case["openness"][taken].sum()))
        if figures[0] <= budget:
            found.add(figures)
    return found


def beats(one: Figures, other: Figures) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2]


def figures(one: Portfolio) -> Figures:
    return one.cost, round(one.remaining, 6), one.openness


@pytest.mark.parametrize("seed", range(200))
def test_the_front_of_small_cases_is_what_no_set_beats(seed):
    case, budget = small_case(seed), seed % 12
    sets = every_set(case, budget)
    expected = {one for one in sets if not any(beats(other, one) for other in sets)}
    found = portfolio(**case, budget=budget, budgets=max(budget, 1))
    assert {figures(one) for one in found} == expected
    assert len(found) == len(expected)
    assert [one.cost for one in found] == sorted(one.cost for one in found)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 25), st.integers(1, 4), st.integers(1, 5))
def test_a_coarser_front_holds_the_best_of_each_cell_and_nothing_that_is_beaten(seed, budget, budgets, step):
    case = small_case(seed)
    sets = every_set(case, budget)
    expected = set()
    for part in range(budgets + 1):
        for floor in [-math.inf, *range(-40 // step * step, 40, step)]:
            cell = [one for one in sets if one[0] <= budget * part // budgets and one[2] >= floor]
            if cell:
                expected.add(min(cell, key=lambda one: (one[1], one[0], -one[2])))
    found = portfolio(**case, budget=budget, budgets=budgets, openness_step=step)
    assert {figures(one) for one in found} == expected
    assert not any(beats(other, figures(one)) for one in found for other in sets)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 40))
def test_a_front_that_had_the_time_is_complete(seed, budget):
    case = small_case(seed)
    sets = every_set(case, budget)
    found = front(**case, budget=budget, seconds=600)
    assert found.open == ""
    assert {figures(one) for one in found.sets} == {one for one in sets if not any(beats(other, one) for other in sets)}
    assert len(found.sets) == len({figures(one) for one in found.sets})


def test_a_front_without_time_says_so_and_shows_only_what_is_proved():
    case, told = small_case(5), []
    assert front(**case, budget=9, seconds=0, progress=lambda *said: told.append(said)).open == "time"
    assert told
    assert all(step == "portfolio" and 0 <= done <= 1 for step, done in told)

    def end(_step, _done):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        front(**case, budget=9, progress=end)
    with pytest.raises(ChoiceError):
        front(**case, budget=-1)


def test_figures_of_a_set():
    found = portfolio([10, 20], [[0.5, 0.0], [0.4, 0.5]], [-1, -1], budget=30, importance=[3, 1], budgets=3)
    assert [one.measures for one in found] == [(), (0,), (1,), (0, 1)]
    both = found[-1]
    assert (both.cost, both.openness, both.left) == (30, -2, (0.5, 0.5))
    assert found[1].remaining == pytest.approx((3 * 0.5 + 1) / 4)
    assert portfolio([10], [0.5], [0], budget=5)[0].measures == ()
    assert [one.measures for one in portfolio([], np.empty((0, 1)), [], budget=5)] == [()]


def test_one_measure_may_need_another_and_exclude_a_third():
    cost, effect = [1, 5, 2], [[0.9], [0.0], [0.5]]
    assert portfolio(cost, effect, [0] * 3, 3)[-1].measures == (0,)
    assert portfolio(cost, effect, [0] * 3, 3, needs=[(0, 1)])[-1].measures == (2,)
    assert portfolio(cost, effect, [0] * 3, 6, needs=[(0, 1)])[-1].measures == (0, 1)
    assert portfolio(cost, effect, [0] * 3, 6, needs=[(0, 1)], groups=[[0, 1]])[-1].measures == (2,)


def test_the_work_says_how_far_it_is_and_can_be_ended():
    told = []
    portfolio([1, 2], [0.5, 0.6], [0, 1], 3, progress=lambda step, done: told.append((step, done)))
    assert told[0] == ("portfolio", 0.0)
    assert told[-1] == ("portfolio", 1.0)
    assert [done for _step, done in told] == sorted(done for _step, done in told)

    def end(_step, _done):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        portfolio([1], [0.5], [0], 3, progress=end)


def test_a_middling_task_is_solved_and_every_set_keeps_the_rules():
    rng = np.random.default_rng(1)
    cost, openness = rng.integers(1, 61, 40), rng.integers(-3, 4, 40)
    effect = np.where(rng.random((40, 8)) < 0.2, rng.choice([0.2, 0.4, 0.6, 0.8], (40, 8)), 0.0)
    needs, group = [(0, 1), (2, 3)], [4, 5, 6, 7, 8]
    found = portfolio(cost, effect, openness, 150, needs=needs, groups=[group], budgets=4, openness_step=8)
    assert len(found) > 5
    for one in found:
        assert one.cost == cost[list(one.measures)].sum() <= 150
        assert one.openness == openness[list(one.measures)].sum()
        assert len(set(one.measures) & set(group)) <= 1
        assert all(b in one.measures for a, b in needs if a in one.measures)
    assert not any(beats(figures(one), figures(other)) for one in found for other in found)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cost": [1, 2]}, "measures"),
        ({"effect": [[[0.1]]]}, "measures"),
        ({"cost": [-1]}, "negative_cost"),
        ({"cost": [1.5]}, "whole"),
        ({"cost": [2_000_000]}, "whole"),
        ({"cost": ["dear"]}, "text"),
        ({"cost": [math.nan]}, "missing"),
        ({"effect": [[math.inf]]}, "missing_cell"),
        ({"effect": [[0.1], [0.1, 0.2]]}, "ragged"),
        ({"effect": [1.1]}, "share"),
        ({"importance": [0]}, "importance"),
        ({"importance": [1, 1]}, "importance"),
        ({"needs": [(0, 1)]}, "unknown_measure"),
        ({"groups": [[-1]]}, "unknown_measure"),
        ({"budget": -1}, "budget"),
        ({"budgets": 0}, "granularity"),
        ({"openness_step": 0}, "granularity"),
    ],
)
def test_what_cannot_be_combined_is_refused_in_words(change: Case, code: str):
    usable: Case = {"cost": [1], "effect": [0.5], "openness": [0], "budget": 10}
    with pytest.raises(ChoiceError) as refused:
        portfolio(**{**usable, **change})
    assert refused.value.code == code
    assert str(refused.value) == refused.value.statement.sentence()
