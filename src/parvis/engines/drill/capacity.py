"""The same plan with people who can only do so much at once: where work queues."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace

import numpy as np
from numpy.typing import NDArray

from parvis.engines.drill.plan import Role, Task, in_order, successors
from parvis.engines.drill.simulation import Simulation, drawn_durations, summary

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Queueing:
    """`times`: as for `simulate` (`criticality` is nan: a queue has no single path). `waiting`: by task, mean seconds
    that it waited, ready but for a busy role."""

    times: Simulation
    waiting: Mapping[str, float]


def simulate_with_roles(tasks: Iterable[Task], roles: Iterable[Role], seed: int, draws: int = 1000) -> Queueing:
    """Monte Carlo in which a role does at most `capacity` tasks at once: first come, first served, unbroken.

    A task takes one place of each of its responsible roles while it lasts; a role that is not listed has no limit.
    With enough capacity the times equal those of `simulate` under the same seed. PlanError as for `plan.in_order`,
    ValueError for a capacity under 1 or no draws.
    """
    by_code = in_order(tasks)
    places = {role.code: role.capacity for role in roles}
    if draws < 1 or any(capacity < 1 for capacity in places.values()):
        raise ValueError("At least one draw is needed, and room for one task in each role.")
    codes = tuple(by_code)
    durations = drawn_durations(by_code.values(), seed, draws)
    finish = np.empty((draws, len(codes)))
    waited = np.zeros(len(codes))
    after = successors(by_code)
    for draw in range(draws):
        lasts = dict(zip(codes, durations[draw].tolist(), strict=True))
        done, waits = _one_run(by_code, after, places, lasts)
        finish[draw] = [done[c] for c in codes]
        waited += [waits[c] for c in codes]
    times = summary(by_code.values(), finish, np.full(len(codes), np.nan))
    return Queueing(times, dict(zip(codes, (waited / draws).tolist(), strict=True)))


def _one_run(
    tasks: Mapping[str, Task], after: Mapping[str, list[str]], places: Mapping[str, int], lasts: Mapping[str, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """When each task is done and how long it waited. Tasks are served by the moment at which they become ready."""
    turn = {code: place for place, code in enumerate(tasks)}
    missing = {code: len(set(task.predecessors)) for code, task in tasks.items()}
    free = {role: [0.0] * capacity for role, capacity in places.items()}
    queue = [(0.0, turn[code], code) for code, count in missing.items() if not count]
    heapify(queue)
    done: dict[str, float] = {}
    waits: dict[str, float] = {}
    while queue:
        ready, _, code = heappop(queue)
        owners = [free[role] for role in dict.fromkeys(tasks[code].responsible) if role in free]
        start = max([ready, *(owner[0] for owner in owners)])
        done[code] = start + lasts[code]
        waits[code] = start - ready
        for owner in owners:
            heapreplace(owner, done[code])
        for follower in after[code]:
            missing[follower] -= 1
            if not missing[follower]:
                heappush(queue, (max(done[p] for p in tasks[follower].predecessors), turn[follower], follower))
    return done, waits
