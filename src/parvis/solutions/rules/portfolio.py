"""What to do together under one budget: the rules between options, and the front of combinations. Pure functions.

Bands are ordinal, so they are counted in steps: what a combination takes from a risk is what its strongest option takes
from it, in bands. What remains is the sum of the steps above the lowest band, each risk as often as it counts, as a
share of today's.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from math import ceil, gcd
from typing import Any

from parvis.engines import choice

#: The engine counts up to a million units.
MOST_UNITS = 1_000_000
SECONDS = 25.0
Pair = tuple[str, str]


@dataclass(frozen=True)
class Candidate:
    """One option: which comparison it belongs to, its cost in euros, its band after by risk, its effect on openness."""

    option: str
    comparison: str
    cost: int
    after: dict[str, int]
    openness: int


@dataclass(frozen=True)
class Task:
    """All that the front hangs on. `before`: band by risk, `counts`: how often a risk counts. Ids are texts."""

    budget: int
    candidates: tuple[Candidate, ...]
    before: dict[str, int]
    counts: dict[str, int]
    needs: tuple[Pair, ...]
    groups: tuple[tuple[str, ...], ...]

    @property
    def fingerprint(self) -> str:
        """The same for the same numbers and rules, whatever their order."""
        plain = asdict(self) | {
            "candidates": sorted((asdict(one) for one in self.candidates), key=lambda one: str(one["option"])),
            "needs": sorted(self.needs),
            "groups": sorted(sorted(group) for group in self.groups),
        }
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()

    def exclusions(self) -> list[tuple[str, ...]]:
        """The groups of which at most one is taken; the options of a comparison are one by themselves."""
        return exclusions_of({one.option: one.comparison for one in self.candidates}, self.groups)

    def after(self, taken: Iterable[str]) -> dict[str, int]:
        """The band of each risk with these options: that of the strongest."""
        chosen = set(taken)
        held = [one for one in self.candidates if one.option in chosen]
        return {
            risk: min([band, *(one.after[risk] for one in held if risk in one.after)])
            for risk, band in self.before.items()
        }

    def steps(self, taken: Iterable[str]) -> int:
        """How many steps above the lowest band remain, each risk as often as it counts."""
        return sum(self.counts[risk] * (band - 1) for risk, band in self.after(taken).items())


def exclusions_of(comparisons: Mapping[str, str], groups: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Of each of these at most one is taken. `comparisons`: the comparison of each option, whose options are one group."""
    by: dict[str, list[str]] = {}
    for option, comparison in comparisons.items():
        by.setdefault(comparison, []).append(option)
    return [tuple(group) for group in (*by.values(), *groups) if len(group) > 1]


def closure(option: str, needs: Iterable[Pair]) -> set[str]:
    """An option with everything that it is taken only together with."""
    found, pairs = {option}, list(needs)
    while True:
        more = {other for one, other in pairs if one in found} - found
        if not more:
            return found
        found |= more


def contradiction(
    options: Iterable[str], needs: Sequence[Pair], groups: Iterable[Sequence[str]]
) -> tuple[str, str, str] | None:
    """The first option that can never be taken, with the two of its company that exclude one another."""
    told = [list(group) for group in groups]
    for option in options:
        company = closure(option, needs)
        for group in told:
            both = [one for one in group if one in company]
            if len(both) > 1:
                return option, both[0], both[1]
    return None


def together(options: Sequence[str], needs: Sequence[Pair]) -> list[tuple[str, ...]]:
    """Options that need one another in a circle: they are taken together or not at all."""
    company = {option: closure(option, needs) for option in options}
    rings = {tuple(other for other in options if other in company[one] and one in company[other]) for one in options}
    return sorted(ring for ring in rings if len(ring) > 1)


def cheapest(task: Task) -> int | None:
    """What the cheapest option costs with all that it needs; None where there is none."""
    cost = {one.option: one.cost for one in task.candidates}
    return min((sum(cost[one] for one in closure(option, task.needs)) for option in cost), default=None)


