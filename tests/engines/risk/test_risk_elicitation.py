import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.risk import ElicitationError, aggregate, elicit, strength_of_knowledge

N = math.nan


def test_bounds_are_brought_to_one_confidence_by_hand():
    """Best 3 between 2 and 4 with 50 %: 3 - 1 * 80 / 50 = 1.4 and 4.6. Best 60 between 30 and 70 with 100 %:
    60 - 30 * 80 / 100 = 36 and 68; with 60 %: 60 - 30 * 80 / 60 = 20 and 60 + 10 * 80 / 60 = 73.33."""
    found = elicit([[3.0]], [[2.0]], [[4.0]], [[50.0]], lowest=1, highest=5)
    assert (found.low[0, 0], found.high[0, 0]) == pytest.approx((1.4, 4.6))
    many = elicit([[60.0], [60.0]], [[30.0]] * 2, [[70.0]] * 2, [[100.0], [60.0]], lowest=0, highest=100)
    np.testing.assert_allclose(many.low, [[36], [20]])
    np.testing.assert_allclose(many.high, [[68], [60 + 40 / 3]])
    ninety = elicit([[60.0]], [[30.0]], [[70.0]], [[60.0]], lowest=0, highest=100, common=90)
    np.testing.assert_allclose([ninety.low, ninety.high], [[[15]], [[75]]])
    cut = elicit([[2.0]], [[1.0]], [[5.0]], [[50.0]], lowest=1, highest=5)
    assert (cut.low[0, 0], cut.high[0, 0]) == (1, 5)


def test_a_bare_level_stands_for_half_a_level_to_either_side():
    found = elicit([[1, 3, 5, N]], lowest=1, highest=5)
    np.testing.assert_array_equal(found.low, [[1, 2.5, 4.5, N]])
    np.testing.assert_array_equal(found.high, [[1.5, 3.5, 5, N]])
    from_0 = elicit([[0, 10]], confidence=[[60, N]], lowest=0, highest=10)
    np.testing.assert_array_equal([from_0.low, from_0.high], [[[0, 9.5]], [[0.5, 10]]])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((3, 2, N, 80), "incomplete"),
        ((3, N, 4, 80), "incomplete"),
        ((3, 2, 4, N), "incomplete"),
        ((N, 2, 4, 80), "incomplete"),
        ((1, 2, 4, 80), "order"),
        ((5, 2, 4, 80), "order"),
        ((3, 4, 2, 80), "order"),
        ((3, 2, 4, 49), "confidence"),
        ((3, 2, 4, 101), "confidence"),
        ((3, 0, 4, 80), "scale"),
        ((3, 2, 6, 80), "scale"),
        ((6, N, N, N), "scale"),
    ],
)
def test_an_answer_that_does_not_hold_together_is_named(answer: tuple[float, ...], code: str):
    best, lower, upper, sure = (
        np.array([[given, given], [given, one]]) for given, one in zip((3, 2, 4, 80), answer, strict=True)
    )
    with pytest.raises(ElicitationError) as refused:
        elicit(best, lower, upper, sure, lowest=1, highest=5)
    assert (refused.value.code, refused.value.expert, refused.value.item) == (code, 1, 1)
    assert "expert 2" in str(refused.value)


def test_tables_must_fit():
    for wrong in ({"best": [3.0]}, {"best": [[3.0]], "lower": [[1.0, 2.0]]}, {"best": [[3.0]], "common": 0}):
        with pytest.raises(ValueError, match=r"table|shape"):
            elicit(**wrong, lowest=1, highest=5)
    with pytest.raises(ValueError, match="scale"):
        elicit([[3.0]], lowest=3, highest=3)


def test_both_middles_are_shown():
    """1 2 4 4 and nobody else: the middles are 2 and 4, and the graver one stands for the four."""
    estimates = elicit([[1, 3, N], [4, N, N], [2, N, N], [4, N, N]], lowest=1, highest=5)
    found = aggregate(estimates)
    np.testing.assert_array_equal(found.middle, [[2, 3, N], [4, 3, N]])
    np.testing.assert_array_equal(found.best, [4, 3, N])
    np.testing.assert_array_equal(found.low, [1.5, 2.5, N])  # 1 1.5 3.5 3.5: the lower of the two in the middle
    np.testing.assert_array_equal(found.high, [4.5, 3.5, N])
    np.testing.assert_array_equal(found.n, [4, 1, 0])


def test_the_mean_of_bounds_by_hand():
    """Rescaled 36..60..68 and 20..60..73.33, as above: 28..60..70.67."""
    estimates = elicit(
        [[60.0, N], [60.0, N]], [[30.0, N]] * 2, [[70.0, N]] * 2, [[100.0, N], [60.0, N]], lowest=0, highest=100
    )
    found = aggregate(estimates, "mean_of_bounds")
    np.testing.assert_allclose([found.low, found.best, found.high], [[28, N], [60, N], [70 + 2 / 3, N]])


ANSWER = st.tuples(*[st.floats(1, 5)] * 3, st.floats(50, 100)).map(lambda a: (*sorted(a[:3]), a[3]))


@given(st.lists(ANSWER, min_size=1, max_size=6), st.sampled_from(["median", "mean_of_bounds"]))
def test_the_ends_hold_the_best_value_and_more_confidence_narrows(answers, method):
    lower, best, upper, sure = (np.array(column)[:, None] for column in zip(*answers, strict=True))
    found = elicit(best, lower, upper, sure, lowest=1, highest=5)
    assert ((found.low >= 1) & (found.low <= best) & (best <= found.high) & (found.high <= 5)).all()
    surer = elicit(best, lower, upper, np.minimum(sure + 10, 100), lowest=1, highest=5)
    assert (surer.low >= found.low - 1e-12).all()
    assert (surer.high <= found.high + 1e-12).all()
    joined = aggregate(found, method)
    assert joined.low[0] - 1e-12 <= joined.best[0] <= joined.high[0] + 1e-12


def test_confidence_in_percent_is_read_like_a_scale():
    assert strength_of_knowledge([[60, 95, N], [70, 90, N], [90, 99, N]], 100, lowest=50) == (
        "moderate",
        "strong",
        "unknown",
    )
    with pytest.raises(ValueError, match="scale 50 to 100"):
        strength_of_knowledge([[40]], 100, lowest=50)
