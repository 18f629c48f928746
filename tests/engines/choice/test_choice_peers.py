"""Every method beside two other libraries, on matrices nobody chose."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.choice.peers import by_pymcdm, by_scikit_criteria

from parvis.engines.choice import BETTER, METHODS, ChoiceError, ranks, score, vikor

Case = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]


def some_case(seed: int) -> Case:
    """Figures of very different size; every tenth case has one decimal, so that values recur."""
    rng = np.random.default_rng(seed)
    options, criteria = int(rng.integers(2, 13)), int(rng.integers(2, 10))
    matrix = rng.uniform(0.1, 1.0, (options, criteria)) * 10 ** rng.uniform(-2, 5, criteria)
    if seed % 10 == 0:
        matrix = rng.uniform(0.1, 10, (options, criteria)).round(1)
        matrix[0], matrix[1] = 0.1, 10.0  # VIKOR of pymcdm refuses a column that is alike for all
    return matrix, rng.dirichlet(np.ones(criteria)), rng.choice([-1, 1], criteria)


@pytest.mark.parametrize("block", range(10))
def test_five_hundred_random_matrices_give_what_two_other_libraries_give(block):
    for seed in range(50 * block, 50 * block + 50):
        matrix, weights, senses = some_case(seed)
        peers = (by_pymcdm(matrix, weights, senses), by_scikit_criteria(matrix, weights, senses))
        for method in METHODS:
            ours = score(matrix, weights, senses, method)
            for peer in peers:
                if method in peer:
                    np.testing.assert_allclose(ours, peer[method], rtol=0, atol=1e-9, err_msg=f"{method} {seed}")


def test_vikor_gives_the_published_example():
    """Five options by four criteria, in the documentation of pymcdm."""
    matrix = [[78, 56, 34, 6], [4, 45, 3, 97], [18, 2, 50, 63], [9, 14, 11, 92], [85, 9, 100, 29]]
    np.testing.assert_allclose(vikor(matrix, [1] * 4, [1] * 4), [0.5679, 0.7667, 1, 0.7493, 0], atol=5e-5)


CASES = st.integers(0, 10**6).map(some_case)
NAMES = st.sampled_from(METHODS)


@given(CASES, NAMES, st.randoms())
def test_the_order_of_the_rows_does_not_matter(case, method, random):
    matrix, weights, senses = case
    order = list(range(len(matrix)))
    random.shuffle(order)
    np.testing.assert_allclose(
        score(matrix[order], weights, senses, method), score(matrix, weights, senses, method)[order], atol=1e-9
    )


@given(CASES, NAMES, st.randoms())
def test_the_order_of_the_columns_does_not_matter(case, method, random):
    matrix, weights, senses = case
    order = list(range(len(weights)))
    random.shuffle(order)
    np.testing.assert_allclose(
        score(matrix[:, order], weights[order], senses[order], method),
        score(matrix, weights, senses, method),
        atol=1e-9,
    )


@given(CASES, NAMES, st.integers(1, 1000), st.integers(1, 1000))
def test_neither_the_unit_of_a_column_nor_the_sum_of_the_weights_matters(case, method, unit, total):
    matrix, weights, senses = case
    scaled = matrix.copy()
    scaled[:, 0] *= unit
    np.testing.assert_allclose(
        score(scaled, weights * total, senses, method), score(matrix, weights, senses, method), atol=1e-9
    )


@settings(max_examples=200)
@given(CASES, NAMES)
def test_what_is_better_on_everything_is_never_behind(case, method):
    matrix, weights, senses = case
    better = np.where(senses > 0, matrix[0] * 1.5, matrix[0] / 1.5)
    scores = score(np.vstack([better, matrix]), weights, senses, method)
    assert BETTER[method] * (scores[0] - scores[1]) >= -1e-9


@given(CASES, NAMES)
def test_options_that_are_alike_score_alike(case, method):
    matrix, weights, senses = case
    alike = np.tile(matrix[0], (3, 1))
    assert len({round(float(one), 9) for one in score(alike, weights, senses, method)}) == 1
    assert ranks(score(alike, weights, senses, method), BETTER[method]).tolist() == [1, 1, 1]
    assert np.isfinite(score(matrix[:1], weights, senses, method)).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"matrix": [[1, "much"], [2, 3]]}, "text", "“much” stands where a number belongs (row 1, column 2)"),
        ({"matrix": [[1, 2], [np.nan, 3]]}, "missing_cell", "row 2, column 1"),
        ({"matrix": [[1, 2], [3]]}, "ragged", "not rectangular"),
        ({"matrix": []}, "table", "options by criteria"),
        ({"weights": [0, 0]}, "weights", "not all 0"),
        ({"weights": [-1, 2]}, "weights", "from 0 up"),
        ({"weights": [1]}, "table", "one weight for each"),
        ({"senses": [1, 0]}, "directions", "1 if more is better"),
        ({"senses": [1]}, "directions", "Each criterion"),
    ],
)
def test_what_cannot_be_ranked_is_refused_in_words(method, change, code, words):
    usable: dict[str, Any] = {"matrix": [[1, 2], [3, 4]], "weights": [1, 1], "senses": [1, -1]}
    with pytest.raises(ChoiceError) as refused:
        score(**{**usable, **change}, method=method)
    assert refused.value.code == code
    assert words in str(refused.value)


def test_a_weighted_sum_of_raw_figures_refuses_what_has_no_proportion_and_others_take_it():
    for matrix in ([[1, -2], [3, 4]], [[1, 0], [3, 4]], [[0, 2], [0, 4]]):
        with pytest.raises(ChoiceError) as refused:
            score(matrix, [1, 1], [1, -1])
        assert refused.value.code == "negative"
        for method in METHODS[1:]:
            assert np.isfinite(score(matrix, [1, 1], [1, -1], method)).all()
    with pytest.raises(ChoiceError, match="no method called"):
        score([[1]], [1], [1], "dice")
