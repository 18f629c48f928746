import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata

from parvis.engines.ranking import rank_interval, rank_shares
from parvis.engines.risk import Cascade, Formula, Step, elicit, rank_robustness

N = math.nan


def test_shares_of_tied_ranks_are_equal() -> None:
    np.testing.assert_allclose(rank_shares([[3, 1, 1], [1, 2, 3]]), [[0.5, 0, 0.5], [0, 0.75, 0.25], [0.5, 0.25, 0.25]])
    np.testing.assert_array_equal(rank_interval([[0.97, 0.03, 0], [0.03, 0.9, 0.07]]), [[1, 1], [2, 3]])
    for wrong in ([1, 2], np.empty((0, 2)), [[1, N]]):
        with pytest.raises(ValueError, match=r"table|finite"):
            rank_shares(wrong)


@given(arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.integers(1, 4).map(float)))
def test_the_mean_rank_is_that_of_scipy(scores: np.ndarray) -> None:
    expected = rank_shares(scores) @ np.arange(1, scores.shape[1] + 1)
    np.testing.assert_allclose(expected, rankdata(-scores, axis=1).mean(axis=0))


@settings(max_examples=30)
@given(
    arrays(
        float, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.sampled_from([1.0, 2.0, 3.0, 4.0, N])
    ).filter(lambda levels: (~np.isnan(levels)).any(axis=0).all()),
    st.integers(0, 9),
)
def test_everything_told_of_the_draws_agrees(levels: np.ndarray, seed: int) -> None:
    found = rank_robustness(levels, seed, draws=60)
    again = rank_robustness(levels, seed, draws=60)
    np.testing.assert_allclose(found.probability.sum(axis=0), 1)
    np.testing.assert_allclose(found.probability.sum(axis=1), 1)
    np.testing.assert_array_equal(found.probability, again.probability)
    np.testing.assert_array_equal(found.above, again.above)
    np.testing.assert_allclose(found.above + found.above.T, 1)
    # a scenario's rank is one more than the number of scenarios above it
    np.testing.assert_allclose(found.expected, 0.5 + found.above.sum(axis=0))
    assert (found.interval[:, 0] <= found.interval[:, 1]).all()
    assert len(found.pairs) == levels.shape[1] - 1
    assert (np.diff(found.standing[found.order]) <= 0).all()


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


@pytest.mark.parametrize(
    ("first", "second", "above"),
    [
        ((2, 4), (3, 5), 1 / 8),  # the triangle where 3 < second < first < 4
        ((1, 3), (1, 3), 1 / 2),
        ((1, 5), (2, 3), 1 / 4 * 1 / 2 + 1 / 2),  # within the second, and above it
        ((4, 5), (1, 4), 1),
        ((3, 3), (3, 3), 1 / 2),  # a tie counts half
        ((3, 3), (1, 5), 1 / 2),
    ],
)
def test_one_expert_against_the_areas(first: tuple[float, float], second: tuple[float, float], above: float) -> None:
    low, high = np.array([[first[0], second[0]]]), np.array([[first[1], second[1]]])
    panel = {"x": elicit((low + high) / 2, low, high, [[80.0, 80.0]], lowest=1, highest=5)}
    found = rank_robustness(panel, 1, score=lambda values: values["x"])
    assert found.above[0, 1] == pytest.approx(above, abs=0.01)


def test_a_level_stands_for_half_a_level_to_either_side_within_the_scale() -> None:
    """Levels 5 and 5 of five: 4.5 to 5. Product of both above 20.25, evenly, against 4 and 5: 3.5 to 4.5 by 4.5 to 5."""
    panel = {name: elicit(levels, lowest=1, highest=5) for name, levels in (("a", [[5, 4]]), ("b", [[5, 5]]))}
    found = rank_robustness(panel, 1, score=Formula.parse("a * b", ["a", "b"]))
    rng = np.random.default_rng(2)
    first = rng.uniform(4.5, 5, 200_000) * rng.uniform(4.5, 5, 200_000)
    second = rng.uniform(3.5, 4.5, 200_000) * rng.uniform(4.5, 5, 200_000)
    assert found.above[0, 1] == pytest.approx(np.mean(first > second), abs=0.01)


CASCADE = Cascade([Step("risk", "a", "b", ((1, 1, 2, 3), (1, 2, 3, 3), (2, 3, 3, 4)))])


@pytest.mark.parametrize("score", [Formula.parse("a * b", "ab"), CASCADE.continuous], ids=["formula", "cascade"])
@pytest.mark.parametrize("missing", [False, True])
def test_the_draws_agree_with_a_plain_loop(score, missing) -> None:
    rng = np.random.default_rng(4)
    levels = {"a": rng.integers(1, 4, (4, 5)).astype(float), "b": rng.integers(1, 5, (4, 5)).astype(float)}
    if missing:
        levels["a"][1:, 0] = levels["b"][2, 3] = N
    scales = {"a": (1, 3), "b": (1, 4)}
    panel = {n: elicit(levels[n], lowest=scales[n][0], highest=scales[n][1]) for n in "ab"}
    draws = 3000
    standing = np.empty((draws, 5))
    for draw in range(draws):
        people = rng.integers(4, size=4)
        for scenario in range(5):
            judged = [p for p in range(4) if not np.isnan(levels["a"][p, scenario] + levels["b"][p, scenario])]
            taken = [p for p in people if p in judged] or [rng.choice(judged)]
            values = {}
            for n in "ab":  # cut to the scale, not piled up at its end
                low = np.maximum(levels[n][taken, scenario] - 0.5, scales[n][0])
                high = np.minimum(levels[n][taken, scenario] + 0.5, scales[n][1])
                values[n] = rng.uniform(low, high)
            standing[draw, scenario] = np.sort(score(values))[len(taken) // 2]
    plain = (standing[:, :, None] > standing[:, None, :]).mean(axis=0) + np.eye(5) / 2
    np.testing.assert_allclose(rank_robustness(panel, 1, score=score).above, plain, atol=0.035)


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
    for levels in ([[1, N]], [[N]], [1, 2]):
        with pytest.raises(ValueError, match="at least one judgement"):
            rank_robustness(levels, seed=1)
    for confidence in ([[0.0, 1.0]], [[1.1, 1.0]], [[1.0]]):
        with pytest.raises(ValueError, match="Confidence"):
            rank_robustness([[1, 2]], seed=1, confidence=confidence)
    one, other = (elicit([[3.0] * n], lowest=1, highest=5) for n in (1, 2))
    with pytest.raises(ValueError, match="score"):
        rank_robustness({"a": one}, seed=1)
    with pytest.raises(ValueError, match="same experts"):
        rank_robustness({"a": one, "b": other}, seed=1, score=Formula.parse("a + b", "ab"))
    with pytest.raises(ValueError, match="finite"):
        rank_robustness({"a": one}, seed=1, score=Formula.parse("1 / (a - a)", "a"))
