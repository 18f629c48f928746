"""Criteria with declared scales, and the default method: a weighted sum of fixed values.

A value function that is fixed before the options are known gives every option a value of its own. Adding or removing
an option can then never change the order of the others, which methods that scale by the options at hand do not promise.
(Keeney and Raiffa, 1976, Decisions with Multiple Objectives: the additive value model.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.reading import numbers

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Criterion:
    """One criterion: `benefit` (more is better) or `cost` (less is better), on a scale from `low` to `high`.

    `weight` is any number from 0 up: weights are taken in proportion to one another. ValueError for a negative weight
    or an empty scale.
    """

    code: str
    weight: float
    direction: Literal["benefit", "cost"]
    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse what cannot be scored."""
        if not (np.isfinite(self.weight) and self.weight >= 0):
            raise ValueError(f"The weight of {self.code} must be a number from 0 up.")
        if not self.low < self.high:
            raise ValueError(f"The scale of {self.code} must run from a lower to a higher number.")

    @property
    def sign(self) -> int:
        """1 for a benefit, -1 for a cost: what the ranking methods take as a direction."""
        return 1 if self.direction == "benefit" else -1


@dataclass(frozen=True)
class Panel:
    """Several experts' scores: `each` (experts, options, criteria) stays; the rest is (options, criteria).

    `mean`, `low`, `high` are nan and `n` is 0 where nobody scored.
    """

    each: Floats
    mean: Floats
    low: Floats
    high: Floats
    n: NDArray[np.intp]


def average(scores: ArrayLike) -> Panel:
    """Mean and ends of scores (experts, options, criteria), nan where an expert gave none; every score is kept."""
    each = np.asarray(scores, dtype=np.float64)
    if each.ndim != 3 or each.shape[0] == 0:  # noqa: PLR2004 - experts, options, criteria
        raise ValueError("Scores must have three axes (experts, options, criteria) and at least one expert.")
    n = np.sum(~np.isnan(each), axis=0)
    mean = np.where(n > 0, np.nansum(each, axis=0) / np.maximum(n, 1), np.nan)
    return Panel(each, mean, np.fmin.reduce(each, axis=0), np.fmax.reduce(each, axis=0), n)


def value_scores(scores: ArrayLike, criteria: Sequence[Criterion]) -> Floats:
    """Values from 0 (worst end of the declared scale) to 1 (best end), linear between them; nan stays nan.

    `scores` is (..., criteria). ValueError for another number of criteria, or a score off its declared scale: widen
    the scale on purpose rather than have a value cut off in silence.
    """
    given = np.asarray(scores, dtype=np.float64)
    if given.ndim == 0 or given.shape[-1] != len(criteria):
        raise ValueError("Scores need one column for each criterion.")
    low = np.array([c.low for c in criteria])
    high = np.array([c.high for c in criteria])
    off = np.any((given < low) | (given > high), axis=tuple(range(given.ndim - 1)))
    if off.any():
        raise ValueError(f"A score for {criteria[int(np.argmax(off))].code} lies off its declared scale.")
    share = (given - low) / (high - low)
    values: Floats = np.where(np.array([c.sign for c in criteria]) > 0, share, 1.0 - share)
    return values


def normalised(weights: ArrayLike) -> Floats:
    """Weights in proportion, with sum 1. ChoiceError when one is negative or not finite, or when all are 0."""
    given = numbers(weights)
    if given.ndim != 1 or (given < 0).any() or not given.sum() > 0:
        raise ChoiceError("weights")
    shares: Floats = given / given.sum()
    return shares


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Value of each option: the weighted mean of its values (options, criteria). ValueError if one is missing."""
    table, shares = checked(values, weights)
    total: Floats = table @ shares
    return total


def checked(values: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    """A full table (options, criteria) and as many weights with sum 1, or a ChoiceError that says why not."""
    table = numbers(values)
    shares = normalised(weights)
    if table.ndim != 2 or 0 in table.shape or table.shape[1] != len(shares):  # noqa: PLR2004 - options and criteria
        raise ChoiceError("table")
    return table, shares
