"""The smallest change of all weights together that puts another option level with the first.

A rival r is level with the winner where d.w = 0, with d = values of r minus values of the winner: a plane through the
weights. The nearest point of that plane among all weights (from 0 up, sum 1) is found exactly: by a linear programme
when the change is the sum of what is moved, by projection when it is the straight distance. The question is that of
Rios Insua, D. and French, S. (1991), A framework for sensitivity analysis in discrete multi-objective decision-making,
European Journal of Operational Research 54(2), 176-190.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy  # its parts load when they are first asked for
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import checked

Floats = NDArray[np.float64]

NOTHING = 1e-12
FAR = 1e9


@dataclass(frozen=True)
class Nearest:
    """With `weights` (criteria,), sum 1, `rival` is level with the winner; `distance` is how far they are from today's:
    the sum of all changes (l1; half of it is the weight that changes hands), or the straight distance (l2)."""

    rival: int
    weights: Floats
    distance: float


def nearest_weights(values: ArrayLike, weights: ArrayLike, measure: Literal["l1", "l2"] = "l1") -> Nearest | None:
    """The nearest weights with which another option is level with the winner of the weighted sum, or None if there are
    none: no weights at all put another option first.

    `values` is (options, criteria), more is better. ChoiceError for a missing value or weights that do not fit.
    """
    table, shares = checked(values, weights)
    winner = int(np.argmax(np.round(table @ shares, 12)))
    find = _moved if measure == "l1" else _projected
    found: Nearest | None = None
    for rival in range(len(table)):
        ahead = table[rival] - table[winner]
        if rival == winner or ahead.max() < -NOTHING:
            continue
        near = find(shares, ahead)
        distance = float(np.abs(near - shares).sum() if measure == "l1" else np.linalg.norm(near - shares))
        if found is None or distance < found.distance - NOTHING:
            found = Nearest(rival, near, distance)
    return found


def _moved(shares: Floats, ahead: Floats) -> Floats:
    """Least sum of changes: w = shares + up - down."""
    n = len(shares)
    goal = np.ones(2 * n)
    rise = np.concatenate([ahead, -ahead])[None, :]
    balance = np.concatenate([np.ones(n), -np.ones(n)])[None, :]
    bounds = [(0.0, None)] * n + [(0.0, float(share)) for share in shares]
    gap = -float(ahead @ shares)
    found = scipy.optimize.linprog(
        goal, A_ub=-rise, b_ub=[-gap], A_eq=balance, b_eq=[0.0], bounds=bounds, method="highs"
    )
    if found.x is None:
        raise RuntimeError(f"The solver found no weights: {found.message}")
    near: Floats = shares + found.x[:n] - found.x[n:]
    return near


def _projected(shares: Floats, ahead: Floats) -> Floats:
    """Least straight distance: the projection of shares + m * ahead onto all weights, with m as small as will do."""
    if ahead @ shares >= -NOTHING:
        return shares

    def level(m: float) -> float:
        return float(ahead @ _onto_weights(shares + m * ahead))

    high = 1.0
    while level(high) < 0 and high < FAR:
        high *= 2
    if level(high) < 0:  # level only at the corners, where nothing else has weight
        return _onto_weights(shares + high * ahead)
    m = scipy.optimize.brentq(level, 0.0, high, xtol=1e-15, rtol=1e-15, maxiter=500)
    return _onto_weights(shares + m * ahead)


def _onto_weights(point: Floats) -> Floats:
    """The nearest weights (from 0 up, sum 1) to a point (Held, Wolfe and Crowder, 1974, Mathematical Programming 6)."""
    descending = np.sort(point)[::-1]
    excess = (np.cumsum(descending) - 1.0) / np.arange(1, len(point) + 1)
    last = int(np.max(np.flatnonzero(descending > excess)))
    near: Floats = np.maximum(point - excess[last], 0.0)
    return near
