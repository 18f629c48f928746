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
beats is in it, with one set for each. `front` goes from each set that was found to the next cheaper one instead, until
the front is complete or the time is up.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.programme import OutOfTime, Programme, Task
from parvis.engines.choice.reading import numbers
from parvis.engines.choice.search import TENTHS, Portfolio, Search

Whole = NDArray[np.int64]
#: Called with a step and the share of it that is done, 0 to 1. What it raises ends the work.
Progress = Callable[[str, float], None]

#: Budgets that `front` looks at first, so that little time gives the outline of the whole.
OUTLINE = 10
#: What can be reckoned with exactly: a million units. Give larger costs in a larger unit.
LARGEST = 1_000_000


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
    search = Search(Programme(task))
    for number, level in enumerate(levels):
        floor = -math.inf
        while True:
            report("portfolio", number / len(levels))
            found = search.best(level, floor)
            if found is None:
                break
            floor = (found.openness // openness_step + 1) * openness_step
    report("portfolio", 1.0)
    return search.front()


@dataclass(frozen=True)
class Front:
    """Sets that nothing beats, cheapest first. `open`: why there may be more ("" if these are all): "time", or "solver"
    where a proof failed."""

    sets: tuple[Portfolio, ...]
    open: Literal["", "time", "solver"]


def front(
    cost: ArrayLike,
    effect: ArrayLike,
    openness: ArrayLike,
    budget: float,
    importance: ArrayLike | None = None,
    *,
    needs: Sequence[tuple[int, int]] = (),
    groups: Sequence[Sequence[int]] = (),
    seconds: float = 25.0,
    progress: Progress | None = None,
) -> Front:
    """The complete front, or as much of it as is proved within so many seconds. Input and refusals as for `portfolio`.

    For each floor of openness the best set is looked for, then the best that costs less than it, and so on to nothing.
    `progress` is called between proofs with the share of the time that has passed.
    """
    task = _task(cost, effect, openness, importance, needs=needs, groups=groups)
    begun, most = time.monotonic(), _most(budget)
    search = Search(Programme(task, begun + seconds))

    def report() -> None:
        if progress:
            progress("portfolio", min((time.monotonic() - begun) / seconds, 1.0) if seconds else 1.0)

    try:
        _walk(search, most, report)
    except OutOfTime:
        return Front(search.front(), "time")
    except RuntimeError:
        return Front(search.front(), "solver")
    if progress:
        progress("portfolio", 1.0)
    return Front(search.front(), "")


def _walk(search: Search, most: int, report: Callable[[], None]) -> None:
    """Look at a few budgets, then at every floor and budget that can give another set."""
    for part in range(OUTLINE, -1, -1):
        report()
        search.best(most * part // OUTLINE, -math.inf)
    floor = -math.inf
    while True:
        lowest, level = math.inf, most
        while level >= 0:
            report()
            found = search.best(level, floor)
            if found is None:
                break
            lowest, level = min(lowest, found.openness), found.cost - 1
        if lowest == math.inf:
            return
        floor = lowest + 1


def _most(budget: float) -> int:
    """The budget in whole units."""
    given = float(numbers([budget])[0])
    if given < 0:
        raise ChoiceError("budget")
    return int(min(given, LARGEST))


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