@dataclass(frozen=True)
class Point:
    """One combination on the front. `remaining`: share of today's steps."""

    options: tuple[str, ...]
    cost: int
    remaining: float
    openness: int

    def beats(self, other: "Point") -> bool:
        mine, theirs = (self.cost, self.remaining, -self.openness), (other.cost, other.remaining, -other.openness)
        return mine != theirs and all(one <= two for one, two in zip(mine, theirs, strict=True))


@dataclass(frozen=True)
class Outcome:
    """The front; `open` says why there may be more ("time", "solver", or "" when it is complete)."""

    points: tuple[Point, ...]
    open: str
    unit: int


def combine(task: Task, seconds: float = SECONDS, progress: Callable[[str, float], None] | None = None) -> Outcome:
    """The combinations that nothing beats on cost, remaining risk and openness. What `progress` raises ends the work."""
    order = {one.option: at for at, one in enumerate(task.candidates)}
    risks = [risk for risk, times in task.counts.items() if times]
    unit = unit_of([task.budget, *(one.cost for one in task.candidates)])
    most = task.budget // unit
    found = choice.front(
        # Rounded up, and the budget down: what fits in units fits in euros. What is dearer than the budget never fits.
        [min(ceil(one.cost / unit), most + 1) for one in task.candidates],
        [[max(task.before[risk] - one.after.get(risk, task.before[risk]), 0) / 10 for risk in risks]
         for one in task.candidates],
        [one.openness for one in task.candidates],
        most,
        [task.counts[risk] for risk in risks],
        needs=[(order[one], order[other]) for one, other in task.needs],
        groups=[[order[option] for option in group] for group in task.exclusions()],
        seconds=seconds, progress=progress,
    )  # fmt: skip
    points = [_point(task, [task.candidates[at] for at in one.measures]) for one in found.sets]
    kept = [one for one in points if not any(other.beats(one) for other in points)]
    return Outcome(tuple(sorted(kept, key=lambda one: (one.cost, one.remaining))), found.open, unit)


def _point(task: Task, taken: Sequence[Candidate]) -> Point:
    options = tuple(one.option for one in taken)
    share = round(task.steps(options) / task.steps(()), 6)
    return Point(options, sum(one.cost for one in taken), share, sum(one.openness for one in taken))


def unit_of(amounts: Sequence[int]) -> int:
    """The largest unit that loses nothing; a larger one where the budget would have too many units."""
    unit = reduce(gcd, amounts) or 1
    while amounts[0] // unit >= MOST_UNITS:
        unit *= 10
    return unit


def outline(points: Iterable[Point]) -> list[Point]:
    """The combinations that leave the least risk for their cost, whatever their openness, cheapest first."""
    found: list[Point] = []
    for one in sorted(points, key=lambda point: (point.cost, point.remaining, -point.openness)):
        if not found or one.remaining < found[-1].remaining:
            found.append(one)
    return found


def stored(outcome: Outcome, task: Task) -> dict[str, Any]:
    """The outcome as it is kept, with the costs and bands that it rests on."""
    points = [asdict(one) | {"options": list(one.options)} for one in outcome.points]
    return {"points": points, "open": outcome.open, "unit": outcome.unit, "task": asdict(task)}


def kept_task(result: dict[str, Any]) -> Task:
    """The task that a kept outcome rests on."""
    kept = result["task"]
    return Task(
        kept["budget"], tuple(Candidate(**one) for one in kept["candidates"]), kept["before"], kept["counts"],
        tuple((one, other) for one, other in kept["needs"]), tuple(tuple(group) for group in kept["groups"]),
    )  # fmt: skip


def kept_points(result: dict[str, Any]) -> list[Point]:
    return [Point(**(one | {"options": tuple(one["options"])})) for one in result["points"]]
