from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.choice import portfolio

MEASURE = st.tuples(st.integers(0, 6), st.integers(0, 10), st.integers(-3, 3))


@settings(max_examples=80, deadline=None)
@given(st.lists(MEASURE, min_size=0, max_size=6), st.integers(0, 15))
def test_the_front_is_what_nothing_beats(measures: list[tuple[int, int, int]], budget: int) -> None:
    cost, benefit, openness = (np.array([m[k] for m in measures], dtype=float) for k in range(3))
    sets = [s for n in range(len(measures) + 1) for s in combinations(range(len(measures)), n)]
    figures = {
        s: (
            round(sum(cost[list(s)]), 6),
            round(float(np.prod(1 - benefit[list(s)] / 10)), 6),
            round(-sum(openness[list(s)]), 6),
        )
        for s in sets
    }
    figures = {s: f for s, f in figures.items() if f[0] <= budget}
    expected = {
        s
        for s, f in figures.items()
        if not any(g != f and all(x <= y for x, y in zip(g, f, strict=True)) for g in figures.values())
    }
    found = portfolio(cost, benefit / 10, openness, budget)
    assert {p.measures for p in found} == expected
    assert [p.cost for p in found] == sorted(p.cost for p in found)


def test_figures_of_a_set() -> None:
    found = portfolio([10, 20], [[0.5, 0.0], [0.5, 0.5]], [-1, -1], budget=30, importance=[3, 1])
    assert [p.measures for p in found] == [(), (0,), (1,), (0, 1)]
    both = found[-1]
    assert (both.cost, both.openness) == (30, -2)
    assert both.remaining == pytest.approx((3 * 0.25 + 1 * 0.5) / 4)
    assert portfolio([10], [0.5], [0], budget=5)[0].measures == ()


def test_sixteen_measures_are_combined_exactly() -> None:
    rng = np.random.default_rng(1)
    found = portfolio(rng.integers(1, 50, 16), rng.random((16, 3)) / 2, rng.integers(-2, 3, 16), budget=120)
    assert len(found) > 20
    assert all(p.cost <= 120 for p in found)


@pytest.mark.parametrize(
    ("cost", "benefit", "openness", "importance", "why"),
    [
        ([1, 2], [0.1], [0, 0], None, "same measures"),
        ([1] * 17, [0.1] * 17, [0] * 17, None, "At most 16"),
        ([-1], [0.1], [0], None, "from 0 up"),
        ([1], [1.1], [0], None, "between 0 and 1"),
        ([1], [0.1], [0], [0], "Importance"),
        ([1], [0.1], [0], [1, 1], "Importance"),
    ],
)
def test_refusals(
    cost: list[float], benefit: list[float], openness: list[float], importance: list[float] | None, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        portfolio(cost, benefit, openness, 100, importance)
