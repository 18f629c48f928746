"""Sets of measures under a budget: those that nothing else beats on cost, remaining risk and openness at once."""

from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MOST = 16
DECIMALS = 9


@dataclass(frozen=True)
class Portfolio:
    """`measures`: indices. `cost`: the caller's unit. `remaining` risk: 1 is today. `openness`: sum of the effects."""

    measures: tuple[int, ...]
    cost: float
    remaining: float
    openness: float


def portfolio(
    cost: ArrayLike, benefit: ArrayLike, openness: ArrayLike, budget: float, importance: ArrayLike | None = None
) -> tuple[Portfolio, ...]:
    """The exact front of sets of up to 16 measures, cheapest first; the empty set is among them.

    `cost` (measures,) from 0 up; `benefit` (measures,) or (measures, risks): the share of a risk, 0..1, that a measure
    takes away by itself; `openness` (measures,): its effect on the openness of the place, good is positive;
    `importance` (risks,) weighs the risks, equal by default. A set leaves the product of (1 - benefit) of each risk,
    which assumes that measures work independently of one another: a comparison of sets, not a forecast. A set is left
    out when another costs no more, leaves no more risk and opens no less, and is better in one of them.

    ValueError for tables that do not fit, more than 16 measures, or figures out of range.
    """
    price, removed, effect = _checked(cost, benefit, openness)
    weight = np.ones(removed.shape[1]) if importance is None else np.asarray(importance, dtype=np.float64)
    if weight.shape != removed.shape[1:] or (weight < 0).any() or not weight.sum() > 0:
        raise ValueError("Importance needs a number from 0 up for each risk.")
    chosen = (np.arange(2 ** len(price))[:, None] >> np.arange(len(price))) & 1
    total = np.round(chosen @ price, DECIMALS)
    kept = np.ones((len(chosen), removed.shape[1]))
    for measure, shares in enumerate(removed):
        kept *= np.where(chosen[:, [measure]] == 1, 1.0 - shares, 1.0)
    remaining = np.round(kept @ weight / weight.sum(), DECIMALS)
    opened = np.round(chosen @ effect, DECIMALS)
    within = np.flatnonzero(total <= budget)
    ordered = within[np.lexsort((-opened[within], remaining[within], total[within]))]
    figures = np.stack([total, remaining, opened], axis=1)
    return tuple(
        Portfolio(tuple(np.flatnonzero(chosen[index]).tolist()), *figures[index].tolist())
        for index in _front(figures, ordered)
    )


def _front(figures: Floats, ordered: NDArray[np.intp]) -> Iterator[int]:
    """Walk sets from the cheapest, keeping a staircase of remaining risk (rising) and openness (rising)."""
    steps: list[tuple[float, float]] = []
    previous: tuple[float, ...] | None = None
    for index in ordered.tolist():
        figure = tuple(figures[index].tolist())
        _, remaining, opened = figure
        place = bisect_right(steps, (remaining, float("inf")))
        if place and steps[place - 1][1] >= opened:
            if figure == previous:  # equal in everything: as good as the set just kept
                yield index
            continue
        while place < len(steps) and steps[place][1] <= opened:
            del steps[place]
        if place and steps[place - 1][0] == remaining:
            del steps[place - 1]
        insort(steps, (remaining, opened))
        previous = figure
        yield index


def _checked(cost: ArrayLike, benefit: ArrayLike, openness: ArrayLike) -> tuple[Floats, Floats, Floats]:
    price = np.asarray(cost, dtype=np.float64)
    removed = np.asarray(benefit, dtype=np.float64)
    removed = removed[:, None] if removed.ndim == 1 else removed
    effect = np.asarray(openness, dtype=np.float64)
    if price.ndim != 1 or removed.ndim != 2 or len(removed) != len(price) or effect.shape != price.shape:  # noqa: PLR2004
        raise ValueError("Cost, benefit and openness must describe the same measures.")
    if len(price) > MOST:
        raise ValueError(f"At most {MOST} measures can be combined exactly: make a shorter list first.")
    if not (np.isfinite(price).all() and (price >= 0).all() and np.isfinite(effect).all()):
        raise ValueError("A cost must be a number from 0 up, and an effect on openness a number.")
    if not ((removed >= 0) & (removed <= 1)).all():
        raise ValueError("A benefit is a share between 0 and 1.")
    return price, removed, effect
