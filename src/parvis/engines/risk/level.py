"""From judged levels to a band, by looking it up in the method's own grids.

Ordinal levels are never multiplied or added: the product of two ranks means nothing, and can order risks worse than
chance (Cox, L. A. Jr., 2008, What's wrong with risk matrices?, Risk Analysis 28(2), 497-512).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Rows = tuple[tuple[int, ...], ...]


class GridError(ValueError):
    """A grid of a method does not hold together."""


@dataclass(frozen=True)
class Grid:
    """Two tables of a method: `likelihood[p - 1][v - 1]` gives a level, `risk[likelihood - 1][c - 1]` gives a band.

    Bands are whole numbers in the method's own numbering. Raises GridError for ragged or empty tables, for a
    likelihood level that the second table lacks, and for a table in which a worse level gives a better result.
    """

    likelihood: Rows
    risk: Rows

    def __post_init__(self) -> None:
        """Refuse a grid that would give nonsense later."""
        for name, rows in (("likelihood", self.likelihood), ("risk", self.risk)):
            _check_table(name, rows)
        reached = {level for row in self.likelihood for level in row}
        if min(reached) < 1 or max(reached) > len(self.risk):
            raise GridError("The likelihood grid gives a level for which the risk grid has no row.")


def _check_table(name: str, rows: Rows) -> None:
    if not rows or not rows[0]:
        raise GridError(f"The {name} grid is empty.")
    if len({len(row) for row in rows}) != 1:
        raise GridError(f"The rows of the {name} grid differ in length.")
    if any(isinstance(cell, bool) or not isinstance(cell, int) for row in rows for cell in row):
        raise GridError(f"The {name} grid must hold whole numbers only.")
    table = np.array(rows)
    if (np.diff(table, axis=0) < 0).any() or (np.diff(table, axis=1) < 0).any():
        raise GridError(f"In the {name} grid a worse level gives a better result.")


def likelihood_level(probability: ArrayLike, vulnerability: ArrayLike, grid: Grid) -> Floats:
    """Likelihood level of each pair of levels 1..n; arrays broadcast, nan where either is nan.

    ValueError for a fraction or a level off the grid.
    """
    return _look_up(grid.likelihood, ("probability", probability), ("vulnerability", vulnerability))


def risk_level(probability: ArrayLike, vulnerability: ArrayLike, consequence: ArrayLike, grid: Grid) -> Floats:
    """Band of each triple of levels 1..n, by two look-ups; arrays broadcast, nan where any is nan.

    ValueError for a fraction or a level off the grid.
    """
    likelihood = likelihood_level(probability, vulnerability, grid)
    return _look_up(grid.risk, ("likelihood", likelihood), ("consequence", consequence))


def _look_up(rows: Rows, by_row: tuple[str, ArrayLike], by_column: tuple[str, ArrayLike]) -> Floats:
    table = np.array(rows)
    row = _levels(*by_row, len(rows))
    column = _levels(*by_column, len(rows[0]))
    row, column = np.broadcast_arrays(row, column)
    known = ~(np.isnan(row) | np.isnan(column))
    found: Floats = np.full(row.shape, np.nan)
    found[known] = table[row[known].astype(int) - 1, column[known].astype(int) - 1]
    return found


def _levels(name: str, values: ArrayLike, top: int) -> Floats:
    given = np.asarray(values, dtype=np.float64)
    known = given[~np.isnan(given)]
    if ((known != np.floor(known)) | (known < 1) | (known > top)).any():
        raise ValueError(f"A {name} lies outside the grid's levels 1 to {top}.")
    return given
