"""The best set of measures under a budget and a floor of openness, as an integer programme for SciPy's HiGHS.

A binary variable says whether a measure is taken. For each vulnerability and each level of effect that some measure
reaches, a further variable says whether the set reaches it: it may be 1 only if a measure of that level or more is
taken. This is maximal covering (Church, R. and ReVelle, C., 1974, The maximal covering location problem, Papers of the
Regional Science Association 32, 101-118) with levels; the further variables come out whole by themselves.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy  # its parts load when they are first asked for
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

OPTIMAL, OUT_OF_TIME, INFEASIBLE = 0, 1, 2
CLOSE = 1e-4
#: How far a proof may be from the next whole number. Everything is whole, so nothing lies between.
GAP = 0.5


@dataclass(frozen=True)
class Task:
    """What is to be combined, in whole numbers: `cost`, `openness` (measures,), `effect` in tenths (measures,
    vulnerabilities), `importance` (vulnerabilities,), pairs of a measure with the one that it needs, and groups of
    which at most one may be taken."""

    cost: Whole
    effect: Whole
    openness: Whole
    importance: Whole
    needs: Sequence[tuple[int, int]]
    groups: Sequence[Sequence[int]]

    def left(self, taken: NDArray[np.bool_]) -> Whole:
        """Tenths of each vulnerability that remain when these measures are taken: (vulnerabilities,)."""
        remaining: Whole = 10 - np.max(self.effect[taken], axis=0, initial=0)
        return remaining

    def risk(self, taken: NDArray[np.bool_]) -> int:
        return int(self.left(taken) @ self.importance)

    def allowed(self, taken: NDArray[np.bool_]) -> bool:
        return all(taken[b] for a, b in self.needs if taken[a]) and all(
            np.count_nonzero(taken[list(group)]) <= 1 for group in self.groups
        )


class OutOfTime(RuntimeError):
    """The moment until which was to be looked has come: what was not proved by then is not known."""


class Programme:
    """The task as a matrix, solved again and again for other budgets and floors, up to a moment of the monotonic clock."""

    def __init__(self, task: Task, until: float | None = None) -> None:
        self.task, self.until = task, until
        self.measures = len(task.cost)
        entries: list[tuple[int, int, float]] = []
        limits: list[float] = []
        worth: list[float] = []

        def row(columns: Sequence[int], values: Sequence[float], limit: float) -> None:
            entries.extend((len(limits), column, value) for column, value in zip(columns, values, strict=True))
            limits.append(limit)

        for vulnerability, weight in enumerate(task.importance.tolist()):
            effect, below = task.effect[:, vulnerability], 0
            for level in np.unique(effect[effect > 0]).tolist():
                strong = np.flatnonzero(effect >= level).tolist()
                row([self.measures + len(worth), *strong], [1.0] + [-1.0] * len(strong), 0.0)
                worth.append(weight * (level - below))
                below = level
        for one, other in task.needs:
            row([one, other], [1.0, -1.0], 0.0)
        for group in task.groups:
            row(list(group), [1.0] * len(group), 1.0)
        size = self.measures + len(worth)
        rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
        self.matrix = scipy.sparse.csr_matrix((values, (rows, columns)), shape=(len(limits), size), dtype=np.float64)
        self.limits = np.array(limits)
        self.taken_away = np.concatenate([np.zeros(self.measures), worth])
        self.total = 10 * int(task.importance.sum())

    def best(self, budget: int, floor: float) -> NDArray[np.bool_] | None:
        """The set that leaves the least risk; among equals the cheapest, then the most open; None if there is none.

        RuntimeError if the solver gives up or its proof does not hold; OutOfTime, which is one, if the time is up.
        """
        task = self.task
        if not self.measures:
            return np.zeros(0, dtype=np.bool_) if floor <= 0 else None
        within = [self._side(task.cost, -np.inf, budget), self._side(task.openness, floor, np.inf)]
        if len(self.limits):
            within.append(scipy.optimize.LinearConstraint(self.matrix, -np.inf, self.limits))
        taken = self._solve(-self.taken_away, within, self.total)
        if taken is None:
            return None
        least = task.risk(taken)
        reached = scipy.optimize.LinearConstraint(self.taken_away[None, :], self.total - least - GAP, np.inf)
        spread = int(np.abs(task.openness).sum()) + 1
        second = np.zeros(len(self.taken_away))
        second[: self.measures] = task.cost * spread - task.openness
        taken = self._solve(second, [*within, reached], max(budget, 1) * spread)
        if taken is None or not self._holds(taken, budget, floor, least):
            raise RuntimeError("The solver's answer does not satisfy what was asked of it.")
        return taken

    def _solve(
        self, goal: Floats, within: "list[scipy.optimize.LinearConstraint]", size: int
    ) -> NDArray[np.bool_] | None:
        whole = (np.arange(len(goal)) < self.measures).astype(np.int64)
        rest = math.inf if self.until is None else self.until - time.monotonic()
        if rest <= 0:
            raise OutOfTime
        found = scipy.optimize.milp(
            goal, integrality=whole, bounds=scipy.optimize.Bounds(0, 1), constraints=within,
            options={"mip_rel_gap": GAP / max(size, 1), "time_limit": rest},
        )  # fmt: skip
        if found.status == INFEASIBLE:
            return None
        if found.status == OUT_OF_TIME:
            raise OutOfTime
        if found.status != OPTIMAL or found.x is None or not _proved(float(goal @ found.x), found.mip_dual_bound):
            raise RuntimeError(f"The solver did not prove an optimum: {found.message}")
        taken: NDArray[np.bool_] = found.x[: self.measures] > GAP
        return taken

    def _side(self, values: Whole, least: float, most: float) -> "scipy.optimize.LinearConstraint":
        side = np.zeros((1, len(self.taken_away)))
        side[0, : self.measures] = values
        return scipy.optimize.LinearConstraint(side, least, most)

    def _holds(self, taken: NDArray[np.bool_], budget: int, floor: float, least: int) -> bool:
        task = self.task
        return (
            int(task.cost[taken].sum()) <= budget
            and int(task.openness[taken].sum()) >= floor
            and task.risk(taken) == least
            and task.allowed(taken)
        )


def _proved(value: float, bound: float | None) -> bool:
    """Whether no whole number lies between what was found and what the solver shows to be the least."""
    return bound is not None and value - bound < 2 * GAP - CLOSE
