import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parvis.engines.risk import strength_of_knowledge, summarise, worst_impact

N = math.nan
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


def test_strength_of_knowledge_follows_its_rule() -> None:
    confidence = [[1, 3, 3, 2, N], [1, 3, 3, 3, N], [3, 3, N, 2, N]]
    assert strength_of_knowledge(confidence, 3) == ("weak", "strong", "moderate", "moderate", "unknown")
    assert strength_of_knowledge([[1], [5]], 5) == ("weak",)  # the lower of the two in the middle
    with pytest.raises(ValueError, match="two steps"):
        strength_of_knowledge([[1]], 1)
    with pytest.raises(ValueError, match="scale"):
        strength_of_knowledge([[4]], 3)
