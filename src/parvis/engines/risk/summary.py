"""Many people's levels beside one another: a middle that never hides its ends."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Summary:
    """Per item: the median level, the lowest and highest judgement, how many judged, and the spread in levels.

    `median`, `low`, `high`, `spread` are (items,), nan where nobody judged. `n` is (items,). `counts` is
    (levels, items): how many people chose each level, which is what a picture of the spread draws.
    """

    median: Floats
    low: Floats
    high: Floats
    n: NDArray[np.intp]
    spread: Floats
    counts: NDArray[np.intp]


@dataclass(frozen=True)
class WorstImpact:
    """`level` (experts, items): the worst kind's level. `decisive` (experts, items, kinds): which kinds reach it."""

    level: Floats
    decisive: NDArray[np.bool_]


def summarise(values: ArrayLike, levels: int) -> Summary:
    """Summarise ordinal judgements without doing arithmetic on them.

    `values` is (experts, items) with whole levels 1..`levels`, nan where a person gave none. With an even number of
    people the median is the higher of the two middle levels: it stays a level that somebody chose, and errs towards
    caution. ValueError for another shape, a fraction, or a level off the scale.
    """
    given = checked_levels(values, levels)
    ordered = np.sort(given, axis=0)  # nan goes last
    n = np.sum(~np.isnan(given), axis=0)
    low = np.fmin.reduce(given, axis=0)
    high = np.fmax.reduce(given, axis=0)
    counts = np.stack([np.sum(given == level, axis=0) for level in range(1, levels + 1)])
    return Summary(middle(ordered, n), low, high, n, high - low, counts)


def middle(ordered: Floats, n: NDArray[np.intp]) -> Floats:
    """The upper median along the axis before the last, of values sorted with nan last, `n` of them known."""
    place = np.minimum(n // 2, ordered.shape[-2] - 1)
    found: Floats = np.take_along_axis(ordered, place[..., None, :], axis=-2)[..., 0, :]
    return found


def worst_impact(impacts: ArrayLike) -> WorstImpact:
    """The consequence that counts is the worst of several kinds (people, economy, trust ...); all kinds are kept.

    `impacts` is (experts, items, kinds), nan for a kind that a person did not judge. ValueError for another shape.
    """
    given = np.asarray(impacts, dtype=np.float64)
    if given.ndim != 3 or given.shape[2] == 0:  # noqa: PLR2004 - three axes: experts, items, kinds
        raise ValueError("Impacts must have three axes: experts, items, and at least one kind.")
    level: Floats = np.fmax.reduce(given, axis=2)
    return WorstImpact(level, given == level[..., None])


def checked_levels(values: ArrayLike, levels: int | None = None) -> Floats:
    """A table (experts, items) of whole levels from 1 up (to `levels`, where given), or a ValueError that says why."""
    given = np.asarray(values, dtype=np.float64)
    if given.ndim != 2 or given.shape[0] == 0:  # noqa: PLR2004 - two axes: experts and items
        raise ValueError("Judgements must be a table of experts by items, with at least one expert.")
    known = given[~np.isnan(given)]
    if (known != np.floor(known)).any():
        raise ValueError("A level is a whole number.")
    if (known < 1).any() or (levels is not None and (known > levels).any()):
        raise ValueError(f"A level lies outside the scale 1 to {levels or 'top'}.")
    return given
