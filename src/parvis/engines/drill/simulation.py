"""How long a plan takes when durations are uncertain: the same network, many times over."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engines.drill.plan import Task, in_order, successors

Floats = NDArray[np.float64]

NOTHING = 1e-9


@dataclass(frozen=True)
class Simulation:
    """Per task, in the order of `codes`. Times are seconds from the trigger until the task is done.

    `finish` (draws, tasks); `p50`, `p80`, `p95` (tasks,); `met`: probability of meeting the target, nan without one;
    `criticality`: share of the draws in which the task lies on a critical path. `whole` (draws,): when all is done.
    Expert guesses go in, orders of magnitude come out: compare variants of a plan rather than trust single minutes.
    """

    codes: tuple[str, ...]
    finish: Floats
    p50: Floats
    p80: Floats
    p95: Floats
    met: Floats
    criticality: Floats
    whole: Floats


def simulate(tasks: Iterable[Task], seed: int, draws: int = 5000) -> Simulation:
    """Monte Carlo over the plan's network, without limits on what roles can carry.

    A duration follows the PERT beta distribution on its three points (Malcolm et al., 1959; shape 4), whose mean is
    `Task.expected_s`; equal points are fixed. PlanError as for `plan.in_order`, ValueError for no draws.
    """
    by_code = in_order(tasks)
    if draws < 1:
        raise ValueError("At least one draw is needed.")
    lasts = dict(zip(by_code, drawn_durations(by_code.values(), seed, draws).T, strict=True))
    finish: dict[str, Floats] = {}
    for code, task in by_code.items():
        start = np.zeros(draws)
        for before in task.predecessors:
            start = np.maximum(start, finish[before])
        finish[code] = start + lasts[code]
    whole = np.max(list(finish.values()), axis=0) if finish else np.zeros(draws)
    after = successors(by_code)
    latest: dict[str, Floats] = {}
    for code in reversed(by_code):
        latest[code] = np.min([latest[s] - lasts[s] for s in after[code]], axis=0) if after[code] else whole
    critical = [np.mean(latest[c] - finish[c] <= NOTHING) for c in by_code]
    return summary(by_code.values(), np.array(list(finish.values())).reshape(len(by_code), draws).T, np.array(critical))


def summary(tasks: Iterable[Task], finish: Floats, criticality: Floats) -> Simulation:
    """Quantiles and the probability of meeting each target, from finishing times (draws, tasks)."""
    given = list(tasks)
    targets = np.array([np.nan if t.target_s is None else t.target_s for t in given])
    met = np.where(np.isnan(targets), np.nan, np.mean(finish <= targets + NOTHING, axis=0))
    p50, p80, p95 = (np.quantile(finish, q, axis=0) for q in (0.5, 0.8, 0.95))
    whole = finish.max(axis=1) if given else np.zeros(len(finish))
    return Simulation(tuple(t.code for t in given), finish, p50, p80, p95, met, criticality, whole)


def drawn_durations(tasks: Iterable[Task], seed: int, draws: int) -> Floats:
    """Durations (draws, tasks) from each task's PERT beta distribution."""
    points = np.array([t.duration for t in tasks], dtype=np.float64).reshape(-1, 3)
    least, likely, greatest = points.T
    width = np.where(greatest > least, greatest - least, 1.0)
    drawn = np.random.default_rng(seed).beta(
        1 + 4 * (likely - least) / width, 1 + 4 * (greatest - likely) / width, size=(draws, len(points))
    )
    durations: Floats = least + drawn * (greatest - least)
    return durations
