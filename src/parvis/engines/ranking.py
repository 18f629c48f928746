"""One definition of a rank, shared by the engines that repeat a ranking many times."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import rankdata

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
    first = rankdata(descending, method="min", axis=1).astype(np.intp) - 1
    last = rankdata(descending, method="max", axis=1).astype(np.intp)
    share = 1.0 / (last - first)
    change = np.zeros((items, items + 1))
    who = np.broadcast_to(np.arange(items), (draws, items))
    np.add.at(change, (who, first), share)
    np.add.at(change, (who, last), -share)
    shares: Floats = np.clip(np.cumsum(change, axis=1)[:, :items] / draws, 0.0, 1.0)
    return shares


def rank_interval(shares: ArrayLike, low: float = 0.05, high: float = 0.95) -> NDArray[np.intp]:
    """The ranks (1 is first) between which each item lies with the probability `high - low`: (items, 2)."""
    reached = np.cumsum(np.asarray(shares, dtype=np.float64), axis=1) + 10.0**-SAME
    return np.stack([(reached < low).sum(axis=1), (reached < high).sum(axis=1)], axis=1) + 1
