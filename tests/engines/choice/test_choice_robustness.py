import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parvis.engines.choice import acceptability, explain, flip, stability, weighted_sum

N = math.nan
GRID = np.linspace(0, 1, 4001)
TABLES = arrays(
    float, st.tuples(st.integers(2, 5), st.integers(2, 4)), elements=st.integers(0, 10).map(lambda v: v / 10)
)


def totals_along(values: np.ndarray, shares: np.ndarray, criterion: int) -> np.ndarray:
    """Totals (grid, options) while one weight runs from 0 to 1, the others in their proportions."""
    rest = np.delete(shares, criterion)
    rest = rest / rest.sum() if rest.sum() > 0 else np.full(len(rest), 1 / len(rest))
    weights = np.insert(np.outer(1 - GRID, rest), criterion, GRID, axis=1)
    return np.asarray(weights @ values.T)


@settings(max_examples=150)
@given(TABLES, st.data())
def test_flip_and_stability_equal_a_search(values: np.ndarray, data: st.DataObject) -> None:
    weights = data.draw(arrays(float, values.shape[1], elements=st.integers(0, 5).map(float)))
    assume(weights.sum() > 0)
    shares = weights / weights.sum()
    found = flip(values, weights)
    assert found.winner == int(np.argmax(np.round(weighted_sum(values, weights), 12)))
    intervals = stability(values, weights)
    for criterion, nearest in enumerate(found.by_criterion):
        totals = totals_along(values, shares, criterion)
        beaten = totals.max(axis=1) > totals[:, found.winner] + 1e-9
        low, high = intervals[criterion]
        assert low - 1e-9 <= shares[criterion] <= high + 1e-9
        below, above = GRID - low, GRID - high
        assert not beaten[(below > 1e-6) & (above < -1e-6)].any()
        assert beaten[(below < -1e-3) | (above > 1e-3)].all()
        if nearest is None:
            assert not beaten.any()
        else:
            assert np.abs(GRID[beaten] - shares[criterion]).min() == pytest.approx(nearest.change, abs=1e-3)
            assert min(abs(nearest.needed - low), abs(nearest.needed - high)) < 1e-9
    some = [f.change for f in found.by_criterion if f]
    assert (found.nearest.change if found.nearest else None) == min(some, default=None)


def test_a_flip_worked_by_hand() -> None:
    # Totals .5*.8+.5*.4 = .6 against .5*.2+.5*.8 = .5; equal at w*.8+(1-w)*.4 = w*.2+(1-w)*.8, so w = .4.
    found = flip([[0.8, 0.4], [0.2, 0.8]], [1, 1])
    assert found.winner == 0
    assert found.nearest is not None
    assert found.nearest.needed == pytest.approx(0.4)
    assert found.nearest.rival == 1
    assert found.by_criterion[1] is not None
    assert found.by_criterion[1].needed == pytest.approx(0.6)
    np.testing.assert_allclose(stability([[0.8, 0.4], [0.2, 0.8]], [1, 1]), [[0.4, 1], [0, 0.6]])


def test_a_dominant_option_cannot_be_flipped() -> None:
    found = flip([[0.9, 0.9], [0.1, 0.8]], [3, 1])
    assert found.nearest is None
    assert flip([[0.9], [0.1]], [1]).by_criterion == (None,)
    np.testing.assert_array_equal(stability([[0.9], [0.1]], [1]), [[0, 1]])


def test_acceptability_of_two_options_has_a_closed_form() -> None:
    # With two criteria and uniform weights, a is first where w > .4 (see above): probability .6.
    found = acceptability(np.array([[[0.8, 0.4], [0.2, 0.8]]]), None, seed=4, draws=40_000)
    assert found.first[0] == pytest.approx(0.6, abs=0.01)
    np.testing.assert_allclose(found.probability.sum(axis=0), 1)
    np.testing.assert_allclose(found.probability.sum(axis=1), 1)
    np.testing.assert_array_equal(found.interval, [[1, 2], [1, 2]])


def test_acceptability_narrows_around_given_weights_and_repeats() -> None:
    scores = np.array([[[0.8, 0.4], [0.2, 0.8]]])
    tight = acceptability(scores, [1, 1], seed=1, concentration=1000)
    assert tight.first[0] > 0.99
    assert 0.6 < acceptability(scores, [1, 1], seed=1, concentration=10).first[0] < tight.first[0]
    np.testing.assert_array_equal(
        tight.probability, acceptability(scores, [1, 1], seed=1, concentration=1000).probability
    )
    assert acceptability(scores, [0, 1], seed=1).first[1] == 1


def test_experts_who_differ_make_ranks_uncertain() -> None:
    scores = np.array([[[0.9, N], [0.1, 0.5]], [[0.2, 0.5], [0.7, 0.5]], [[0.9, 0.5], [0.1, 0.5]]])
    assert 0.5 < acceptability(scores, [1, 1], seed=2).first[0] < 1
    with pytest.raises(ValueError, match="at least one expert"):
        acceptability([[[N, 1.0]]], None, seed=1)
    for weights, concentration in (([1.0], 50.0), ([1.0, 1.0], 0.0)):
        with pytest.raises(ValueError, match="one weight for each"):
            acceptability(scores, weights, seed=1, concentration=concentration)


def test_an_explanation_says_for_against_and_what_would_flip_it() -> None:
    values = np.array([[0.8, 0.4, 0.5], [0.2, 0.8, 0.5], [1, 1, 1]])
    found = explain(
        values,
        [1, 1, 1],
        ["planters", "bollards", "closure"],
        ["effect", "openness", "cost"],
        others={"TOPSIS": [0.3, 0.7, 1], "PROMETHEE II": [0.3, 0.2, 1]},
        missed=np.array([[False] * 3, [False] * 3, [False, True, False]]),
        first=[0.61, 0.39, 0],
    )
    assert (found.winner, found.runner_up) == (0, 1)
    assert [s.code for s in found.statements] == [
        "knocked_out",
        "leads",
        "ahead",
        "stronger",
        "weaker",
        "method_disagrees",
        "flip_down",
        "moved",
        "first_share",
    ]
    said = [s.sentence() for s in found.statements]
    assert said[0] == "“closure” is out: it does not meet what is required on openness."
    assert said[1] == "“planters” leads because it is stronger than “bollards” on: effect."
    assert said[3] == "“planters” is stronger than “bollards” on effect (20.0 points)."
    assert "“bollards” would come first" in said[6]
    assert "61 %" in said[8]


def test_an_explanation_when_there_is_little_to_choose() -> None:
    none = explain([[1.0]], [1], ["a"], ["c"], missed=[[True]])
    assert none.winner is none.runner_up is None
    assert none.statements[-1].code == "none_left"
    one = explain([[1.0]], [1], ["a"], ["c"])
    assert [s.code for s in one.statements] == ["only_one"]
    level = explain([[1.0], [1.0]], [1], ["a", "b"], ["c"])
    assert [s.code for s in level.statements] == ["level", "no_flip"]
    up = explain([[0.2, 0.9], [0.6, 0.1]], [1, 1], ["a", "b"], ["c", "d"]).statements
    assert up[-2].code in {"flip_up", "flip_down"}
    assert up[-1].code == "moved"
    assert [s.code for s in explain([[0.9], [0.1]], [1], ["a", "b"], ["c"]).statements][-1] == "no_weights"
    with pytest.raises(ValueError, match="one name"):
        explain([[1.0]], [1], ["a", "b"], ["c"])
    with pytest.raises(ValueError, match="every option"):
        explain([[1.0], [0.5]], [1], ["a", "b"], ["c"], others={"x": [1.0]})
