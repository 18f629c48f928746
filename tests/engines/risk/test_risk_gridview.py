import math
from itertools import product

import numpy as np
import pytest

from parvis.engines.risk import Cascade, Formula, Step, band_of, elicit, grid_view, inconsistent_cells, residual_problem

N = math.nan
#: Green left and below, red where both are high, as Cox colours it; row and column 0 are the lowest.
COX = ((1, 1, 1), (1, 2, 2), (1, 2, 3))
#: The sum of the levels: a widespread colouring of five by five.
SUMS = tuple(tuple(1 + (i + j > 2) + (i + j > 4) for j in range(5)) for i in range(5))


def panel(*levels, highest):
    return {
        name: elicit(np.array(table, dtype=float), lowest=1, highest=highest)
        for name, table in zip("ab", levels, strict=True)
    }


def test_a_colour_is_open_near_its_edge_and_sure_elsewhere():
    grid = Cascade([Step("risk", "a", "b", COX)])
    view = grid_view(panel([[1, 3, 2]] * 3, [[1, 3, 2]] * 3, highest=3), grid.continuous, np.rint, grid.bands, seed=1)
    assert view.colour.tolist() == [1, 3, 2]
    np.testing.assert_allclose(view.shares.sum(axis=1), 1)
    np.testing.assert_array_equal(view.shares[0], [1, 0, 0])  # nothing milder, and no neighbour graver
    assert 0 < view.shares[1, 1] < 0.5 < view.shares[1, 2]  # the lower half of the highest levels is next to amber
    assert 0.5 < view.shares[2, 1] < 1
    assert view.contradictions == ()
    said = view.statements(["van", "theft", "crush"], ["green", "amber", "red"])
    assert [statement.values["name"] for statement in said] == ["theft"]
    assert said[0].sentence().startswith("The colour of theft is open: red")


def test_the_share_of_a_colour_is_that_of_the_interval():
    """One expert, level 2 of one factor: 1.5 to 2.5 evenly. Bands from 1 and from 2.25: three quarters and a quarter."""
    one = {"a": elicit([[2.0]], lowest=1, highest=3)}
    view = grid_view(one, Formula.parse("a", "a"), lambda score: band_of(score, [1, 2.25]), [1, 2], seed=1)
    assert view.shares[0] == pytest.approx([0.75, 0.25], abs=0.01)
    with pytest.raises(ValueError, match="not among"):
        grid_view(one, Formula.parse("a", "a"), lambda score: band_of(score, [1, 2.25]), [1], seed=1)


def test_a_grid_that_contradicts_the_quantities_is_told_of():
    """By sums, levels 1 and 4 of five are amber (quantity .1 * .7), 2 and 2 green (.3 * .3): the grid puts the smaller
    quantity into the graver colour."""
    grid = Cascade([Step("risk", "a", "b", SUMS)])
    view = grid_view(panel([[1, 2, 5]] * 4, [[4, 2, 5]] * 4, highest=5), grid.continuous, np.rint, grid.bands, seed=1)
    assert view.colour.tolist() == [2, 1, 3]
    (found,) = view.contradictions
    assert (found.graver, found.milder) == (0, 1)
    assert 0.1 < found.share <= 1
    said = [statement.sentence() for statement in view.statements(["van", "theft", "crush"], ["green", "amber", "red"])]
    assert any("van above theft" in sentence for sentence in said)


def test_the_colouring_of_cox_is_weakly_consistent_and_sums_are_not():
    assert inconsistent_cells(COX) == ()
    assert inconsistent_cells([[1, 1], [1, 1]]) == ()
    assert ((0, 4), (2, 0)) not in inconsistent_cells(SUMS)  # amber is neither gravest nor mildest
    assert inconsistent_cells([[1, 2], [1, 2]]) == (((0, 1), (0, 0)), ((0, 1), (1, 0)), ((1, 1), (1, 0)))
    with pytest.raises(ValueError, match="rows"):
        inconsistent_cells([1, 2])


@pytest.mark.parametrize("n", [3, 4])
def test_no_weakly_consistent_grid_has_red_at_its_edge_or_beside_green(n: int):
    """Cox's two lemmas, over every colouring in which no worse level gives a better colour."""
    rising = [row for row in product((1, 2, 3), repeat=n) if list(row) == sorted(row)]
    seen = 0
    for table in product(rising, repeat=n):
        cells = np.array(table)
        if (np.diff(cells, axis=0) < 0).any() or {1, 3} - set(cells.ravel().tolist()) or inconsistent_cells(table):
            continue
        seen += 1
        red, green = cells == 3, cells == 1
        assert not red[0].any()
        assert not red[:, 0].any()
        assert not (red[1:] & green[:-1]).any()
        assert not (red[:, 1:] & green[:, :-1]).any()
    assert seen


def test_a_measure_does_not_raise_a_risk_without_a_reason():
    assert residual_problem(3, 3) is None
    assert residual_problem(3, 2) is None
    assert residual_problem(N, 2) is residual_problem(2, N) is None
    assert residual_problem(2, 3, "The queue moves into the road.") is None
    for reason in ("", "  "):
        said = residual_problem(2, 3.333333, reason)
        assert said is not None
        assert (said.code, dict(said.values)) == ("residual_higher", {"before": 2, "after": 3.33})
    assert "(3.33)" in said.sentence()
