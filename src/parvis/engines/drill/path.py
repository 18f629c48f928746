"""The critical path: which tasks decide how long the whole takes (Kelley and Walker, 1959, critical-path planning)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parvis.engines.drill.plan import Task, in_order, successors

NOTHING = 1e-9


@dataclass(frozen=True)
class Timing:
    """Seconds from the trigger. `slack` is how long the task can slip without delaying the whole."""

    earliest_start: float
    earliest_finish: float
    latest_start: float
    latest_finish: float

    @property
    def slack(self) -> float:
        """Total float in seconds, 0 on a critical path."""
        slack = self.latest_start - self.earliest_start
        return slack if slack > NOTHING else 0.0


@dataclass(frozen=True)
class Schedule:
    """`timings` by task, in an order that can be carried out; `duration` of the whole; `critical` one longest chain."""

    timings: Mapping[str, Timing]
    duration: float
    critical: tuple[str, ...]


def schedule(tasks: Iterable[Task], durations: Mapping[str, float] | None = None) -> Schedule:
    """Earliest and latest times of every task on its expected duration, or on `durations` in seconds by code.

    Roles are taken to be free whenever needed (see `simulate_with_roles`). PlanError as for `plan.in_order`.
    """
    by_code = in_order(tasks)
    lasts = {code: task.expected_s for code, task in by_code.items()} | dict(durations or {})
    after = successors(by_code)
    start: dict[str, float] = {}
    for code, task in by_code.items():
        start[code] = max((start[p] + lasts[p] for p in task.predecessors), default=0.0)
    whole = max((start[c] + lasts[c] for c in by_code), default=0.0)
    latest: dict[str, float] = {}
    for code in reversed(by_code):
        latest[code] = min((latest[s] for s in after[code]), default=whole) - lasts[code]
    timings = {c: Timing(start[c], start[c] + lasts[c], latest[c], latest[c] + lasts[c]) for c in by_code}
    return Schedule(timings, whole, _longest_chain(by_code, timings))


def _longest_chain(by_code: Mapping[str, Task], timings: Mapping[str, Timing]) -> tuple[str, ...]:
    """Walk back from the task that finishes last, each time to the predecessor that held it up."""
    chain: list[str] = []
    ends = list(by_code)
    while ends:
        last = max(ends, key=lambda code: timings[code].earliest_finish)
        chain.append(last)
        ends = list(by_code[last].predecessors)
    return tuple(reversed(chain))
