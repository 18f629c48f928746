import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parvis.engines.risk import (
    Grid,
    GridError,
    likelihood_level,
    risk_level,
    strength_of_knowledge,
    summarise,
    worst_impact,
)

N = math.nan
GRID = Grid(((1, 1, 2), (1, 2, 3), (2, 3, 3)), ((1, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 4)))
LEVELS = arrays(float, st.tuples(st.integers(1, 7), st.integers(1, 6)), elements=st.sampled_from([1, 2, 3, 4, 5, N]))


def test_summary_keeps_both_ends() -> None:
    found = summarise([[1, 4, N], [3, 4, N], [5, 2, N], [N, 1, N]], 5)
    np.testing.assert_array_equal(found.median, [3, 4, N])  # 1 2 4 4: the higher of the two in the middle
    np.testing.assert_array_equal(found.low, [1, 1, N])
    np.testing.assert_array_equal(found.high, [5, 4, N])
    np.testing.assert_array_equal(found.spread, [4, 3, N])
    np.testing.assert_array_equal(found.n, [3, 4, 0])
    np.testing.assert_array_equal(found.counts[:, 0], [1, 0, 1, 0, 1])


@given(LEVELS)
def test_median_is_a_level_that_somebody_chose(table: np.ndarray) -> None:
    found = summarise(table, 5)
    for item, column in enumerate(table.T):
        chosen = column[~np.isnan(column)]
        assert found.counts[:, item].sum() == found.n[item] == len(chosen)
        if len(chosen):
            assert found.median[item] in chosen
            assert found.median[item] == np.quantile(chosen, 0.5, method="higher")


@pytest.mark.parametrize("wrong", [[[0]], [[6]], [[1.5]], [1, 2], np.empty((0, 3))])
def test_summary_refuses_what_is_not_on_the_scale(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"scale|whole|table"):
        summarise(wrong, 5)  # type: ignore[arg-type]  # the table is parametrised


def test_the_worst_impact_counts_and_all_are_kept() -> None:
    found = worst_impact(np.array([[[1, 4, 4], [N, N, N]], [[2, N, 1], [3, 1, 2]]]))
    np.testing.assert_array_equal(found.level, [[4, N], [2, 3]])
    np.testing.assert_array_equal(found.decisive[0], [[False, True, True], [False, False, False]])
    with pytest.raises(ValueError, match="three axes"):
        worst_impact([[1, 2]])


def test_risk_is_looked_up() -> None:
    assert likelihood_level(2, 3, GRID) == 3
    found = risk_level([1, 3, N, 2], [1, 3, 2, 2], [4, 1, 2, N], GRID)
    np.testing.assert_array_equal(found, [3, 2, N, N])
    np.testing.assert_array_equal(risk_level([[1], [3]], [1, 2], 4, GRID), [[3, 3], [4, 4]])


@given(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 4)), st.integers(0, 2))
def test_no_worse_level_gives_a_better_band(levels: tuple[int, int, int], which: int) -> None:
    worse = list(levels)
    worse[which] = min(worse[which] + 1, (3, 3, 4)[which])
    assert risk_level(worse[0], worse[1], worse[2], GRID) >= risk_level(*levels, GRID)


@pytest.mark.parametrize("levels", [(0, 1, 1), (4, 1, 1), (1, 4, 1), (1, 1, 5), (1.5, 1, 1), (N, 9, 1)])
def test_levels_off_the_grid_are_refused(levels: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="outside the grid"):
        risk_level(*levels, GRID)


@pytest.mark.parametrize(
    ("likelihood", "risk", "why"),
    [
        ((), ((1,),), "empty"),
        (((),), ((1,),), "empty"),
        (((1, 1), (1,)), ((1,),), "length"),
        (((1.0,),), ((1,),), "whole"),
        (((2,), (1,)), ((1,), (2,)), "better"),
        (((1,),), ((2, 1),), "better"),
        (((1, 3),), ((1,), (2,)), "no row"),
        (((0, 1),), ((1,), (2,)), "no row"),
    ],
)
def test_a_grid_must_hold_together(likelihood: object, risk: object, why: str) -> None:
    with pytest.raises(GridError, match=why):
        Grid(likelihood, risk)  # type: ignore[arg-type]  # wrong on purpose


def test_strength_of_knowledge_follows_its_rule() -> None:
    confidence = [[1, 3, 3, 2, N], [1, 3, 3, 3, N], [3, 3, N, 2, N]]
    assert strength_of_knowledge(confidence, 3) == ("weak", "strong", "moderate", "moderate", "unknown")
    assert strength_of_knowledge([[1], [5]], 5) == ("weak",)  # the lower of the two in the middle
    with pytest.raises(ValueError, match="two steps"):
        strength_of_knowledge([[1]], 1)
    with pytest.raises(ValueError, match="scale"):
        strength_of_knowledge([[4]], 3)
