"""Agreement between orders, what happens when an option leaves, classes, and the nearest weights that flip."""

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import friedmanchisquare, kendalltau

from parvis.engines.choice import (
    ChoiceError,
    agreement,
    concordance,
    electre_tri,
    flip,
    nearest_weights,
    reversals,
    tau_b,
    topsis,
    weighted_sum,
)

TENTHS = st.integers(0, 10).map(lambda v: v / 10)
TABLES = arrays(float, st.tuples(st.integers(2, 5), st.integers(2, 4)), elements=TENTHS)


@given(arrays(float, st.tuples(st.just(2), st.integers(2, 8)), elements=st.integers(0, 4).map(float)))
def test_tau_b_is_that_of_scipy(scores):
    ours, theirs = tau_b(*scores), kendalltau(*scores, variant="b").statistic
    assert (math.isnan(ours) and math.isnan(theirs)) or ours == pytest.approx(theirs, abs=1e-12)


@given(arrays(float, st.tuples(st.integers(3, 6), st.integers(3, 7)), elements=st.integers(0, 6).map(float)))
def test_w_is_friedmans_statistic_in_proportion(scores):
    methods, options = scores.shape
    w = concordance(scores)
    if math.isnan(w):
        assert (np.ptp(scores, axis=1) == 0).all()
    else:
        assert w == pytest.approx(friedmanchisquare(*scores.T).statistic / (methods * (options - 1)), abs=1e-9)


def test_agreement_is_said_in_words():
    assert [one.code for one in agreement({"a": [1, 2, 3], "b": [5, 6, 9]})] == ["methods_same"]
    said = agreement({"a": [1, 2, 3, 4], "b": [1, 2, 4, 3], "c": [4, 3, 2, 1]})
    assert [one.code for one in said] == ["methods_differ", "methods_apart"]
    assert "a and c are furthest apart (Kendall's tau -1.00)" in said[1].sentence()
    assert [one.code for one in agreement({"a": [1, 1], "b": [2, 2]})] == ["methods_level"]
    assert agreement({"a": [1, 2]}) == agreement({"a": [1], "b": [1]}) == ()


@given(TABLES, st.data())
def test_a_weighted_sum_of_fixed_values_never_reverses(values, data):
    weights = data.draw(arrays(float, values.shape[1], elements=st.integers(1, 9).map(float)))
    assert reversals(values, lambda table: weighted_sum(table, weights)) == ()


def test_topsis_reverses_and_says_whose_leaving_did_it():
    """One option after another is taken out by hand, and the order of the rest compared."""
    rng = np.random.default_rng(3)
    seen = 0
    for _ in range(40):
        matrix, weights = rng.random((5, 4)), rng.dirichlet(np.ones(4))
        expected = set()
        full = topsis(matrix, weights, [1] * 4)
        for gone in range(5):
            kept = [at for at in range(5) if at != gone]
            left = dict(zip(kept, topsis(matrix[kept], weights, [1] * 4), strict=True))
            for a, b in combinations(kept, 2):
                if (full[a] - full[b]) * (left[a] - left[b]) < 0:
                    expected.add((gone, *((a, b) if left[a] > left[b] else (b, a))))
        found = reversals(matrix, lambda table, w=weights: topsis(table, w, [1] * 4))
        assert {(one.leaving, one.rises, one.falls) for one in found} == expected
        for one in found:
            assert one.first == (full[one.falls] == max(np.delete(full, one.leaving)))
        seen += len(found)
    assert seen > 5
    told = next(one for one in found if one) if found else None
    assert told is None or "TOPSIS: if" in told.statement("TOPSIS", list("abcde")).sentence()


def test_classes_worked_by_hand():
    # Reaches "good" only with three quarters of the weight: b has half, and is beaten by no profile, so it is open.
    found = electre_tri(
        [[0.9, 0.9], [1.0, 0.2], [0.1, 0.1]], [1, 1], [[0.3, 0.3], [0.6, 0.6]], ["poor", "fair", "good"]
    )
    assert found.pessimistic.tolist() == [2, 0, 0]
    assert found.optimistic.tolist() == [2, 2, 0]
    # With a cut of a half, b reaches both profiles; a veto on being behind by 0.4 takes it back from the upper one.
    half = {"cut": 0.5, "names": ["poor", "fair", "good"], "profiles": [[0.3, 0.3], [0.6, 0.6]], "weights": [1, 1]}
    assert electre_tri([[1.0, 0.2]], **half).pessimistic.tolist() == [2]
    assert electre_tri([[1.0, 0.2]], **half, veto=0.4).pessimistic.tolist() == [1]
    # Behind by 0.1 of a threshold of 0.2 counts half: 0.75 of the weight in all.
    near = electre_tri([[0.5, 0.6]], [1, 1], [[0.6, 0.6]], ["no", "yes"], preference=0.2)
    assert near.pessimistic.tolist() == [1]
    assert electre_tri([[0.49, 0.6]], [1, 1], [[0.6, 0.6]], ["no", "yes"], preference=0.2).pessimistic.tolist() == [0]


