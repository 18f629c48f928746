"""Estimates of several experts: a best value between a lowest and a highest one, and how they become one.

The questions are those of the IDEA protocol (Hemming, V., Walshe, T. V., Hanea, A. M., Fidler, F. and Burgman, M. A.,
2018, Eliciting improved quantitative judgements using the IDEA protocol, PLoS One 13(6), e0198468): lowest, highest,
best, and how sure you are that the truth lies between, in percent. Intervals given with different confidence are brought
to a common one by the linear extrapolation used there, lower' = best - (best - lower) * S / C and likewise upwards, where
C is the confidence given and S the common one.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.risk.errors import ElicitationError
from parvis.engines.risk.summary import middles

Floats = NDArray[np.float64]

#: The common confidence of intervals, in percent.
COMMON = 80.0
LEAST_SURE, MOST_SURE = 50.0, 100.0
#: A level of a coarse scale stands for everything nearer to it than to its neighbours.
HALF_A_LEVEL = 0.5


@dataclass(frozen=True)
class Estimates:
    """One factor, judged by several experts: `low`, `best`, `high` are (experts, items), nan where nothing was given.

    `lowest` and `highest` are the ends of the scale. Made by `elicit`.
    """

    best: Floats
    low: Floats
    high: Floats
    lowest: float
    highest: float


@dataclass(frozen=True)
class Aggregate:
    """Several experts' estimates as one, per item: `low`, `best`, `high` are (items,), nan where nobody gave any.

    `middle` holds the lower and the upper of the middle best values: with an even number of experts they may differ,
    and both are to be shown. `n` counts the experts.
    """

    best: Floats
    low: Floats
    high: Floats
    middle: tuple[Floats, Floats]
    n: NDArray[np.intp]


def elicit(
    best: ArrayLike,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    confidence: ArrayLike | None = None,
    *,
    lowest: float,
    highest: float,
    common: float = COMMON,
) -> Estimates:
    """Check the experts' answers and bring their intervals to the `common` confidence, cut to the scale.

    `best`, `lower`, `upper` and `confidence` (in percent, 50 to 100) are (experts, items), nan where not given. A best
    value without bounds is a level of a coarse scale: it stands for half a level to either side. ElicitationError:
    `incomplete` (a bound without the other one, a best value or a confidence), `order` (not lower <= best <= upper),
    `confidence`, `scale`. ValueError for another shape, a scale without width or a `common` out of range.
    """
    middle = np.asarray(best, dtype=np.float64)
    if middle.ndim != 2 or not lowest < highest or not 0 < common <= MOST_SURE:  # noqa: PLR2004 - experts and items
        raise ValueError("Estimates are a table of experts by items, on a scale from a lower to a higher number.")
    low, high, sure = (_table(given, middle.shape) for given in (lower, upper, confidence))
    given = ~np.isnan(low)
    _refuse("incomplete", (np.isnan(high) == given) | given & (np.isnan(sure) | np.isnan(middle)))
    _refuse("order", (low > middle) | (middle > high))
    _refuse("confidence", (sure < LEAST_SURE) | (sure > MOST_SURE))
    _refuse("scale", (middle < lowest) | (middle > highest) | (low < lowest) | (high > highest))
    wider = common / sure
    down = np.where(given, (middle - low) * wider, HALF_A_LEVEL)
    up = np.where(given, (high - middle) * wider, HALF_A_LEVEL)
    return Estimates(middle, np.maximum(middle - down, lowest), np.minimum(middle + up, highest), lowest, highest)


def aggregate(estimates: Estimates, method: Literal["median", "mean_of_bounds"] = "median") -> Aggregate:
    """One estimate per item. No expert weighs more than another.

    `median`: the upper median of the best values (with an even number the graver of the two, so that it stays a level
    that somebody gave), between the lower median of the lower and the upper median of the upper bounds.
    `mean_of_bounds`: the means of the rescaled lower, best and upper values, which is how the IDEA protocol joins them.
    """
    n = np.sum(~np.isnan(estimates.best), axis=0)
    middle = middles(estimates.best)
    if method == "median":
        return Aggregate(middle[1], middles(estimates.low)[0], middles(estimates.high)[1], middle, n)
    low, best, high = (
        np.divide(np.nansum(values, axis=0), n, out=np.full(n.shape, np.nan), where=n > 0)
        for values in (estimates.low, estimates.best, estimates.high)
    )
    return Aggregate(best, low, high, middle, n)


def _table(given: ArrayLike | None, shape: tuple[int, ...]) -> Floats:
    table = np.full(shape, np.nan) if given is None else np.asarray(given, dtype=np.float64)
    if table.shape != shape:
        raise ValueError("Bounds and confidence must have the shape of the best values.")
    return table


def _refuse(code: str, wrong: NDArray[np.bool_]) -> None:
    if wrong.any():
        expert, item = np.argwhere(wrong)[0].tolist()
        raise ElicitationError(code, expert, item)
