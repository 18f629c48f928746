"""A stored check with its pictures, as the page of the check shows it."""

from dataclasses import dataclass
from functools import cached_property

from parvis.plans.models import CheckRun, Plan
from parvis.plans.rules.result import KEPT, Json, Result
from parvis.web.components.load import Strip, moments, strip
from parvis.web.components.record import percent
from parvis.web.components.spans import END, Clock, Span, clock_of, span


@dataclass(frozen=True)
class Milestone:
    name: str
    task: Json
    span: Span

    @property
    def kept(self) -> bool | None:
        return None if self.task["met"] is None else self.task["met"][0] >= KEPT

    @property
    def chance(self) -> tuple[int, int, int] | None:
        """Share, low and high in per cent."""
        share, low, high = (round(100 * part) for part in self.task["met"] or (0, 0, 0))
        return (share, low, high) if self.task["met"] else None


@dataclass(frozen=True)
class Load:
    name: str
    capacity: int
    strip: Strip
    short: int


@dataclass(frozen=True)
class Drive:
    name: str
    width: str
    correlation: float
    critical: int


class Checked(Result):
    """A check that put the plan on a clock, with its pictures."""

    @cached_property
    def clock(self) -> Clock | None:
        return clock_of([time for row in self.shown for time in (*row["done"], row["target"])])

    @cached_property
    def milestones(self) -> list[Milestone]:
        clock = self.clock or Clock(1.0)
        return [Milestone(self.name(row["code"]), row, span(clock, row["done"], row["target"])) for row in self.shown]

    @property
    def loads(self) -> list[Load]:
        rows = [
            Load(self.name(row["code"]), row["capacity"], strip(row["wanted"], row["capacity"], row["until"] or 0.0, 1 / END),
                 round(100 * row["short"]))
            for row in self.result["demands"]
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (-row.short, -row.strip.peak / row.capacity, row.name))

    @property
    def load_clock(self) -> Clock | None:
        return clock_of([row["until"] for row in self.result["demands"]])

    @property
    def moments(self) -> list[str]:
        return moments(max((row["until"] or 0.0 for row in self.result["demands"]), default=0.0))

    @property
    def drives(self) -> list[tuple[str, list[Drive]]]:
        """What drives each milestone, those first whose target is in danger."""
        order = sorted(self.milestones, key=lambda one: one.task["met"][0] if one.task["met"] else 2.0)
        found = []
        for one in order:
            rows = [
                Drive(self.name(row["task"]), percent(abs(row["correlation"])), row["correlation"], round(100 * row["critical"]))
                for row in self.result["drivers"].get(one.task["code"], [])
            ]  # fmt: skip
            if rows:
                found.append((one.name, rows))
        return found


def usable(run: CheckRun | None, plan: Plan) -> Checked | None:
    """The numbers of a check, if it put the present edition of the plan on a clock."""
    return Checked(run) if run and run.edition == plan.edition and not (run.result or {}).get("refused") else None
