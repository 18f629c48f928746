"""Tables of counts without small numbers, and without a way to work them out from the rest.

Primary suppression hides a count of fewer than k people. Complementary suppression hides further cells, chosen by the
hypercube method (Repsilber, 1994; Giessing and Repsilber, 2002, in Inference Control in Statistical Databases, LNCS
2316, 181-192): four cells at the corners of a rectangle can be raised and lowered in turn without changing any total,
so that a table in which the small cell holds k or more fits everything that is shown.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.privacy.wording import state
from parvis.engines.statement import Number, Translate, plain

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

PUBLIC = 11
PARTNERS = 5
MARGIN_COST = 10


@dataclass(frozen=True)
class Suppressed:
    """What may be shown; nan is hidden. `cells` has the shape of the counts; for one dimension both totals are empty.

    `primary` and `complementary` (shape of the counts) say why a cell is hidden; a total may be hidden as well.
    """

    cells: Floats
    row_totals: Floats
    column_totals: Floats
    total: float
    primary: Mask
    complementary: Mask
    k: int

    def sentence(self, translate: Translate = str, number: Number = plain) -> str:
        """How much is hidden, and why."""
        hidden = int(np.isnan(self.cells).sum())
        code = "nothing_hidden" if not hidden else "all_hidden" if np.isnan(self.total) else "some_hidden"
        return state(code, hidden=hidden, cells=self.cells.size, k=self.k).sentence(translate, number)


def suppress(counts: ArrayLike, k: int = PUBLIC) -> Suppressed:
    """Hide every count from 1 to k - 1, and as much more as keeps it from being worked out from the totals.

    `counts` is a list or a table of whole numbers of people, without totals, which are added here. A zero is shown
    (it is about nobody) unless its row or column is itself about fewer than k people. For every hidden count below k,
    what is shown fits another table of counts in which that cell holds at least k: neither its value nor the fact
    that it is small can be deduced from the figures. Nothing at all is shown of a table about fewer than k people.

    ValueError for more than two dimensions, counts that are not whole numbers from 0 up, or k below 2.
    """
    given = _checked(counts, k)
    if given.ndim == 1:
        return _line(given, k)
    full = _with_totals(given)
    primary = _primary(full, k)
    hidden = np.ones_like(primary) if 0 < full[-1, -1] < k else _protected(full, primary, k)
    shown = np.where(hidden, np.nan, full)
    inner = primary[:-1, :-1]
    return Suppressed(
        shown[:-1, :-1], shown[:-1, -1], shown[-1, :-1], float(shown[-1, -1]), inner, hidden[:-1, :-1] & ~inner, k
    )


def _checked(counts: ArrayLike, k: int) -> Counts:
    given = np.asarray(counts, dtype=np.float64)
    if given.ndim not in {1, 2} or given.size == 0:
        raise ValueError("Counts must be a list or a table of rows and columns, and not empty.")
    if not np.isfinite(given).all() or (given < 0).any() or (given != np.floor(given)).any():
        raise ValueError("A count is a whole number from 0 up.")
    if k < 2:  # noqa: PLR2004 - one person is never a group
        raise ValueError("The threshold must be at least 2.")
    return given.astype(np.int64)


def _line(counts: Counts, k: int) -> Suppressed:
    """One dimension: the hidden cells together must be about at least k people, and be several."""
    total = int(counts.sum())
    primary = (counts > 0) & (counts < k)
    hidden = primary.copy()
    if 0 < total < k:
        hidden[:] = True
    elif primary.any():
        for index in np.argsort(counts, kind="stable"):
            if counts[hidden].sum() >= k:
                break
            hidden[index] |= counts[index] > 0
    none = np.empty(0)
    shown_total = np.nan if 0 < total < k else float(total)
    return Suppressed(np.where(hidden, np.nan, counts), none, none, shown_total, primary, hidden & ~primary, k)


def _with_totals(table: Counts) -> Counts:
    rows = np.column_stack([table, table.sum(axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


def _primary(full: Counts, k: int) -> Mask:
    """Counts from 1 to k - 1, totals included, and every zero in a line whose total is such a count."""
    small = (full > 0) & (full < k)
    in_small_line = small[:, [-1]] | small[[-1], :]
    in_small_line[-1, :] = in_small_line[:, -1] = False
    primary: Mask = small | in_small_line
    return primary


def _protected(full: Counts, primary: Mask, k: int) -> Mask:
    """The primary cells and the corners that protect them; smallest counts first, as they need the largest corners."""
    hidden = primary.copy()
    places = np.argwhere(primary)
    for row, column in places[np.argsort(full[primary], kind="stable")].tolist():
        corners = _cheapest_rectangle(full, hidden, (row, column), k)
        if corners is None:  # too little around it: only the grand total can be shown
            hidden[:] = True
            hidden[-1, -1] = False
            return hidden
        for corner in corners:
            hidden[corner] = True
    return hidden


def _cheapest_rectangle(
    full: Counts, hidden: Mask, cell: tuple[int, int], k: int
) -> tuple[tuple[int, int], ...] | None:
    """Three further corners that let `cell` rise to k while all counts stay at 0 or above; None where there are none.

    Totals count as cells with the opposite sign, so that every row and column of the signed table sums to 0.
    """
    row, column = cell
    sign = np.ones(full.shape, dtype=np.int64)
    sign[-1, :] *= -1
    sign[:, -1] *= -1
    rise = (k - int(full[cell])) * sign[cell]
    same_row = full[[row], :] - sign[[row], :] * rise
    same_column = full[:, [column]] - sign[:, [column]] * rise
    opposite = full + sign * rise
    fits = (same_row >= 0) & (same_column >= 0) & (opposite >= 0)
    fits[row, :] = fits[:, column] = False
    last_row, last_column = full.shape[0] - 1, full.shape[1] - 1
    fits[last_row, last_column] = False  # the grand total is about enough people, and stays
    fits[last_row, :] &= column != last_column
    fits[:, last_column] &= row != last_row
    if not fits.any():
        return None
    dear = np.ones(full.shape)
    dear[-1, :] *= MARGIN_COST
    dear[:, -1] *= MARGIN_COST
    cost = np.where(hidden, 0.0, (full + 1) * dear)
    together = np.where(fits, cost[[row], :] + cost[:, [column]] + cost, np.inf)
    far_row, far_column = divmod(int(np.argmin(together)), full.shape[1])
    return (row, far_column), (far_row, column), (far_row, far_column)
