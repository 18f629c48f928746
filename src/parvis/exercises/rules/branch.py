"""On what the messages of a script wait: which are due now, which can never come any more, and when to look again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from uuid import UUID

from parvis.exercises.models import Condition, Inject, Stamp

Seen = Mapping[tuple[UUID, str], float]


@dataclass(frozen=True)
class Verdict:
    """`holds`: yes, no for ever, or not yet (None). `at_s`: when the clock alone will decide it; never: inf."""

    holds: bool | None
    at_s: float = inf


def seen_of(stamps: Iterable[Stamp]) -> dict[tuple[UUID, str], float]:
    """By task and moment, when the first observer saw it. `stamps`: those that count."""
    found: dict[tuple[UUID, str], float] = {}
    for row in stamps:
        key = (row.task_id, row.kind)
        found[key] = min(found.get(key, inf), row.at_s or 0.0)
    return found


def judged(condition: Condition, injects: Mapping[UUID, Inject], seen: Seen, now: float) -> Verdict:
    """One condition at this second of the clock."""
    if condition.after_id:
        before = injects.get(condition.after_id)
        if before is None or before.skipped_s is not None:
            return Verdict(False)
        if before.delivered_s is None:
            return Verdict(None)
        due = before.delivered_s + (condition.by_s or 0)
        return Verdict(True) if now >= due else Verdict(None, due)
    limit = inf if condition.by_s is None else float(condition.by_s)
    in_time = condition.task_id is not None and seen.get((condition.task_id, condition.moment), inf) <= limit
    if in_time:
        return Verdict(not condition.missing)
    if now > limit:
        return Verdict(condition.missing)
    return Verdict(None, limit)


def verdict(
    inject: Inject, conditions: Iterable[Condition], injects: Mapping[UUID, Inject], seen: Seen, now: float
) -> Verdict:
    """Is this message due (True), can it never come (False), or is it too early to say (None)?"""
    if inject.held_back:
        return Verdict(None)
    if inject.trigger == Inject.Trigger.CLOCK:
        held = Verdict(True)
    else:
        parts = [judged(one, injects, seen, now) for one in conditions]
        held = _together(parts, every=inject.trigger == Inject.Trigger.ALL)
    if held.holds and now < inject.offset_s:
        return Verdict(None, inject.offset_s)
    return held


def _together(parts: list[Verdict], *, every: bool) -> Verdict:
    """All or any of them; without a condition a message never comes by itself. Decided as soon as it can be."""
    decides = not every  # one True decides "any", one False decides "all"
    if any(part.holds is decides for part in parts):
        return Verdict(decides)
    if parts and all(part.holds is every for part in parts):
        return Verdict(every)
    return Verdict(None, min((part.at_s for part in parts if part.holds is None), default=inf))
