"""One definition of a rank, shared by the engines that repeat a ranking many times."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

SAME = 12
"""Scores are compared after rounding to this many decimals, so that rounding noise does not break a tie."""


def rank_shares(scores: ArrayLike) -> Floats:
    """How often each item takes each rank, over repeated scorings.

    `scores` is (draws, items), greater is better. Returns (items, ranks), rows and columns sum to 1; column 0 is the
    first rank. Items that tie share the ranks which they occupy in equal parts. ValueError for another shape, for no
    draws, or for a score that is not finite.
    """
    given = np.asarray(scores, dtype=np.float64)
    if given.ndim != 2 or 0 in given.shape:  # noqa: PLR2004 - two axes: draws and items
        raise ValueError("Scores must be a table of draws by items, neither of them empty.")
    if not np.isfinite(given).all():
        raise ValueError("Every score must be a finite number.")
    draws, items = given.shape
    descending = np.round(-given, SAME)
    who = np.argsort(descending, axis=1)
    ordered = np.take_along_axis(descending, who, axis=1)
    rises = ordered[:, 1:] != ordered[:, :-1]
    if rises.all():  # nobody ties, so that counting is enough
        found = np.bincount((who * items + np.arange(items)).ravel(), minlength=items * items)
        return np.asarray(found.reshape(items, items) / draws, dtype=np.float64)
    first, last = _tied(rises)
    share = 1.0 / (last - first)
    row = who * (items + 1)
    change = _sums(row + first, share, items) - _sums(row + last, share, items)
    shares: Floats = np.clip(np.cumsum(change, axis=1)[:, :items] / draws, 0.0, 1.0)
    return shares


def _tied(rises: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first rank of the tie that each place in a row belongs to, and the rank after it, counted from 0."""
    edge = np.ones((len(rises), 1), dtype=np.bool_)
    place = np.arange(rises.shape[1] + 1)
    first = np.maximum.accumulate(np.where(np.hstack([edge, rises]), place, 0), axis=1)
    ends = np.where(np.hstack([rises, edge]), place + 1, place[-1] + 1)
    return first, np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]


def _sums(cell: NDArray[np.intp], share: Floats, items: int) -> Floats:
    """How much falls into each cell of a table with one column more than items."""
    found = np.bincount(cell.ravel(), share.ravel(), minlength=items * (items + 1))
    return np.asarray(found, dtype=np.float64).reshape(items, items + 1)


def rank_interval(shares: ArrayLike, low: float = 0.05, high: float = 0.95) -> NDArray[np.intp]:
    """The ranks (1 is first) between which each item lies with the probability `high - low`: (items, 2)."""
    reached = np.cumsum(np.asarray(shares, dtype=np.float64), axis=1) + 10.0**-SAME
    return np.stack([(reached < low).sum(axis=1), (reached < high).sum(axis=1)], axis=1) + 1
