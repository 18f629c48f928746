import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from parvis.engines.privacy import PARTNERS, PUBLIC, Suppressed, suppress

COUNTS = st.one_of(st.integers(0, 14), st.integers(0, 80))


def reader_bounds(shown: np.ndarray, place: tuple[int, int]) -> tuple[float, float]:
    """What a reader can deduce of one cell of a table with totals: the least and greatest value that fits the rest."""
    rows, columns = shown.shape
    equations = []
    for r in range(rows):
        line = np.zeros((rows, columns))
        line[r], line[r, -1] = 1, -1
        equations.append(line.ravel())
    for c in range(columns):
        line = np.zeros((rows, columns))
        line[:, c], line[-1, c] = 1, -1
        equations.append(line.ravel())
    bounds = [(0, None) if np.isnan(v) else (v, v) for v in shown.ravel()]
    goal = np.zeros((rows, columns))
    goal[place] = 1
    found = []
    for sign in (1, -1):
        answer = linprog(sign * goal.ravel(), A_eq=np.array(equations), b_eq=np.zeros(len(equations)), bounds=bounds)
        found.append(np.inf if answer.status == 3 else sign * float(answer.fun or 0))
    return found[0], found[1]


def with_totals(found: Suppressed) -> np.ndarray:
    return np.vstack([np.column_stack([found.cells, found.row_totals]), np.append(found.column_totals, found.total)])


@settings(max_examples=60, deadline=None)
@given(arrays(np.int64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=COUNTS))
@example(np.array([[12, 1], [1, 12]]))
@example(np.array([[11, 0], [4, 0]]))
@example(np.array([[50]]))
@example(np.array([[5, 6]]))
@example(np.array([[5, 4], [3, 1]]))
@example(np.array([[6], [6]]))
def test_no_small_cell_of_a_table_can_be_worked_out(table: np.ndarray) -> None:
    found = suppress(table)
    full = np.vstack([np.column_stack([table, table.sum(axis=1)]), np.append(table.sum(axis=0), table.sum())])
    shown = with_totals(found)
    assert not ((shown > 0) & (shown < PUBLIC)).any()
    np.testing.assert_array_equal(shown[~np.isnan(shown)], full[~np.isnan(shown)])
    assert np.isnan(found.total) == (0 < table.sum() < PUBLIC)
    for place in np.argwhere(np.isnan(shown) & (full > 0) & (full < PUBLIC)):
        low, high = reader_bounds(shown, tuple(place))
        assert high >= PUBLIC - 1e-6
        assert low < high


@given(st.lists(COUNTS, min_size=1, max_size=8))
def test_no_small_cell_of_a_list_can_be_worked_out(counts: list[int]) -> None:
    found = suppress(counts)
    hidden = np.isnan(found.cells)
    total = sum(counts)
    assert not ((found.cells > 0) & (found.cells < PUBLIC)).any()
    if 0 < total < PUBLIC:
        assert hidden.all()
        assert np.isnan(found.total)
    elif hidden.any():
        assert found.total == total
        assert hidden.sum() > 1
        assert total - np.nansum(found.cells) >= PUBLIC
    else:
        np.testing.assert_array_equal(found.cells, counts)


def test_a_table_worked_by_hand() -> None:
    found = suppress([[30, 5, 20], [40, 25, 12], [15, 60, 18]])
    assert found.primary.sum() == 1
    assert found.primary[0, 1]
    # With the 5 go the cheapest corners that can give 6 away: 20 in its row, 25 in its column, 12 across.
    assert np.argwhere(found.complementary).tolist() == [[0, 2], [1, 1], [1, 2]]
    assert found.total == 225
    assert found.sentence() == (
        "4 of 9 figures are hidden, so that nothing about fewer than 11 people can be read or worked out."
    )


def test_a_zero_is_shown_unless_its_line_is_small() -> None:
    found = suppress([[30, 0], [40, 25]])
    assert not np.isnan(found.cells).any()
    assert found.sentence() == "Every figure is about at least 11 people, or about nobody."
    group_of_four = suppress([[4, 0, 0], [40, 25, 30], [33, 21, 50]])
    assert np.isnan(group_of_four.cells[0]).all()  # a zero would say that none of the four chose it
    assert np.isnan(group_of_four.row_totals[0])


def test_nothing_is_shown_of_too_few() -> None:
    few = suppress([[4, 3], [1, 2]])
    assert np.isnan(with_totals(few)).all()
    assert "fewer than 11" in few.sentence()
    assert suppress([4, 3], k=PARTNERS).total == 7
    assert suppress([0, 0]).total == 0


def test_only_the_grand_total_when_nothing_else_can_stay() -> None:
    found = suppress([[5, 4], [3, 1]])
    assert np.isnan(with_totals(found)).sum() == 8
    assert found.total == 13


@pytest.mark.parametrize("wrong", [[], [[[1]]], [1.5], [-1], [float("nan")]])
def test_refusals(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match=r"Counts|whole number"):
        suppress(wrong)
    with pytest.raises(ValueError, match="at least 2"):
        suppress([1], k=1)
