"""A task that several roles must each do: done when the last of them has, never done while one is missing."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from parvis.engines.drill.conformance import TaskResult
from parvis.engines.drill.record import STAMPS, Record
from parvis.engines.drill.worked import Jumps, worked


def by_every(
    found: TaskResult,
    records: Iterable[Record],
    roles: Sequence[str],
    endex: float | None = None,
    jumps: Jumps = (),
) -> TaskResult:
    """The result under the rule that each of `roles` does it. Of several observers of one role the median counts.

    Nobody of `roles` is a wrong owner or does it twice over. A task that nobody observed stays so.
    """
    if found.status == "not_observed":
        return found
    seen: dict[str, list[float]] = {}
    for record in records:
        if record.done is not None:
            seen.setdefault(record.role, []).append(record.done)
    ends = [median(seen[role]) for role in roles if role in seen]
    done = max(ends) if len(ends) == len(roles) else math.nan
    stamps = {**found.stamps, "done": done}
    elapsed, open_s = worked(stamps["event"], done, jumps), math.nan
    if math.isnan(done) and endex is not None:
        open_s = worked(stamps["event"], endex, jumps)
    return replace(
        found,
        status="never_done" if math.isnan(done) else "done",
        stamps=stamps,
        latencies={b: worked(stamps[a], stamps[b], jumps) for a, b in pairwise(STAMPS)},
        elapsed_s=elapsed,
        at_least_s=open_s,
        ratio=elapsed / found.target_s if found.target_s else math.nan,
        wrong_owner=tuple(role for role in found.roles if role not in roles),
        duplicate=False,
    )
