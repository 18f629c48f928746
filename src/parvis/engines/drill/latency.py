"""How long each step took: median, P80 and longest, with what was still open when the exercise ended."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parvis.engines.drill.conformance import TaskResult
from parvis.engines.drill.record import STAMPS
from parvis.engines.drill.worked import Jumps, worked

#: From which stamp to which: each stamp from the one before it, then the way to the start, and the whole.
STEPS: Mapping[str, tuple[str, str]] = {
    **{later: (earlier, later) for earlier, later in pairwise(STAMPS)},
    "begin": ("event", "start"),
    "whole": ("event", "done"),
}
MEDIAN, MOST = 0.5, 0.8
NOTHING = 1e-9


@dataclass(frozen=True)
class Bound:
    """Seconds; with `at_least` they are a lower bound, because too much was still open at the end."""

    seconds: float
    at_least: bool = False


@dataclass(frozen=True)
class Latency:
    """One step over several tasks: `n` times seen, `open` that had begun and not ended when the exercise did."""

    step: str
    n: int
    open: int
    median: Bound
    p80: Bound
    longest: Bound


def latencies(results: Iterable[TaskResult], endex: float | None = None, jumps: Jumps = ()) -> tuple[Latency, ...]:
    """Every step of which something was seen, in the order of the stamps.

    A step that had begun and of which nothing more was seen is open at `endex` (right-censored), never zero. A step
    whose end was not noted although a later stamp was is unknown and counts for nothing, as does one that ends before
    it begins.
    """
    rows = list(results)
    found = []
    for step, (earlier, later) in STEPS.items():
        taken: list[float] = []
        still: list[float] = []
        for row in rows:
            seconds, ended = _step(row, earlier, later, endex, jumps)
            if not math.isnan(seconds) and seconds >= 0:
                (taken if ended else still).append(seconds)
        if taken:
            found.append(summary(step, taken, still))
    return tuple(found)


def _step(row: TaskResult, earlier: str, later: str, endex: float | None, jumps: Jumps) -> tuple[float, bool]:
    begun, end = row.stamps[earlier], row.stamps[later]
    if not math.isnan(end):
        return worked(begun, end, jumps), True
    beyond = STAMPS[STAMPS.index(later) + 1 :]
    if endex is None or any(not math.isnan(row.stamps[stamp]) for stamp in beyond):
        return math.nan, False
    return worked(begun, endex, jumps), False


def summary(step: str, taken: Sequence[float], still: Sequence[float]) -> Latency:
    """Median, P80 and the longest of times of which some (`still`) are only known to be longer than they are."""
    longest = max([*taken, *still], default=math.nan)
    beyond = bool(still) and max(still) >= longest
    middle, most = (quantile(taken, still, share) for share in (MEDIAN, MOST))
    return Latency(step, len(taken), len(still), middle, most, Bound(longest, beyond))


def quantile(taken: Sequence[float], still: Sequence[float], share: float) -> Bound:
    """The least time by which `share` had ended, by the product-limit estimate (Kaplan and Meier, 1958, JASA 53, 457-481).

    Where so many never ended, the longest time looked on is a lower bound.
    """
    everything = [*taken, *still]
    going = 1.0
    for moment in sorted(set(taken)):
        at_risk = sum(time >= moment for time in everything)
        going *= 1 - taken.count(moment) / at_risk
        if 1 - going >= share - NOTHING:
            return Bound(moment)
    return Bound(max(everything), at_least=True) if everything else Bound(math.nan)