@given(TABLES, st.data())
def test_classes_keep_their_promises(values, data):
    criteria = values.shape[1]
    weights = data.draw(arrays(float, criteria, elements=st.integers(1, 5).map(float)))
    profiles = np.sort(data.draw(arrays(float, (2, criteria), elements=TENTHS)), axis=0)
    given_steps = {"indifference": 0.05, "preference": 0.15, "veto": data.draw(st.sampled_from([None, 0.45]))}
    found = electre_tri(values, weights, profiles, ["low", "middle", "high"], **given_steps)
    assert (found.pessimistic <= found.optimistic).all()
    assert set(found.optimistic.tolist()) | set(found.pessimistic.tolist()) <= {0, 1, 2}
    better = electre_tri(np.minimum(values + 0.1, 1), weights, profiles, ["low", "middle", "high"], **given_steps)
    assert (better.pessimistic >= found.pessimistic).all()
    alone = electre_tri(values[:1], weights, profiles, ["low", "middle", "high"], **given_steps)
    assert alone.pessimistic[0] == found.pessimistic[0]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"profiles": [[0.5]]}, "profiles"),
        ({"profiles": [[0.5, 0.5], [0.4, 0.6]], "names": ["a", "b", "c"]}, "profiles"),
        ({"names": ["a"]}, "profiles"),
        ({"indifference": 0.3, "preference": 0.2}, "thresholds"),
        ({"preference": 0.2, "veto": 0.1}, "thresholds"),
        ({"cut": 0.4}, "thresholds"),
    ],
)
def test_classes_that_do_not_fit_are_refused(change, code):
    usable = {"values": [[0.5, 0.5]], "weights": [1, 1], "profiles": [[0.5, 0.5]], "names": ["a", "b"]}
    with pytest.raises(ChoiceError) as refused:
        electre_tri(**{**usable, **change})
    assert refused.value.code == code


def grid_of_weights(criteria: int, steps: int) -> np.ndarray:
    cells = np.indices([steps + 1] * (criteria - 1)).reshape(criteria - 1, -1).T
    cells = cells[cells.sum(axis=1) <= steps]
    return np.column_stack([cells, steps - cells.sum(axis=1)]) / steps


@settings(max_examples=60, deadline=None)
@given(arrays(float, st.tuples(st.integers(2, 4), st.just(3)), elements=TENTHS), st.data())
def test_the_nearest_weights_are_those_of_a_search(values, data):
    weights = data.draw(arrays(float, 3, elements=st.integers(0, 5).map(float)).filter(lambda w: w.sum() > 0))
    shares = weights / weights.sum()
    winner = int(np.argmax(np.round(values @ shares, 12)))
    grid = grid_of_weights(3, 60)
    totals = grid @ values.T
    rivals = np.delete(np.arange(len(values)), winner)
    level = (totals[:, rivals] >= totals[:, [winner]] - 1e-9).any(axis=1)
    for measure, order in (("l1", 1), ("l2", 2)):
        found = nearest_weights(values, weights, measure)
        if found is None:
            assert not level.any()
            continue
        assert found.weights.sum() == pytest.approx(1)
        assert (found.weights >= -1e-12).all()
        gap = (values[found.rival] - values[winner]) @ found.weights
        assert gap >= -1e-7
        assert found.distance == pytest.approx(np.linalg.norm(found.weights - shares, order), abs=1e-9)
        if level.any():  # the search cannot come nearer, and its nearest point is not much farther
            least = np.linalg.norm(grid[level] - shares, order, axis=1).min()
            assert found.distance <= least + 1e-7


@given(TABLES)
def test_all_weights_together_never_need_more_than_one_alone(values):
    weights = np.ones(values.shape[1])
    one, all_together = flip(values, weights).nearest, nearest_weights(values, weights)
    if one:
        assert all_together is not None
        assert all_together.distance <= 2 * one.change + 1e-9


def test_nearest_weights_by_hand():
    # Level where w1 * .6 = w2 * .4, so at (.4, .6): .1 goes from the one to the other.
    found = nearest_weights([[0.8, 0.4], [0.2, 0.8]], [1, 1])
    assert found is not None
    np.testing.assert_allclose(found.weights, [0.4, 0.6], atol=1e-9)
    assert found.distance == pytest.approx(0.2)
    straight = nearest_weights([[0.8, 0.4], [0.2, 0.8]], [1, 1], "l2")
    assert straight is not None
    assert straight.distance == pytest.approx(0.1 * math.sqrt(2))
    assert nearest_weights([[0.9, 0.9], [0.1, 0.8]], [1, 1]) is None
