"""What has been looked at of a front so far: for each budget and floor of openness the best set, proved once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engines.choice.programme import Programme, Task

TENTHS = 10
PLACES = 9


@dataclass(frozen=True)
class Portfolio:
    """`measures`: indices. `cost`: the caller's unit. `remaining` risk: 1 is today; `left` is that of each vulnerability.
    `openness`: sum of the effects."""

    measures: tuple[int, ...]
    cost: int
    remaining: float
    openness: int
    left: tuple[float, ...]


@dataclass(frozen=True)
class _Cell:
    """A budget and a floor that have been looked at, and what was found (None: no set reaches the floor)."""

    budget: int
    floor: float
    found: Portfolio | None

    def answers(self, budget: int, floor: float) -> bool:
        """Whether what was found is the answer for this budget and floor too: it lies within what was looked at."""
        if budget > self.budget or floor < self.floor:
            return False
        return self.found is None or (self.found.cost <= budget and self.found.openness >= floor)


class Search:
    """The best set of one cell after another."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self._cells: list[_Cell] = []

    def best(self, budget: int, floor: float) -> Portfolio | None:
        """The best set of one cell, taken from what is known already where that answers it."""
        for cell in self._cells:
            if cell.answers(budget, floor):
                return cell.found
        taken = self.programme.best(budget, floor)
        found = None if taken is None else _figures(self.programme.task, taken)
        self._cells.append(_Cell(budget, floor, found))
        return found

    def front(self) -> tuple[Portfolio, ...]:
        """Every set that was found, cheapest first."""
        found = {cell.found for cell in self._cells if cell.found}
        return tuple(sorted(found, key=lambda one: (one.cost, one.remaining, -one.openness)))


def _figures(task: Task, taken: NDArray[np.bool_]) -> Portfolio:
    left = task.left(taken)
    return Portfolio(
        tuple(np.flatnonzero(taken).tolist()),
        int(task.cost[taken].sum()),
        round(float(left @ task.importance) / float(TENTHS * task.importance.sum()), PLACES),
        int(task.openness[taken].sum()),
        tuple((left / TENTHS).tolist()),
    )
