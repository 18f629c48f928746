import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymcdm.methods.promethee_ii import PROMETHEE_II
from pymcdm.methods.topsis import TOPSIS
from pymcdm.methods.wsm import WSM
from pymcdm.normalizations import minmax_normalization

from parvis.engines.choice import (
    Criterion,
    average,
    knock_outs,
    normalised,
    promethee_ii,
    topsis,
    value_scores,
    weighted_sum,
)

N = math.nan
# Hwang and Yoon 1981: the choice of a fighter aircraft.
AIRCRAFT = [
    [2.0, 1500, 20000, 5.5, 5, 9],
    [2.5, 2700, 18000, 6.5, 3, 5],
    [1.8, 2000, 21000, 4.5, 7, 7],
    [2.2, 1800, 20000, 5.0, 5, 5],
]
WEIGHTS = [0.2, 0.1, 0.1, 0.1, 0.2, 0.3]
SIGNS = [1, 1, 1, -1, 1, 1]


def test_topsis_gives_the_published_aircraft() -> None:
    np.testing.assert_allclose(topsis(AIRCRAFT, WEIGHTS, SIGNS), [0.6433, 0.2684, 0.6135, 0.3123], atol=5e-5)
    np.testing.assert_allclose(topsis(AIRCRAFT, WEIGHTS, SIGNS, "minmax"), [0.6127, 0.3660, 0.5306, 0.3517], atol=5e-5)


def test_fixed_scales_and_other_choices_equal_another_library() -> None:
    rng = np.random.default_rng(20260101)
    minmax = TOPSIS(minmax_normalization)
    wsm = WSM(minmax_normalization)
    for _ in range(200):
        options, criteria = rng.integers(2, 12), rng.integers(1, 9)
        matrix = rng.uniform(0.1, 100, (options, criteria)).round(1)
        matrix[0], matrix[1] = 0.1, 100.0  # columns with a range, so that fixed scales equal the observed ones
        weights = rng.dirichlet(np.ones(criteria))
        signs = rng.choice([-1, 1], criteria)
        p = rng.uniform(1, 60, criteria)
        scale = [
            Criterion(str(c), w, "benefit" if s > 0 else "cost", 0.1, 100.0)
            for c, (w, s) in enumerate(zip(weights, signs, strict=True))
        ]
        ours = [
            topsis(matrix, weights, signs, "minmax"),
            promethee_ii(matrix, weights, signs, "linear", p),
            weighted_sum(value_scores(matrix, scale), weights),
        ]
        theirs = [
            minmax(matrix, weights, signs, validation=False),
            PROMETHEE_II("vshape", p=p)(matrix, weights, signs, validation=False),
            wsm(matrix, weights, signs, validation=False),
        ]
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@given(st.integers(0, 10_000))
def test_the_default_knows_no_rank_reversal(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scale = [Criterion("a", 2, "benefit", 0, 10), Criterion("b", 1, "cost", 0, 500), Criterion("c", 3, "benefit", 1, 5)]
    scores = np.column_stack([rng.uniform(0, 10, 6), rng.uniform(0, 500, 6), rng.uniform(1, 5, 6)])
    weights = [c.weight for c in scale]
    all_six = weighted_sum(value_scores(scores, scale), weights)
    keep = np.delete(np.arange(6), rng.integers(6))
    np.testing.assert_array_equal(
        np.argsort(weighted_sum(value_scores(scores[keep], scale), weights)), np.argsort(all_six[keep])
    )


def test_topsis_can_reverse_the_order_of_the_rest() -> None:
    """Why it is a second opinion: without the worst option, the others change places."""
    rng = np.random.default_rng(1)
    reversed_orders = 0
    for _ in range(100):
        matrix, weights = rng.random((6, 4)), rng.dirichlet(np.ones(4))
        full = topsis(matrix, weights, [1] * 4)
        keep = np.delete(np.arange(6), np.argmin(full))
        reversed_orders += (np.argsort(topsis(matrix[keep], weights, [1] * 4)) != np.argsort(full[keep])).any()
    assert reversed_orders > 10


def test_alike_options_are_level() -> None:
    np.testing.assert_array_equal(topsis([[1, 0], [1, 0]], [1, 1], [1, -1]), [0.5, 0.5])
    np.testing.assert_array_equal(promethee_ii([[1, 0]], [1, 1], [1, -1]), [0])


def test_each_expert_stays_beside_the_mean() -> None:
    panel = average(np.array([[[0.2, N]], [[0.6, N]]]))
    np.testing.assert_allclose(panel.mean, [[0.4, N]])
    np.testing.assert_array_equal(panel.n, [[2, 0]])
    np.testing.assert_array_equal(panel.low, [[0.2, N]])
    np.testing.assert_array_equal(panel.high, [[0.6, N]])
    assert panel.each.shape == (2, 1, 2)
    with pytest.raises(ValueError, match="three axes"):
        average([[1.0]])


def test_knock_outs_say_which_requirement_is_missed() -> None:
    found = knock_outs(np.array([[5, 100], [3, 90], [N, 110]]), [4, 105], [1, -1])
    np.testing.assert_array_equal(found, [[False, False], [True, False], [True, True]])
    assert not knock_outs([[1, N]], [N, N], [1, 1]).any()
    with pytest.raises(ValueError, match="one threshold"):
        knock_outs([[1, 2]], [1], [1, 1])


def test_values_run_from_the_worst_to_the_best_end() -> None:
    scale = [Criterion("score", 1, "benefit", 1, 5), Criterion("cost", 1, "cost", 0, 200)]
    np.testing.assert_array_equal(value_scores([[1, 0], [3, 50], [5, 200]], scale), [[0, 1], [0.5, 0.75], [1, 0]])
    with pytest.raises(ValueError, match="cost lies off"):
        value_scores([[3, 201]], scale)
    with pytest.raises(ValueError, match="one column"):
        value_scores([[3]], scale)


@pytest.mark.parametrize(("weight", "low", "high"), [(-1, 0, 1), (N, 0, 1), (1, 1, 1), (1, 2, 1)])
def test_a_criterion_must_make_sense(weight: float, low: float, high: float) -> None:
    with pytest.raises(ValueError, match=r"weight|scale"):
        Criterion("x", weight, "benefit", low, high)


def test_refusals() -> None:
    np.testing.assert_array_equal(normalised([3, 1]), [0.75, 0.25])
    for weights in ([0, 0], [-1, 2], [N], [[1]]):
        with pytest.raises(ValueError, match=r"Weights|missing"):
            normalised(weights)
    with pytest.raises(ValueError, match="one weight"):
        weighted_sum([[1, 2]], [1])
    with pytest.raises(ValueError, match="missing"):
        weighted_sum([[1, N]], [1, 1])
    with pytest.raises(ValueError, match="direction"):
        topsis([[1, 2]], [1, 1], [1, 0])
    for thresholds in (None, [1, 0]):
        with pytest.raises(ValueError, match="threshold"):
            promethee_ii([[1, 2]], [1, 1], [1, 1], "linear", thresholds)
