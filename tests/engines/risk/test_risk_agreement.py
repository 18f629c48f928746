import math
from itertools import combinations

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from parvis.engines.risk import Alpha, agreement, alpha_interval, krippendorff_alpha
from parvis.engines.risk.agreement import Metric

N = math.nan
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")
# Krippendorff 2011, "Computing Krippendorff's alpha-reliability", part E: four coders, twelve units.
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
THREE = [
    [N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3],
    [1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N],
    [N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4],
]


@pytest.mark.parametrize(
    ("metric", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_four_coders_as_published(metric: Metric, published: float) -> None:
    alpha = krippendorff_alpha(FOUR, metric)
    assert alpha.value == pytest.approx(published, abs=5e-4)
    assert (alpha.units, alpha.judgements, alpha.reason) == (11, 40, "")


@pytest.mark.parametrize(("metric", "published"), [("nominal", 0.691), ("interval", 0.811)])
def test_three_coders_as_published(metric: Metric, published: float) -> None:
    assert krippendorff_alpha(THREE, metric).value == pytest.approx(published, abs=5e-4)


def test_five_hundred_random_tables_as_another_library_says() -> None:
    rng = np.random.default_rng(11)
    for number in range(500):
        coders, units, levels = rng.integers(2, 7), rng.integers(3, 25), rng.integers(2, 12)
        table = rng.integers(0, levels, (coders, units)) * rng.choice([1.0, 0.25, 10.0])
        table[:, :2] = [[0.0, 1.0]] * coders  # something varies, and something was judged twice
        table[:, 2:][rng.random((coders, units - 2)) < rng.choice([0, 0.2, 0.6])] = N
        for metric in METRICS:
            theirs = krippendorff.alpha(table, level_of_measurement=metric)
            assert float(krippendorff_alpha(table, metric)) == pytest.approx(theirs, abs=1e-9), (number, metric)


def test_any_numbers_are_taken() -> None:
    rng = np.random.default_rng(12)
    table = rng.normal(size=(4, 40))  # hardly a value comes twice
    for metric in METRICS[:3]:
        theirs = krippendorff.alpha(table, level_of_measurement=metric)
        assert krippendorff_alpha(table, metric).value == pytest.approx(theirs, abs=1e-9)
    whole = np.array([[1, 2, 3, 3], [1, 2, 3, 2]])
    assert krippendorff_alpha([[1, 2, 3, 3], [1, 2, 3, 2]]) == krippendorff_alpha(whole.astype(np.int8))
    assert krippendorff_alpha(whole) == krippendorff_alpha(whole.astype(np.float32))
    with pytest.raises(ValueError, match="finite"):
        krippendorff_alpha([[1.0, math.inf], [1.0, 2.0]])


def test_the_interval_is_that_of_units_drawn_one_by_one() -> None:
    found = alpha_interval(FOUR, seed=7, draws=4000)
    rng = np.random.default_rng(8)
    table = np.array(FOUR, dtype=float)
    paired = table[:, (~np.isnan(table)).sum(axis=0) > 1]
    drawn = [paired[:, rng.integers(paired.shape[1], size=paired.shape[1])] for _ in range(2000)]
    alphas = [krippendorff.alpha(again, level_of_measurement="ordinal") for again in drawn]
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(alphas, [0.025, 0.975])), abs=0.03)


def _plain_interval_alpha(table: np.ndarray) -> float:
    """Alpha from its definition by pairs, without a coincidence matrix."""
    units = [u[~np.isnan(u)] for u in table.T]
    units = [u for u in units if len(u) > 1]
    pooled = np.concatenate(units)
    observed = sum(2 * sum((a - b) ** 2 for a, b in combinations(u, 2)) / (len(u) - 1) for u in units) / len(pooled)
    expected = 2 * sum((a - b) ** 2 for a, b in combinations(pooled, 2)) / (len(pooled) * (len(pooled) - 1))
    return float(1 - observed / expected) if expected else math.nan


@given(arrays(float, st.tuples(st.integers(2, 5), st.integers(1, 8)), elements=st.sampled_from([1, 2, 3, 4, 5, N])))
def test_interval_alpha_is_the_definition_by_pairs(table: np.ndarray) -> None:
    alpha = krippendorff_alpha(table, "interval")
    if alpha.units:
        assert alpha.value == pytest.approx(_plain_interval_alpha(table), nan_ok=True)
    else:
        assert alpha.reason == "no_pairs"


@given(arrays(float, (4, 6), elements=st.integers(1, 5).map(float)))
def test_ordinal_alpha_ignores_how_levels_are_numbered(table: np.ndarray) -> None:
    stretched = np.array([0.0, 1.0, 2.0, 10.0, 40.0, 41.0])[table.astype(int)]
    assert krippendorff_alpha(stretched).value == pytest.approx(krippendorff_alpha(table).value, nan_ok=True)


def test_full_agreement_is_one_and_no_variation_is_said() -> None:
    assert krippendorff_alpha([[1, 2, 5], [1, 2, 5]]).value == 1
    same = krippendorff_alpha([[3, 3], [3, 3]])
    assert math.isnan(same.value)
    assert same.reason == "no_variation"
    assert "same level" in same.sentence()
    alone = krippendorff_alpha([[1, 2, N], [N, N, 4]])
    assert alone == Alpha(alone.value, 0, 0, "no_pairs")
    assert agreement(alone) == agreement(same) == "too_few"


def test_interval_holds_alpha_and_repeats_under_a_seed() -> None:
    found = alpha_interval(FOUR, seed=7)
    assert found == alpha_interval(FOUR, seed=7)
    assert found.low < krippendorff_alpha(FOUR).value < found.high
    assert 0 <= found.undefined < 0.1
    empty = alpha_interval([[1, N]], seed=1)
    assert math.isnan(empty.low)
    assert empty.undefined == 1
    constant = alpha_interval([[2, 2], [2, 2]], seed=1, draws=50)
    assert math.isnan(constant.high)


@pytest.mark.parametrize(
    ("value", "reading"),
    [(1.0, "good"), (0.8, "good"), (0.799, "tentative"), (0.667, "tentative"), (0.66, "discuss"), (-0.2, "discuss")],
)
def test_reading_follows_the_customary_bounds(value: float, reading: str) -> None:
    assert agreement(value) == reading
    assert Alpha(value, 5, 10, "").sentence(lambda english: "Fr: " + english).startswith("Fr: The judgements")


def test_refusals() -> None:
    with pytest.raises(ValueError, match="coders by units"):
        krippendorff_alpha([1, 2, 3])
    with pytest.raises(ValueError, match="not negative"):
        krippendorff_alpha([[-1, 2], [1, 2]], "ratio")
    assert krippendorff_alpha([[0, 2], [0, 2]], "ratio").value == 1
