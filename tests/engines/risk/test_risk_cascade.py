import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.risk import Cascade, GridError, Step, band_of

N = math.nan
LIKELIHOOD = Step("likelihood", "probability", "vulnerability", ((1, 1, 2), (1, 2, 3), (2, 3, 3)))
RISK = Step("risk", "likelihood", "consequence", ((1, 1, 2, 3), (1, 2, 3, 4), (2, 3, 4, 4)))
TWO = Cascade((LIKELIHOOD, RISK))
#: The same tables on scales that begin at nought, with bands that do too.
FROM_0 = Cascade(
    (
        Step("likelihood", "p", "v", ((0, 0, 1), (0, 1, 2), (1, 2, 2))),
        Step("risk", "likelihood", "c", ((0, 0, 1, 2), (0, 1, 2, 3), (1, 2, 3, 3))),
    ),
    {"likelihood": 0, "p": 0, "v": 0, "c": 0},
)
PLAIN = Cascade((Step("risk", "likelihood", "impact", ((1, 1, 2, 3), (1, 2, 3, 3), (2, 3, 3, 4), (3, 3, 4, 4))),))


def test_two_steps_are_looked_up_one_after_another():
    values = {"probability": [1, 3, N, 2], "vulnerability": [1, 3, 2, 2], "consequence": [4, 1, 2, N]}
    np.testing.assert_array_equal(TWO(values), [3, 2, N, N])
    np.testing.assert_array_equal(TWO.trace(values)["likelihood"], [1, 3, N, 2])
    table = TWO({"probability": [[1], [3]], "vulnerability": [1, 2], "consequence": 4})
    np.testing.assert_array_equal(table, [[3, 3], [4, 4]])
    assert TWO.names == ("probability", "vulnerability", "consequence")
    assert (TWO.bands, TWO.levels("consequence"), TWO.levels("likelihood")) == (range(1, 5), range(1, 5), range(1, 4))


def test_one_step_is_a_plain_grid():
    grid = np.array(PLAIN.steps[0].table)
    rows, columns = np.mgrid[1:5, 1:5]
    np.testing.assert_array_equal(PLAIN({"likelihood": rows, "impact": columns}), grid)
    assert PLAIN.names == ("likelihood", "impact")


@given(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 3)))
def test_the_first_value_of_a_scale_changes_the_numbers_only(levels: tuple[int, int, int]):
    one = TWO(dict(zip(TWO.names, [level + 1 for level in levels], strict=True)))
    assert FROM_0(dict(zip("pvc", levels, strict=True))) == one - 1
    assert FROM_0.levels("c") == range(4)


BETWEEN = st.tuples(st.floats(1, 3), st.floats(1, 3), st.floats(1, 4))


@given(BETWEEN, BETWEEN)
def test_no_worse_value_gives_a_better_score(first: tuple[float, ...], second: tuple[float, ...]):
    low = dict(zip(TWO.names, map(min, first, second), strict=True))
    high = dict(zip(TWO.names, map(max, first, second), strict=True))
    least, most = TWO.bounds(low, high)
    assert least <= most + 1e-9
    between = TWO.continuous(dict(zip(TWO.names, first, strict=True)))
    assert least - 1e-9 <= between <= most + 1e-9


def test_between_levels_the_score_is_interpolated():
    rows, columns = np.mgrid[1:5, 1:5]
    whole = {"likelihood": rows, "impact": columns}
    np.testing.assert_array_equal(PLAIN.continuous(whole), PLAIN(whole))
    # half way between rows 1 and 2 and columns 2 and 3: the mean of the cells 1, 2, 2, 3
    assert PLAIN.continuous({"likelihood": 1.5, "impact": 2.5}) == 2
    assert TWO.continuous({"probability": 1, "vulnerability": 2.5, "consequence": 1.5}) == 1.25


@pytest.mark.parametrize("levels", [(0, 1, 1), (4, 1, 1), (1, 4, 1), (1, 1, 5), (1.5, 1, 1), (N, 9, 1)])
def test_levels_off_the_scale_are_refused(levels: tuple[float, float, float]):
    with pytest.raises(ValueError, match=r"outside|whole"):
        TWO(dict(zip(TWO.names, levels, strict=True)))


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ((), "empty"),
        (((),), "empty"),
        (((1, 1), (1,)), "ragged"),
        (((1.0,),), "whole"),
        (((True,),), "whole"),
        (((2,), (1,)), "falls"),
        (((2, 1),), "falls"),
        (((1,) * 12,), "too_large"),
    ],
)
def test_a_table_must_hold_together(table: object, code: str):
    with pytest.raises(GridError) as refused:
        Step("risk", "a", "b", table)  # type: ignore[arg-type]  # wrong on purpose
    assert (refused.value.code, refused.value.step) == (code, "risk")
    assert "risk" in str(refused.value)


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([], "none"),
        ([RISK, LIKELIHOOD], "order"),
        ([LIKELIHOOD, LIKELIHOOD], "repeated"),
        ([LIKELIHOOD, Step("risk", "a", "b", ((1,),))], "unused"),
        ([LIKELIHOOD, Step("risk", "likelihood", "probability", ((1, 1),) * 3)], "size"),
        ([LIKELIHOOD, Step("risk", "likelihood", "c", ((1,), (1,)))], "outside"),
        ([Step("x", "a", "b", ((0, 1),)), Step("risk", "x", "c", ((1,), (2,)))], "outside"),
    ],
)
def test_steps_must_fit_one_another(steps: list[Step], code: str):
    with pytest.raises(GridError) as refused:
        Cascade(steps)
    assert refused.value.code == code
    assert str(refused.value)


def test_a_table_has_two_different_sides():
    with pytest.raises(GridError, match="both sides"):
        Step("risk", "a", "a", ((1,),))


def test_bands_of_a_formula_begin_where_they_say():
    np.testing.assert_array_equal(band_of([0, 3.99, 4, 25, N, 0.1 * 3 + 11.7], [0, 4, 12]), [1, 1, 2, 3, N, 3])
    with pytest.raises(ValueError, match="below"):
        band_of(0.5, [1, 4])
    for froms in ([], [1, 1], [2, 1], [N]):
        with pytest.raises(ValueError, match="rising"):
            band_of(5, froms)
