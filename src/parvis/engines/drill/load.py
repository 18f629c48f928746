"""Who carried how much in an exercise."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from parvis.engines.drill.path import peak_load
from parvis.engines.drill.record import Record
from parvis.engines.drill.worked import Jumps, worked


@dataclass(frozen=True)
class RoleLoad:
    """`tasks`: how many the role acted on; `share` of all acts; `busy_s`: seconds seen at work; `peak` at once."""

    role: str
    tasks: int
    share: float
    busy_s: float
    peak: int


def role_loads(records: Iterable[Record], endex: float | None, jumps: Jumps = ()) -> tuple[RoleLoad, ...]:
    """Load of each role that acted, greatest first. A task begun and never done runs to the end of the exercise."""
    seen: dict[str, dict[str, list[Record]]] = {}
    for record in records:
        if record.acted and record.role:
            seen.setdefault(record.role, {}).setdefault(record.task, []).append(record)
    acts = sum(len(tasks) for tasks in seen.values())
    loads = []
    for role, tasks in seen.items():
        spans = [span for found in tasks.values() if (span := _span(found, endex)) is not None]
        busy = sum(worked(start, end, jumps) for start, end in spans)
        loads.append(RoleLoad(role, len(tasks), len(tasks) / acts, busy, peak_load(spans)))
    return tuple(sorted(loads, key=lambda load: (-load.tasks, load.role)))


def concentration(loads: Iterable[RoleLoad]) -> float:
    """Herfindahl index of the shares: 1 when one role did everything."""
    shares = [load.share for load in loads]
    return sum(share**2 for share in shares) if shares else math.nan


def _span(found: list[Record], endex: float | None) -> tuple[float, float] | None:
    """Median start and end over the observers, or None where either cannot be known."""
    starts = [r.start for r in found if r.start is not None]
    ends = [r.done for r in found if r.done is not None]
    end = median(ends) if ends else endex
    if not starts or end is None:
        return None
    return median(starts), max(end, median(starts))
