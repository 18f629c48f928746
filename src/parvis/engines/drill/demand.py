"""How much each role has to carry over time, and how much of it it can."""

from dataclasses import dataclass

import numpy as np

from parvis.engines.drill.draws import Floats
from parvis.engines.drill.montecarlo import Runs
from parvis.engines.drill.plan import Plan

#: Steps of the clock.
STEPS = 60


@dataclass(frozen=True)
class Demand:
    """`at_s` (steps,): moments in seconds from the trigger. Means over the runs, in places, (steps,) each:

    `wanted`: tasks and calls that would be at work if everybody were free when needed; `busy`: those that are, with the
    room that there is. `short`: share of the time in which more is wanted than the role has room for, over the runs.
    """

    code: str
    capacity: int
    at_s: Floats
    wanted: Floats
    busy: Floats
    short: float


def demands(plan: Plan, free: Runs, played: Runs) -> tuple[Demand, ...]:
    """Of every role and resource that something holds; `free` from `monte_carlo`, `played` from `simulate`."""
    room = {role.code: role.capacity for role in plan.roles} | {r.code: r.quantity for r in plan.resources}
    held = {code for node in free.net.nodes.values() for code, _ in node.holds}
    latest = float(np.quantile(played.whole, 0.95, method="inverted_cdf")) if played.codes else 0.0
    at = np.linspace(0.0, max(latest, 1.0), STEPS)
    return tuple(_demand(code, capacity, at, free, played) for code, capacity in room.items() if code in held)


def _demand(code: str, capacity: int, at: Floats, free: Runs, played: Runs) -> Demand:
    wanted, busy = _at_work(code, at, free), _at_work(code, at, played)
    short = float((wanted > capacity).mean())
    return Demand(code, capacity, at, wanted.mean(axis=1), busy.mean(axis=1), short)


def _at_work(code: str, at: Floats, runs: Runs) -> Floats:
    """Places in use (steps, runs) at each moment. A piece of work counts from its start up to its end."""
    in_use = np.zeros((len(at), runs.draws.runs), dtype=np.float64)
    for name, node in runs.net.nodes.items():
        count = dict(node.holds).get(code, 0)
        if count:
            start, end = runs.begun[name], runs.ended[name]
            in_use += count * ((start <= at[:, None]) & (at[:, None] < end))
    return in_use
