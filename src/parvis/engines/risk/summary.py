"""Many people's levels beside one another: a middle that never hides its ends."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Summary:
    """Per item: the median level, the lowest and highest judgement, how many judged, and the spread in levels.

    `median`, `low`, `high`, `spread` are (items,), nan where nobody judged. `middle` holds the lower and the upper
    median, which differ where an even number of people is split. `n` is (items,). `counts` is (levels, items): how
    many people chose each level, which is what a picture of the spread draws.
    """

    median: Floats
    middle: tuple[Floats, Floats]
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


def summarise(values: ArrayLike, levels: int, lowest: int = 1) -> Summary:
    """Summarise ordinal judgements without doing arithmetic on them.

    `values` is (experts, items) with whole levels, `levels` of them from `lowest` up, nan where a person gave none.
    With an even number of people `median` is the higher of the two middle levels: it stays a level that somebody
    chose, and errs towards caution; show `middle` beside it. ValueError for another shape, a fraction, or a level off
    the scale.
    """
    given = checked_levels(values, lowest, lowest + levels - 1)
    n = np.sum(~np.isnan(given), axis=0)
    low = np.fmin.reduce(given, axis=0)
    high = np.fmax.reduce(given, axis=0)
    counts = np.stack([np.sum(given == level, axis=0) for level in range(lowest, lowest + levels)])
    middle = middles(given)
    return Summary(middle[1], middle, low, high, n, high - low, counts)


def middles(values: Floats) -> tuple[Floats, Floats]:
    """The lower and the upper median of each column, nan left out; nan for a column without values."""
    ordered = np.sort(values, axis=0)  # nan goes last
    n = np.sum(~np.isnan(values), axis=0)
    columns = np.arange(values.shape[1])
    return ordered[np.maximum(n - 1, 0) // 2, columns], ordered[np.minimum(n // 2, len(ordered) - 1), columns]


def worst_impact(impacts: ArrayLike) -> WorstImpact:
    """The consequence that counts is the worst of several kinds (people, economy, trust ...); all kinds are kept.

    `impacts` is (experts, items, kinds), nan for a kind that a person did not judge. ValueError for another shape.
    """
    given = np.asarray(impacts, dtype=np.float64)
    if given.ndim != 3 or given.shape[2] == 0:  # noqa: PLR2004 - three axes: experts, items, kinds
        raise ValueError("Impacts must have three axes: experts, items, and at least one kind.")
    level: Floats = np.fmax.reduce(given, axis=2)
    return WorstImpact(level, given == level[..., None])


def checked_levels(values: ArrayLike, lowest: int, highest: int) -> Floats:
    """A table (experts, items) of whole levels on the scale, nan where missing, or a ValueError that says why."""
    given = np.asarray(values, dtype=np.float64)
    if given.ndim != 2 or given.shape[0] == 0:  # noqa: PLR2004 - two axes: experts and items
        raise ValueError("Judgements must be a table of experts by items, with at least one expert.")
    known = given[~np.isnan(given)]
    if (known != np.floor(known)).any():
        raise ValueError("A level is a whole number.")
    if (known < lowest).any() or (known > highest).any():
        raise ValueError(f"A level lies outside the scale {lowest} to {highest}.")
    return given
