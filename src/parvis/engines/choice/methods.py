"""Second opinions on a ranking, and the requirements that no ranking can outweigh."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import checked
from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.reading import numbers

Floats = NDArray[np.float64]


def topsis(
    matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, normalisation: Literal["vector", "minmax"] = "vector"
) -> Floats:
    """Closeness of each option to the best of all columns, 0 to 1 (Hwang and Yoon, 1981, TOPSIS).

    `matrix` is (options, criteria) in raw units; `directions` holds 1 (more is better) or -1. Vector normalisation
    divides a column by its Euclidean length, as the authors do; min-max by its range. Scores depend on the options at
    hand, so that removing one can change the order of the rest. Options that are all alike get 0.5.
    """
    table, shares = checked(matrix, weights)
    signs = signs_of(directions, table.shape[1])
    length = np.linalg.norm(table, axis=0) if normalisation == "vector" else np.ptp(table, axis=0)
    weighted = signs * shares * table / np.where(length > 0, length, 1.0)
    to_best = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    to_worst = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    both = to_best + to_worst
    closeness: Floats = np.where(both > 0, to_worst / np.where(both > 0, both, 1.0), 0.5)
    return closeness


def promethee_ii(
    matrix: ArrayLike,
    weights: ArrayLike,
    directions: ArrayLike,
    preference: Literal["usual", "linear"] = "usual",
    thresholds: ArrayLike | None = None,
) -> Floats:
    """Net flow of each option, -1 to 1 (Brans and Vincke, 1985, Management Science 31(6), 647-656).

    `usual`: any difference counts whole. `linear`: a difference counts in proportion, whole from `thresholds`
    (criteria,) in raw units. ValueError when a linear preference has no positive threshold for each criterion.
    """
    table, shares = checked(matrix, weights)
    signs = signs_of(directions, table.shape[1])
    ahead = (table[:, None, :] - table[None, :, :]) * signs
    if preference == "linear":
        full = np.full(1, np.nan) if thresholds is None else np.asarray(thresholds, dtype=np.float64)
        if full.shape != signs.shape or not (full > 0).all():
            raise ValueError("A linear preference needs a positive threshold for each criterion.")
        preferred = np.clip(ahead / full, 0.0, 1.0)
    else:
        preferred = (ahead > 0).astype(np.float64)
    index = preferred @ shares
    flow: Floats = (index.sum(axis=1) - index.sum(axis=0)) / max(len(table) - 1, 1)
    return flow


def vikor(matrix: ArrayLike, weights: ArrayLike, directions: ArrayLike, v: float = 0.5) -> Floats:
    """Q of each option, 0 to 1, the lower the better (Opricovic and Tzeng, 2004, European Journal of Operational
    Research 156(2), 445-455, equations 2 to 5).

    Of each option's weighted distances to the best of every column, S is the sum (what the majority loses) and R the
    largest (what the one who loses most loses); Q is v S + (1 - v) R, each between the least and the most at hand.
    A column that is alike for all tells nothing and counts nothing; so does S, or R, when it is alike for all.
    """
    table, shares = checked(matrix, weights)
    ahead = table * signs_of(directions, table.shape[1])
    distance = shares * _between(ahead.max(axis=0) - ahead)
    loss: Floats = v * _between(distance.sum(axis=1)) + (1 - v) * _between(distance.max(axis=1))
    return loss


def _between(values: Floats) -> Floats:
    """Columns from 0 at their least to 1 at their most; 0 where they are alike."""
    reach = np.ptp(values, axis=0)
    share: Floats = np.where(reach > 0, (values - values.min(axis=0)) / np.where(reach > 0, reach, 1.0), 0.0)
    return share


def knock_outs(matrix: ArrayLike, thresholds: ArrayLike, directions: ArrayLike) -> NDArray[np.bool_]:
    """Which option misses which requirement: (options, criteria).

    `thresholds` (criteria,) is the least (direction 1) or most (direction -1) that is allowed, nan for none. A missing
    score (nan) misses its requirement: what has not been shown has not been met.
    """
    table = np.asarray(matrix, dtype=np.float64)
    limit = np.asarray(thresholds, dtype=np.float64)
    if table.ndim != 2 or limit.shape != table.shape[1:]:  # noqa: PLR2004 - options and criteria
        raise ValueError("Knock-outs need a table of options by criteria, with one threshold for each criterion.")
    signs = signs_of(directions, table.shape[1])
    missed: NDArray[np.bool_] = ~(table * signs >= limit * signs) & ~np.isnan(limit)
    return missed


def signs_of(directions: ArrayLike, criteria: int) -> Floats:
    """Directions as 1 and -1, one for each criterion, or a ChoiceError."""
    signs = numbers(directions)
    if signs.shape != (criteria,) or not np.isin(signs, (-1, 1)).all():
        raise ChoiceError("directions")
    return signs
