"""What a stored check says, row by row: for the page of the check, and for its document."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from parvis.content.language import figure, said
from parvis.engines import drill
from parvis.plans.models import CheckRun

Json = Mapping[str, Any]
#: A target that is met less often than this is not kept: one run in five fails (rule S01).
KEPT = 0.8
EFFECTS = 60  # rows of the whole what-if table


@dataclass(frozen=True)
class Lost:
    """`stops`, `late`: codes of milestones; `added`: the most seconds by which one of them comes later."""

    kind: str
    name: str
    stops: list[str]
    late: list[str]
    added: float
    single: bool


@dataclass(frozen=True)
class Change:
    """A change and what it does to the milestone that gains most by it, or loses most where none gains; `others`: how
    many more come sooner, `later`: how many later.
    `measure`: the id of the measure that is tried, where it is one."""

    text: str
    measure: str
    milestone: str
    effect: Json
    others: int
    later: int

    @property
    def worth(self) -> bool:
        """Whether it helps by more than luck: never becomes a time, or P80 is sooner by two standard errors."""
        return gain(self.effect) == float("inf") or gain(self.effect) > 2 * (self.effect["doubt"] or 0.0) + 1

    @property
    def harms(self) -> bool:
        """Whether it makes the milestone later by more than luck."""
        return gain(self.effect) == -float("inf") or -gain(self.effect) > 2 * (self.effect["doubt"] or 0.0) + 1


class Result:
    """A check that put the plan on a clock."""

    def __init__(self, run: CheckRun) -> None:
        self.result: Json = run.result or {}
        self.names: Mapping[str, str] = self.result["names"]
        self.tasks: dict[str, Json] = {row["code"]: row for row in self.result["tasks"]}

    def name(self, code: str) -> str:
        return self.names.get(code, code)

    @cached_property
    def shown(self) -> list[Json]:
        """The milestones, then every other task whose target is in danger."""
        marked = self.result["milestones"]
        missed = [
            row for row in self.tasks.values() if row["met"] and row["met"][0] < KEPT and row["code"] not in marked
        ]
        return [*(self.tasks[code] for code in marked), *missed]

    @property
    def targets(self) -> int:
        """How many tasks have a target."""
        return sum(row["met"] is not None for row in self.tasks.values())

    @property
    def lost(self) -> list[Lost]:
        kinds = {"role": _("role"), "person": _("person or function"), "channel": _("channel")}
        rows = [
            Lost(
                kinds[row["kind"]], self.name(row["code"]), row["stops"], [code for code, _more in row["late"]],
                max((added for _code, added in row["late"]), default=0.0), row["single"],
            )
            for row in self.result["losses"]
            if row["stops"] or row["late"]
        ]  # fmt: skip
        return sorted(rows, key=lambda row: (not row.single, -len(row.stops), row.name))

    @property
    def single(self) -> list[Lost]:
        return [row for row in self.lost if row.single]

    @property
    def effects(self) -> list[tuple[str, str, Json]]:
        """Every change with every milestone that it moves, the greatest gain first."""
        rows = [
            (variant.sentence(_, self.names, figure), self.name(row["milestone"]), row)
            for variant, row in drill.effects_of(self.result["what_if"])
            if abs(gain(row)) > max(1.0, row["doubt"] or 0.0)
        ]
        return sorted(rows, key=lambda row: -gain(row[2]))[:EFFECTS]

    @property
    def changes(self) -> list[Change]:
        """Every change once, with the milestone that gains most; the most helpful first."""
        by_text: dict[str, list[Json]] = {}
        for variant, row in drill.effects_of(self.result["what_if"]):
            by_text.setdefault(variant.sentence(_, self.names, figure), []).append(row)
        found = []
        for text, rows in by_text.items():
            best = max(rows, key=gain)
            best = min(rows, key=gain) if gain(best) <= 1 and min(map(gain, rows)) < -1 else best
            sooner = sum(gain(row) > 1 for row in rows)
            later = sum(gain(row) < -1 for row in rows)
            measure = best["subject"] if best["change"] in {"what_measure", "what_without"} else ""
            found.append(
                Change(text, measure, self.name(best["milestone"]), best, max(sooner - 1, 0), later - (gain(best) < -1))
            )
        return sorted(found, key=lambda change: (-gain(change.effect), change.text))

    @property
    def trust(self) -> list[str]:
        kept = self.result["trust"]
        known = drill.Trust(kept["guessed"], kept["observed"], kept["sample"], tuple(kept["thin"]), self.result["runs"])
        limits = _("Nobody does a task of another role, people do not tire, and travel is part of a duration.")
        return [*(said(words) for words in known.statements()), limits]


def gain(effect: Json) -> float:
    """Seconds by which P80 is earlier; infinite where it was never, and now is."""
    before, after = effect["p80"]
    if before is None or after is None:
        return 0.0 if before == after else float("inf") if before is None else -float("inf")
    return float(before - after)


def refused(run: CheckRun) -> list[str]:
    """Why a plan cannot be put on a clock, as sentences."""
    result: Json = run.result or {}
    return [
        _("The plan has no task yet: write down the first thing that somebody has to do.")
        if row["code"] == "no_tasks"
        else drill.PlanError(row["code"], tuple(row["tasks"])).sentence(_, result["names"])
        for row in result.get("refused", [])
    ]
