"""What would flip the winner: the smallest change of one weight that puts another option first.

When the weight of one criterion moves to t and the other weights keep their proportions, an option's total is
t * v + (1 - t) * r, with v its value on that criterion and r its weighted mean on the others: a straight line. Two
lines cross at t = dr / (dr - dv), so the answer is exact (the weight-stability interval of Mareschal, 1988, European
Journal of Operational Research 33(1), 54-64, for the additive model).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import checked

Floats = NDArray[np.float64]

NOTHING = 1e-12


@dataclass(frozen=True)
class Flip:
    """Beyond the weight `needed` of `criterion` (now: `now`, both shares of 1) the option `rival` comes first."""

    criterion: int
    now: float
    needed: float
    rival: int

    @property
    def change(self) -> float:
        """How far the weight has to move."""
        return abs(self.needed - self.now)


@dataclass(frozen=True)
class Flips:
    """`winner`: index of the first option. `by_criterion`: its nearest flip on each criterion, or None. `nearest`."""

    winner: int
    by_criterion: tuple[Flip | None, ...]
    nearest: Flip | None


def flip(values: ArrayLike, weights: ArrayLike) -> Flips:
    """For every criterion the smallest change of its weight that makes another option win, or None.

    `values` is (options, criteria), more is better. Among equal totals the first option counts as the winner; a tie
    shows as a change of 0. ValueError for a missing value or weights that do not fit.
    """
    table, shares = checked(values, weights)
    winner, lower, upper = _crossings(table, shares)
    found: list[Flip | None] = []
    for criterion, now in enumerate(shares.tolist()):
        ends = [crossing[criterion] for crossing in (lower, upper)]
        changes = np.stack([np.abs(end - now) for end in ends])
        if not np.isfinite(changes).any():
            found.append(None)
            continue
        end, rival = divmod(int(np.argmin(changes)), len(table))
        found.append(Flip(criterion, now, float(ends[end][rival]), rival))
    some = [f for f in found if f is not None]
    return Flips(winner, tuple(found), min(some, key=lambda f: f.change, default=None))


def stability(values: ArrayLike, weights: ArrayLike) -> Floats:
    """The interval of each criterion's weight within which the winner stays first: (criteria, 2), shares of 1."""
    table, shares = checked(values, weights)
    _, lower, upper = _crossings(table, shares)
    low = np.where(np.isfinite(lower), lower, 0.0).max(axis=1)
    high = np.where(np.isfinite(upper), upper, 1.0).min(axis=1)
    return np.stack([low, high], axis=1)


def _crossings(table: Floats, shares: Floats) -> tuple[int, Floats, Floats]:
    """The winner, and the weights (criteria, options) below and above which each rival overtakes it; inf for never."""
    totals = table @ shares
    winner = int(np.argmax(np.round(totals, 12)))
    others = 1.0 - np.eye(len(shares))
    # Where one criterion has all the weight, the others have no proportions to keep: they share alike.
    alone = shares[None, :] * others
    alone = np.where(alone.sum(axis=1, keepdims=True) > NOTHING, alone, others)
    spread = alone / np.maximum(alone.sum(axis=1, keepdims=True), NOTHING)
    rest = spread @ table.T  # (criteria, options): mean on the other criteria
    on_others = rest[:, [winner]] - rest
    on_this = (table[winner] - table).T
    if len(shares) == 1:
        return winner, np.full(on_this.shape, np.inf), np.full(on_this.shape, np.inf)
    slope = on_others - on_this
    at = on_others / np.where(np.abs(slope) > NOTHING, slope, np.inf)
    now = shares[:, None]
    upper = np.where(on_this < -NOTHING, np.clip(at, now, 1.0), np.inf)
    lower = np.where(on_others < -NOTHING, np.clip(at, 0.0, now), np.inf)
    return winner, lower, upper
