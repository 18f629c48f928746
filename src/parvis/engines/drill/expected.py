"""When the tasks of a plan would be done in an exercise whose messages came in at these times."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from parvis.engines.drill.montecarlo import monte_carlo
from parvis.engines.drill.outcome import quantiles
from parvis.engines.drill.plan import Plan, Task
from parvis.engines.drill.reading import in_order

RUNS = 2_000


@dataclass(frozen=True)
class Expected:
    """Seconds on the exercise clock by which half, and four in five, of the runs have a task done."""

    p50: float
    p80: float


def expected_on(
    plan: Plan, called: Mapping[str, float], known: frozenset[str], seed: int, runs: int = RUNS
) -> Mapping[str, Expected]:
    """By code of a task. `called`: when a message called for it; a task that waits for others follows them.

    Only for tasks whose own duration, and that of everything before them, is `known`, and which some message reaches.
    PlanError for a cycle.
    """
    starts = {code: Task(f"{code}@", (at, at, at)) for code, at in called.items() if code in plan.by_code}
    reached: dict[str, bool] = {}
    for code in in_order(plan):
        task = plan.by_code[code]
        ready = all(reached.get(one, False) for one in task.predecessors)
        ready = ready and (not task.one_of or any(reached.get(one, False) for one in task.one_of))
        reached[code] = code in known and ready and (code in starts or bool(task.predecessors or task.one_of))
    if not any(reached.values()):
        return {}
    held = [
        replace(task, predecessors=(*task.predecessors, f"{task.code}@")) if task.code in starts else task
        for task in plan.tasks
    ]
    played = monte_carlo(replace(plan, tasks=(*held, *starts.values()), triggers=()), seed, runs)
    found = {code: quantiles(played.done(code)) for code, yes in reached.items() if yes}
    return {code: Expected(p50, p80) for code, (p50, p80, _) in found.items() if p80 < float("inf")}
