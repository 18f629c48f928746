import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parvis.engines.ranking import rank_interval, rank_shares
from parvis.engines.risk import rank_robustness

N = math.nan


def test_shares_of_tied_ranks_are_equal() -> None:
    np.testing.assert_allclose(rank_shares([[3, 1, 1], [1, 2, 3]]), [[0.5, 0, 0.5], [0, 0.75, 0.25], [0.5, 0.25, 0.25]])
    np.testing.assert_array_equal(rank_interval([[0.97, 0.03, 0], [0.03, 0.9, 0.07]]), [[1, 1], [2, 3]])
    for wrong in ([1, 2], np.empty((0, 2)), [[1, N]]):
        with pytest.raises(ValueError, match=r"table|finite"):
            rank_shares(wrong)


@settings(max_examples=30)
@given(
    arrays(float, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(1, 4).map(float)),
    st.integers(0, 9),
)
def test_probabilities_are_doubly_stochastic_and_repeatable(levels: np.ndarray, seed: int) -> None:
    found = rank_robustness(levels, seed, draws=60)
    np.testing.assert_allclose(found.probability.sum(axis=0), 1)
    np.testing.assert_allclose(found.probability.sum(axis=1), 1)
    np.testing.assert_array_equal(found.probability, rank_robustness(levels, seed, draws=60).probability)
    assert (found.interval[:, 0] <= found.interval[:, 1]).all()
    assert len(found.pairs) == levels.shape[1] - 1


def test_a_clear_order_is_certain_and_a_disputed_one_is_open() -> None:
    clear = rank_robustness([[5, 3, 1]] * 4, seed=1)
    assert clear.order.tolist() == [0, 1, 2]
    np.testing.assert_array_equal(clear.first, [1, 0, 0])
    assert not any(pair.could_flip or pair.overlap for pair in clear.pairs)
    assert clear.statements(["a", "b", "c"]) == ()

    disputed = rank_robustness([[5, 1, 1], [5, 1, 1], [2, 5, 1], [5, 4, 1]], seed=1)
    assert disputed.pairs[0].could_flip
    assert disputed.pairs[0].overlap
    said = [statement.sentence() for statement in disputed.statements(["ramming", "theft", "noise"])]
    assert "ramming" in said[0]
    assert "theft" in said[0]


def test_the_bootstrap_agrees_with_all_panels_counted() -> None:
    levels = np.array([[4, 2], [3, 3], [1, 2]], dtype=float)
    found = rank_robustness(levels, seed=3, draws=20_000)
    first = 0.0
    for who in product(range(3), repeat=3):
        a, b = levels[list(who)].T
        standing = [np.median(x) + 0.49 * ((x > np.median(x)).sum() - (x < np.median(x)).sum()) / 3 for x in (a, b)]
        first += (standing[0] > standing[1]) + (standing[0] == standing[1]) / 2
    assert found.first[0] == pytest.approx(first / 27, abs=0.01)


def test_doubt_widens_the_ranks_and_missing_judgements_are_allowed() -> None:
    levels = np.array([[4, 3, 1], [4, 3, N], [4, 3, 2]])
    sure = rank_robustness(levels, seed=5)
    unsure = rank_robustness(levels, seed=5, confidence=np.array([[0.4, 0.4, 1], [0.4, 0.4, N], [0.4, 0.4, 1]]))
    assert sure.first[0] == 1
    assert 0.4 < unsure.first[0] < 1
    assert sure.few
    assert "Fewer than 3" in sure.statements(["a", "b", "c"])[0].sentence()


def test_a_large_panel_is_drawn_in_parts() -> None:
    levels = np.tile(np.arange(1.0, 6.0), (300, 60))
    assert rank_robustness(levels, seed=1, draws=50).first.sum() == pytest.approx(1)


def test_refusals() -> None:
    with pytest.raises(ValueError, match="at least one judgement"):
        rank_robustness([[1, N]], seed=1)
    for confidence in ([[0.0, 1.0]], [[1.1, 1.0]], [[1.0]]):
        with pytest.raises(ValueError, match="Confidence"):
            rank_robustness([[1, 2]], seed=1, confidence=confidence)
