"""What the runs say of each task: when it is done, and how likely its target is met."""

from dataclasses import dataclass

import numpy as np

from parvis.engines.drill.draws import Floats
from parvis.engines.drill.montecarlo import Runs
from parvis.engines.drill.path import NOTHING
from parvis.engines.drill.plan import Plan
from parvis.engines.privacy.interval import Share, wilson

#: Within how many seconds: half, four in five and nineteen in twenty of the runs.
QUANTILES = (0.5, 0.8, 0.95)


@dataclass(frozen=True)
class Outcome:
    """Seconds from the trigger until a task is done, infinite where so many runs never do it.

    `never`: share of the runs in which it is never done. `met`: how often its target is met, with the 95 % interval of
    sampling (Wilson): it says how far the count would move with other random numbers, not whether the plan is right.
    `waited_s`: mean time that it was ready but for a busy role, a resource, or somebody to be found. `begun`: within
    how many seconds half of the runs have begun it.
    """

    task: str
    p50: float
    p80: float
    p95: float
    never: float
    target_s: float | None
    met: Share | None
    waited_s: float
    begun: float


def outcomes(plan: Plan, runs: Runs) -> tuple[Outcome, ...]:
    """One for each task, in the plan's order."""
    return tuple(outcome(plan, runs, code) for code in runs.codes)


def outcome(plan: Plan, runs: Runs, task: str) -> Outcome:
    """Quantiles of one task: the least time within which at least so many runs have it done (no interpolation)."""
    done, target = runs.done(task), plan.by_code[task].target_s
    p50, p80, p95 = quantiles(done)
    met = None if target is None else wilson(float(np.count_nonzero(done <= target + NOTHING)), len(done))
    waited = float(runs.waited[runs.place[task]])
    begun = float(np.quantile(runs.start[runs.place[task]], QUANTILES[0], method="inverted_cdf"))
    return Outcome(task, p50, p80, p95, float(np.isinf(done).mean()), target, met, waited, begun)


def quantiles(done: Floats) -> tuple[float, float, float]:
    """P50, P80 and P95 in seconds, infinite where they lie among the runs that never end."""
    p50, p80, p95 = np.quantile(done, QUANTILES, method="inverted_cdf")
    return float(p50), float(p80), float(p95)
