"""A plan beside the log of its exercise: what took how long, who did it, in which order, and what never came."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from parvis.engines.drill.load import RoleLoad, concentration, role_loads
from parvis.engines.drill.plan import Task
from parvis.engines.drill.record import STAMPS, Record
from parvis.engines.drill.wording import state
from parvis.engines.drill.worked import Jumps, worked
from parvis.engines.statement import Statement

Status = Literal["done", "never_done", "not_observed"]


@dataclass(frozen=True)
class TaskResult:
    """One planned task. Times in seconds, nan where unknown.

    `stamps`: the observers' median of each stamp; `spread`: latest less earliest observer, nan with fewer than two.
    `latencies`: by stamp, the time since the stamp before it. `elapsed_s`: event to done. `at_least_s`: for a task
    that was never done, how long it had been open when the exercise ended. `ratio`: elapsed over target.
    `roles`: who acted; `wrong_owner`: those of them who are not responsible; `duplicate`: several did what one should;
    `before`: predecessors that were not done when this began; `in_sequence`: no stamp comes before an earlier one.
    """

    task: str
    status: Status
    observers: int
    stamps: Mapping[str, float]
    spread: Mapping[str, float]
    latencies: Mapping[str, float]
    elapsed_s: float
    at_least_s: float
    target_s: float | None
    ratio: float
    roles: tuple[str, ...]
    wrong_owner: tuple[str, ...]
    duplicate: bool
    before: tuple[str, ...]
    in_sequence: bool

    def statements(self, names: Mapping[str, str] | None = None) -> tuple[Statement, ...]:
        """What went otherwise than planned; `names` gives names for people in place of codes."""
        known = names or {}
        task = known.get(self.task, self.task)
        said = [] if self.status == "done" else [state(self.status, task=task)]
        if self.ratio > 1:
            said.append(state("late", task=task, seconds=self.elapsed_s, target=self.target_s))
        said += [state("wrong_owner", task=task, role=known.get(r, r)) for r in self.wrong_owner]
        if self.duplicate:
            said.append(state("duplicate", task=task, roles=", ".join(known.get(r, r) for r in self.roles)))
        said += [state("out_of_order", task=task, before=known.get(b, b)) for b in self.before]
        return tuple(said)


@dataclass(frozen=True)
class Conformance:
    """`tasks` in the order of the plan; `unplanned`: codes that the plan lacks, to review rather than to punish.

    `never_done`: share of the observed tasks that were never done, nan when none was observed. `load`: by role.
    `concentration`: sum of squared shares of tasks (Herfindahl), 1 when one role did everything, nan when none acted.
    """

    tasks: tuple[TaskResult, ...]
    unplanned: tuple[str, ...]
    never_done: float
    load: tuple[RoleLoad, ...]
    concentration: float


def conformance(
    tasks: Iterable[Task], records: Iterable[Record], endex: float | None = None, jumps: Jumps = ()
) -> Conformance:
    """Compare a plan with the records of its exercise; `endex` is when the exercise ended, on the same clock.

    Durations leave out what was jumped over on the clock (`jumps`); stamps stay on it.

    Several observers of one task are summarised by their median, and their spread is kept. Where two roles acted, the
    times are those of the role that finished first.
    """
    plan = {task.code: task for task in tasks}
    log = list(records)
    by_task: dict[str, list[Record]] = {code: [] for code in plan}
    unplanned: dict[str, None] = {}
    for record in log:
        if record.task in plan:
            by_task[record.task].append(record)
        else:
            unplanned[record.task] = None
    times = {code: _medians(found) for code, found in by_task.items()}
    began = {code: _first_known(time["start"], time["done"]) for code, (time, _) in times.items()}
    results = []
    for code, task in plan.items():
        late = tuple(
            p for p in dict.fromkeys(task.predecessors) if by_task.get(p) and not times[p][0]["done"] <= began[code]
        )
        before = () if math.isnan(began[code]) else late
        results.append(_result(task, by_task[code], times[code], before, endex=endex, jumps=jumps))
    seen = [r for r in results if r.status != "not_observed"]
    share = sum(r.status == "never_done" for r in seen) / len(seen) if seen else math.nan
    load = role_loads(log, endex, jumps)
    return Conformance(tuple(results), tuple(unplanned), share, load, concentration(load))


def _result(
    task: Task,
    found: list[Record],
    times: tuple[Mapping[str, float], Mapping[str, float]],
    before: tuple[str, ...],
    *,
    endex: float | None,
    jumps: Jumps,
) -> TaskResult:
    stamps, spread = times
    roles = tuple(dict.fromkeys(r.role for r in found if r.acted and r.role))
    done = not math.isnan(stamps["done"])
    status: Status = "done" if done else "never_done" if found else "not_observed"
    elapsed = worked(stamps["event"], stamps["done"], jumps)
    moments = [moment for moment in stamps.values() if not math.isnan(moment)]
    return TaskResult(
        task=task.code,
        status=status,
        observers=len({r.observer for r in found}),
        stamps=stamps,
        spread=spread,
        latencies={b: worked(stamps[a], stamps[b], jumps) for a, b in pairwise(STAMPS)},
        elapsed_s=elapsed,
        at_least_s=worked(stamps["event"], endex, jumps) if status == "never_done" and endex is not None else math.nan,
        target_s=task.target_s,
        ratio=elapsed / task.target_s if task.target_s else math.nan,
        roles=roles,
        wrong_owner=tuple(r for r in roles if task.responsible and r not in task.responsible),
        duplicate=len(roles) > 1 and len(set(task.responsible)) <= 1,
        before=before,
        in_sequence=moments == sorted(moments),
    )


def _medians(found: list[Record]) -> tuple[dict[str, float], dict[str, float]]:
    """Median and spread of each stamp, over the role that finished first and those who only watched."""
    actors = [r for r in found if r.acted]
    actors.sort(key=lambda r: math.inf if r.done is None else r.done)
    used = [r for r in found if not r.acted or r.role == actors[0].role]
    table = np.array([r.stamps for r in used]).reshape(-1, len(STAMPS))
    middle, spread = {}, {}
    for stamp, column in zip(STAMPS, table.T, strict=True):
        seen = column[~np.isnan(column)]
        middle[stamp] = float(np.median(seen)) if len(seen) else math.nan
        spread[stamp] = float(np.ptp(seen)) if len(seen) > 1 else math.nan
    return middle, spread


def _first_known(*moments: float) -> float:
    return next((moment for moment in moments if not math.isnan(moment)), math.nan)
