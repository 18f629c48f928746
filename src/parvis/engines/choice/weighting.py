"""Weights from people: points given directly, swings from worst to best, or pairs compared with one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import normalised
from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.reading import numbers
from parvis.engines.choice.wording import state
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

FULL_SWING = 100.0
#: Saaty's scale of comparison, one ninth to nine.
SCALE = np.array([1 / n for n in range(9, 1, -1)] + [float(n) for n in range(1, 10)])
#: Mean consistency index of random comparisons of 1, 2, 3 ... criteria (Saaty, 1980, The Analytic Hierarchy Process).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
TOLERATED = 0.10
EXACT = 1e-6


@dataclass(frozen=True)
class Triad:
    """Three comparisons that contradict one another most: `one` to `two` and `two` to `three` together say `implied`
    for `one` to `three`; what was `given` is `factor` times too large, or too small."""

    one: int
    two: int
    three: int
    first: float
    second: float
    given: float
    implied: float

    @property
    def factor(self) -> float:
        return max(self.given / self.implied, self.implied / self.given)


@dataclass(frozen=True)
class Repair:
    """The comparison of `one` with `two` that fits the rest least: what was `given`, the value of the scale that would
    fit best, `fits`, and the consistency ratio `then`."""

    one: int
    two: int
    given: float
    fits: float
    then: float


@dataclass(frozen=True)
class Pairwise:
    """`weights` (criteria,), sum 1. `largest` eigenvalue, consistency index `ci` and ratio `cr` (0 for fewer than three
    criteria). `triad` and `repair` name what to talk about; None when everything fits together."""

    weights: Floats
    largest: float
    ci: float
    cr: float
    triad: Triad | None
    repair: Repair | None

    @property
    def consistent(self) -> bool:
        """Saaty's rule of thumb: a ratio of up to 0.10 can be used."""
        return self.cr <= TOLERATED

    def statements(self, criteria: Sequence[str]) -> tuple[Statement, ...]:
        """What the people who compared should hear; `criteria` are names in the order of the table."""
        if self.consistent:
            return (state("pairs_consistent", ratio=self.cr),)
        said = [state("pairs_inconsistent", ratio=self.cr, tolerated=TOLERATED)]
        if self.triad:
            t = self.triad
            names = {"one": criteria[t.one], "two": criteria[t.two], "three": criteria[t.three]}
            said.append(state("triad", **names, first=t.first, second=t.second, implied=t.implied, given=t.given))
        if self.repair:
            r = self.repair
            said.append(state("repair", one=criteria[r.one], two=criteria[r.two], fits=r.fits, ratio=r.then))
        return tuple(said)


def direct(points: ArrayLike) -> Floats:
    """Weights in proportion to points from 0 up, sum 1. ChoiceError for points below 0, or all 0."""
    return normalised(points)


def swing(points: ArrayLike) -> Floats:
    """Weights from swings: how much the step from the worst to the best end of each scale matters, the most important
    step 100, the others in proportion (von Winterfeldt and Edwards, 1986, Decision Analysis and Behavioral Research).

    ChoiceError unless the largest is 100 and none is below 0: a swing is a comparison with the largest.
    """
    given = numbers(points)
    if given.ndim != 1 or not given.size or (given < 0).any() or abs(given.max() - FULL_SWING) > EXACT:
        raise ChoiceError("swing")
    return normalised(given)


def pairwise(comparisons: ArrayLike) -> Pairwise:
    """Weights from comparisons of each two criteria (AHP: Saaty, 1980): the principal eigenvector, with sum 1.

    `comparisons` (criteria, criteria): how many times as much the row matters as the column, 1/9 to 9. Either half may
    be left empty (nan): it is the reciprocal of the other. ChoiceError for a comparison that is missing on both sides,
    off the scale, or contradicts its own reciprocal, or for more than 15 criteria.
    """
    table = _completed(comparisons)
    weights, largest, ratio = _principal(table)
    size = len(table)
    index = (largest - size) / (size - 1) if size > 2 else 0.0  # noqa: PLR2004 - two cannot contradict each other
    return Pairwise(weights, largest, index, ratio, _worst_triad(table), _repair(table, weights, ratio))


def _completed(comparisons: ArrayLike) -> Floats:
    given = numbers(comparisons, gaps=True)
    if given.ndim != 2 or given.shape[0] != given.shape[1] or not 1 <= len(given) <= len(RANDOM_INDEX):  # noqa: PLR2004
        raise ChoiceError("square", most=len(RANDOM_INDEX))
    known = ~np.isnan(given)
    np.fill_diagonal(known, val=True)
    table = np.where(known, given, np.nan)
    np.fill_diagonal(table, 1.0)
    table = np.where(np.isnan(table), 1.0 / np.where(table.T > 0, table.T, np.nan), table)
    for row, column in combinations(range(len(table)), 2):
        where = {"row": row + 1, "column": column + 1}
        one, other = float(table[row, column]), float(table[column, row])
        if any(not (SCALE[0] - EXACT <= said <= SCALE[-1] + EXACT) for said in (one, other) if not np.isnan(said)):
            raise ChoiceError("off_scale", **where)
        if np.isnan(one) or np.isnan(other):
            raise ChoiceError("no_comparison", **where)
        if abs(one * other - 1) > 0.01:  # noqa: PLR2004 - 0.33 for a third is meant well
            raise ChoiceError("reciprocal", **where)
        table[column, row] = 1 / one
    return np.asarray(table, dtype=np.float64)


def _principal(table: Floats) -> tuple[Floats, float, float]:
    """The principal eigenvector, its eigenvalue, and the consistency ratio."""
    eigenvalues, vectors = np.linalg.eig(table)
    at = int(np.argmax(eigenvalues.real))
    vector = np.abs(vectors[:, at].real)
    size, largest = len(table), float(eigenvalues[at].real)
    random = RANDOM_INDEX[size - 1]
    ratio = max((largest - size) / (size - 1) / random, 0.0) if random else 0.0
    return vector / vector.sum(), largest, ratio


def _worst_triad(table: Floats) -> Triad | None:
    """The three criteria whose comparisons contradict one another most (Koczkodaj, 1993)."""
    worst: Triad | None = None
    for one, two, three in combinations(range(len(table)), 3):
        first, second, given = float(table[one, two]), float(table[two, three]), float(table[one, three])
        triad = Triad(one, two, three, first, second, given, first * second)
        if triad.factor > max(worst.factor if worst else 1.0, 1 + EXACT):
            worst = triad
    return worst


def _repair(table: Floats, weights: Floats, ratio: float) -> Repair | None:
    """The one comparison whose change to another value of the scale makes the whole most consistent."""
    best: Repair | None = None
    for one, two in combinations(range(len(table)), 2):
        fits = float(SCALE[np.argmin(np.abs(np.log(SCALE * weights[two] / weights[one])))])
        changed = table.copy()
        changed[one, two], changed[two, one] = fits, 1 / fits
        then = _principal(changed)[2]
        if then < (best.then if best else ratio) - EXACT:
            best = Repair(one, two, float(table[one, two]), fits, then)
    return best
