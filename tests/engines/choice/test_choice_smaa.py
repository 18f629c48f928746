"""Ranks over weights and scores that vary, against closed forms and against a plain loop over another library."""

import numpy as np
import pytest
from pymcdm.methods.wsm import WSM

from parvis.engines.choice import ChoiceError, acceptability, smaa

TWO = [[0.8, 0.4], [0.2, 0.8]]  # level at a weight of .4 for the first criterion


def test_two_options_have_a_closed_form():
    found = smaa(TWO, seed=1, draws=40_000)
    assert found.first[0] == pytest.approx(0.6, abs=0.01)
    np.testing.assert_allclose(found.central, [[0.7, 0.3], [0.2, 0.8]], atol=0.01)  # means of .4..1 and of 0..4
    assert found.confidence.tolist() == [1, 1]


def test_an_option_that_never_comes_first_has_no_central_weights():
    found = smaa([[0.9, 0.9], [0.1, 0.5]], seed=1, draws=1000)
    assert found.first.tolist() == [1, 0]
    assert np.isnan(found.central[1]).all()
    assert np.isnan(found.confidence[1])
    varied = smaa([[0.9, 0.9], [0.1, 0.5]], [[1, 1], [0.2, 0.6]], seed=1, draws=1000)
    assert varied.confidence[0] == 1
    assert np.isnan(varied.confidence[1])


def test_confidence_of_one_criterion_has_a_closed_form():
    """b, anywhere in 0..1, beats a, which is .75, one time in four."""
    found = smaa([[0.75], [0.0]], [[0.75], [1.0]], seed=3, draws=40_000)
    np.testing.assert_allclose(found.confidence, [0.75, 0.25], atol=0.01)
    np.testing.assert_allclose(found.probability, [[0.75, 0.25], [0.25, 0.75]], atol=0.01)


def test_ranks_equal_a_loop_over_another_library():
    rng = np.random.default_rng(5)
    values = rng.random((6, 4))
    counted = np.zeros((6, 6))
    method = WSM(lambda column, **_cost: column)
    for _ in range(4000):
        totals = method(values, rng.dirichlet(np.ones(4)), np.ones(4), validation=False)
        counted[np.argsort(-totals), np.arange(6)] += 1 / 4000
    found = smaa(values, seed=1, draws=40_000)
    # three standard errors of the difference between the two samples, in each of 36 cells
    error = np.sqrt(counted * (1 - counted) * (1 / 4000 + 1 / 40_000)) + 1e-3
    assert (np.abs(found.probability - counted) < 4 * error).all()


def test_scores_that_vary_equal_a_loop_and_given_weights_hold():
    rng = np.random.default_rng(6)
    low = rng.random((4, 3)) * 0.6
    high = low + rng.random((4, 3)) * 0.4
    counted = np.zeros(4)
    for _ in range(20_000):
        counted[np.argmax((low + (high - low) * rng.random((4, 3))) @ rng.dirichlet([25, 15, 10]))] += 1 / 20_000
    found = smaa(low, high, [5, 3, 2], seed=1, draws=40_000)
    np.testing.assert_allclose(found.first, counted, atol=0.02)


def test_draws_repeat_and_chunks_leave_no_trace():
    values = np.random.default_rng(1).random((5, 3))
    one, same, other = (smaa(values, values + 0.1, seed=seed, draws=7001) for seed in (1, 1, 2))
    for name in ("probability", "central", "confidence"):
        np.testing.assert_array_equal(getattr(one, name), getattr(same, name))
    assert (one.probability != other.probability).any()
    np.testing.assert_allclose(one.probability.sum(axis=0), 1)
    np.testing.assert_allclose(one.probability.sum(axis=1), 1)


def test_options_that_are_alike_share_every_rank():
    found = smaa([[0.5, 0.5], [0.5, 0.5]], seed=1, draws=100)
    np.testing.assert_allclose(found.probability, 0.5)
    np.testing.assert_allclose(found.central, found.central[[1, 0]])
    assert smaa([[0.5]], seed=1, draws=10).probability.tolist() == [[1]]


def test_a_panel_has_central_weights_and_confidence_too():
    scores = np.array([[TWO[0], TWO[1]], [[0.7, 0.5], [0.3, 0.8]]])
    found = acceptability(scores, None, seed=1, draws=4000)
    assert found.central[0, 0] > found.central[1, 0]
    assert (found.confidence > 0.9).all()


@pytest.mark.parametrize(
    ("low", "high", "weights", "code"),
    [
        ([0.5], None, None, "bounds"),
        ([[0.5]], [[0.4]], None, "bounds"),
        ([[0.5]], [[0.5, 0.6]], None, "bounds"),
        ([[0.5, np.nan]], None, None, "missing_cell"),
        ([[0.5]], None, [0], "weights"),
        ([[0.5]], None, [1, 1], "table"),
    ],
)
def test_refusals(low, high, weights, code):
    with pytest.raises(ChoiceError) as refused:
        smaa(low, high, weights, seed=1)
    assert refused.value.code == code
