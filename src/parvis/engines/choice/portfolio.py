"""Sets of measures under a budget: those that nothing else beats on cost, remaining risk and openness at once.

For each of several budgets, and for each of several floors of openness, the set that leaves the least risk is found and
proved optimal (the epsilon-constraint method: Haimes, Y., Lasdon, L. and Wismer, D., 1971, IEEE Transactions on Systems,
Man, and Cybernetics 1(3), 296-297; among sets that leave the same risk the cheapest, then the most open, so that no
set at all beats one that is shown).

The model: of each vulnerability a set takes away what its strongest measure takes away, no more; the remaining risk is
the weighted mean of what is left. It is linear, cannot promise more than one measure was judged to do, and pays for no
measure twice. Its limits: measures that help one another count for less than they are worth, so give a vulnerability
one column for each layer that counts by itself (to notice, to delay, to respond); measures that hinder one another
count for more, so put them into a group; and the result compares sets, it forecasts nothing.

The granularity: `budgets` equal parts of the budget are looked at, and floors of openness at the multiples of
`openness_step`. For each pair the best set is in the front, and no set under the budget beats one that is in it. With
as many parts as the budget has units, and a step of 1, the front is complete: every combination of figures that nothing
beats is in it, with one set for each.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.programme import Programme, Task
from parvis.engines.choice.reading import numbers

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
#: Called with a step and the share of it that is done, 0 to 1. What it raises ends the work.
Progress = Callable[[str, float], None]

TENTHS = 10
PLACES = 9
#: What can be reckoned with exactly: a million units. Give larger costs in a larger unit.
LARGEST = 1_000_000


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


def portfolio(
    cost: ArrayLike,
    effect: ArrayLike,
    openness: ArrayLike,
    budget: float,
    importance: ArrayLike | None = None,
    *,
    needs: Sequence[tuple[int, int]] = (),
    groups: Sequence[Sequence[int]] = (),
    budgets: int = 10,
    openness_step: int = 1,
    progress: Progress | None = None,
) -> tuple[Portfolio, ...]:
    """The front of sets of measures, cheapest first; taking nothing, or what is free, is among them.

    `cost` (measures,): whole numbers from 0 to a million, in the caller's unit (hundreds of euros, for instance).
    `effect` (measures, vulnerabilities), or (measures,) for one: the share of a vulnerability, 0..1, that a measure
    takes away by itself, taken in tenths. `openness` (measures,): its effect on the openness of the place in whole
    steps, good is positive. `importance` (vulnerabilities,): whole numbers from 0 up that weigh the vulnerabilities,
    equal by default. `needs`: pairs (a, b), a is taken only together with b. `groups`: of each at most one measure is
    taken. `progress` is called with "portfolio" and the share that is done.

    ChoiceError for tables that do not fit, numbers that are missing, negative or not whole, shares out of range, and a
    need or a group that names no measure. RuntimeError should the solver fail to prove an optimum.
    """
    task = _task(cost, effect, openness, importance, needs=needs, groups=groups)
    most = _most(budget)
    if budgets < 1 or openness_step < 1:
        raise ChoiceError("granularity")
    report = progress or (lambda _step, _done: None)
    levels = sorted({most * part // budgets for part in range(budgets + 1)}, reverse=True)
    programme, cells = Programme(task), list[_Cell]()
    for number, level in enumerate(levels):
        floor = -math.inf
        while True:
            report("portfolio", number / len(levels))
            found = _best(programme, cells, level, floor)
            if found is None:
                break
            floor = (found.openness // openness_step + 1) * openness_step
    report("portfolio", 1.0)
    front = {cell.found for cell in cells if cell.found}
    return tuple(sorted(front, key=lambda one: (one.cost, one.remaining, -one.openness)))


def _most(budget: float) -> int:
    """The budget in whole units."""
    given = float(numbers([budget])[0])
    if given < 0:
        raise ChoiceError("budget")
    return int(min(given, LARGEST))


def _best(programme: Programme, cells: list[_Cell], budget: int, floor: float) -> Portfolio | None:
    """The best set of one cell, taken from what is known already where that answers it."""
    for cell in cells:
        if cell.answers(budget, floor):
            return cell.found
    taken = programme.best(budget, floor)
    found = None if taken is None else _figures(programme.task, taken)
    cells.append(_Cell(budget, floor, found))
    return found


def _figures(task: Task, taken: NDArray[np.bool_]) -> Portfolio:
    left = task.left(taken)
    return Portfolio(
        tuple(np.flatnonzero(taken).tolist()),
        int(task.cost[taken].sum()),
        round(float(left @ task.importance) / float(TENTHS * task.importance.sum()), PLACES),
        int(task.openness[taken].sum()),
        tuple((left / TENTHS).tolist()),
    )


def _task(
    cost: ArrayLike,
    effect: ArrayLike,
    openness: ArrayLike,
    importance: ArrayLike | None,
    *,
    needs: Sequence[tuple[int, int]],
    groups: Sequence[Sequence[int]],
) -> Task:
    price, opens = _whole(cost), _whole(openness)
    shares = numbers(effect)
    shares = shares[:, None] if shares.ndim == 1 else shares
    if price.ndim != 1 or opens.shape != price.shape or shares.ndim != 2 or len(shares) != len(price):  # noqa: PLR2004
        raise ChoiceError("measures")
    if (price < 0).any():
        raise ChoiceError("negative_cost", measure=int(np.argmax(price < 0)) + 1)
    if not ((shares >= 0) & (shares <= 1)).all():
        raise ChoiceError("share")
    weight = _whole(np.ones(shares.shape[1]) if importance is None else importance)
    if weight.shape != shares.shape[1:] or (weight < 0).any() or not weight.any():
        raise ChoiceError("importance")
    named = {index for pair in needs for index in pair} | {index for group in groups for index in group}
    if not named <= set(range(len(price))):
        raise ChoiceError("unknown_measure")
    tenths = np.rint(shares * TENTHS).astype(np.int64)
    return Task(price, tenths, opens, weight, tuple(needs), tuple(tuple(set(group)) for group in groups))


def _whole(given: ArrayLike) -> Whole:
    values = numbers(given)
    if (values != np.rint(values)).any() or (np.abs(values) > LARGEST).any():
        raise ChoiceError("whole")
    return values.astype(np.int64)
