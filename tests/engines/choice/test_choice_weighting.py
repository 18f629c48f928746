"""Weights from people, and what to say when their comparisons contradict one another."""

import math
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parvis.engines.choice import ChoiceError, direct, pairwise, swing

N = math.nan
CRITERIA = ["size", "transport", "neighbourhood", "age", "yard", "facilities", "condition", "financing"]
#: Saaty's choice of a house (1980), as far as one half of the table says it.
HOUSE = [
    [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [N, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [N, N, 1, 6, 3, 4, 6, 1 / 5],
    [N, N, N, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [N, N, N, N, 1, 1 / 2, 1 / 5, 1 / 6],
    [N, N, N, N, N, 1, 1 / 5, 1 / 6],
    [N, N, N, N, N, N, 1, 1 / 2],
    [N, N, N, N, N, N, N, 1],
]
WEIGHTS = arrays(float, st.integers(2, 7), elements=st.integers(1, 3).map(float))


def test_the_house_of_saaty_comes_out_as_published():
    found = pairwise(HOUSE)
    np.testing.assert_allclose(found.weights, [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], atol=5e-4)
    assert found.largest == pytest.approx(9.669, abs=5e-4)
    assert found.ci == pytest.approx(0.238, abs=5e-4)
    assert found.cr == pytest.approx(0.169, abs=5e-4)
    assert not found.consistent


def test_the_house_of_saaty_is_told_where_it_contradicts_itself():
    """Neighbourhood against condition was given as 6: size is 3 times the one and a third of the other."""
    found = pairwise(HOUSE)
    assert found.triad is not None
    assert [CRITERIA[at] for at in (found.triad.one, found.triad.two, found.triad.three)] == [
        "size", "neighbourhood", "condition",
    ]  # fmt: skip
    assert found.triad.implied == pytest.approx(18)
    assert found.repair is not None
    assert (CRITERIA[found.repair.one], CRITERIA[found.repair.two]) == ("neighbourhood", "condition")
    mended = [list(row) for row in HOUSE]
    mended[2][6] = found.repair.fits
    assert pairwise(mended).cr == pytest.approx(found.repair.then)
    assert found.repair.then < 0.1
    said = [one.sentence() for one in found.statements(CRITERIA)]
    assert "0.17" in said[0]
    assert "size to condition 18.00; it was given as 0.33" in said[1]
    assert "neighbourhood against condition: 1.00 would fit" in said[2]


@given(WEIGHTS)
def test_comparisons_that_come_from_weights_give_the_weights(weights):
    found = pairwise(weights[:, None] / weights[None, :])
    np.testing.assert_allclose(found.weights, weights / weights.sum(), atol=1e-9)
    assert found.cr == pytest.approx(0, abs=1e-9)
    assert found.triad is found.repair is None
    assert [one.code for one in found.statements([str(n) for n in range(len(weights))])] == ["pairs_consistent"]


@given(st.lists(st.integers(-8, 8), min_size=3, max_size=3), st.permutations(range(3)))
def test_the_order_of_the_criteria_changes_nothing(given_pairs, order):
    def table(order: Any) -> Any:
        full = np.ones((3, 3))
        for (a, b), said in zip(((0, 1), (0, 2), (1, 2)), given_pairs, strict=True):
            full[a, b] = said + 1 if said >= 0 else 1 / (1 - said)
            full[b, a] = 1 / full[a, b]
        return full[np.ix_(order, order)]

    one, other = pairwise(table([0, 1, 2])), pairwise(table(order))
    np.testing.assert_allclose(one.weights[order], other.weights, atol=1e-8)
    assert one.cr == pytest.approx(other.cr, abs=1e-8)


def test_the_worst_triad_of_four_is_found_whatever_the_order():
    full = np.ones((4, 4))
    full[0, 2], full[2, 0] = 9, 1 / 9
    for order in permutations(range(4)):
        found = pairwise(full[np.ix_(order, order)]).triad
        assert found is not None
        assert {order[found.one], order[found.two], order[found.three]} >= {0, 2}
        assert found.factor == pytest.approx(9)


def test_points_and_swings_become_proportions():
    np.testing.assert_array_equal(direct([30, 10, 0]), [0.75, 0.25, 0])
    np.testing.assert_array_equal(swing([100, 60, 40]), [0.5, 0.3, 0.2])
    assert pairwise([[1]]).weights.tolist() == [1]
    np.testing.assert_allclose(pairwise([[1, 3], [1 / 3, 1]]).weights, [0.75, 0.25])


@pytest.mark.parametrize("points", [[90, 40], [100, -1], [0, 0], [], [[100]], [110, 100]])
def test_a_swing_is_a_comparison_with_the_largest(points):
    with pytest.raises(ChoiceError, match="largest swing is 100"):
        swing(points)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ([[1, 2]], "square"),
        (np.ones((16, 16)), "square"),
        ([[1, N], [N, 1]], "no_comparison"),
        ([[1, 10], [N, 1]], "off_scale"),
        ([[1, 0], [N, 1]], "off_scale"),
        ([[1, N], [-2, 1]], "off_scale"),
        ([[1, 3], [3, 1]], "reciprocal"),
        ([[1, "more"], [1, 1]], "text"),
    ],
)
def test_comparisons_that_cannot_be_used_are_refused(table, code):
    with pytest.raises(ChoiceError) as refused:
        pairwise(table)
    assert refused.value.code == code
