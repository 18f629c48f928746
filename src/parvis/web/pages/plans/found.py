"""The findings of a check by rule, each with what people made of it, and those that are fixed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.content.language import figure
from parvis.engines.drill import Finding, findings_of
from parvis.exercises.models import Exercise
from parvis.plans.models import Plan, PlanFinding, Task
from parvis.plans.rules.findings import near, said_then, severity

STATES = {"error": "contradicted", "warning": "stale", "note": "missing"}


@dataclass(frozen=True)
class Line:
    """One task, role or channel of which a rule says something. `kept` is what people made of it; `exercise`: the last one
    that tried it, where the reader may know of it."""

    sentences: tuple[str, ...]
    kept: PlanFinding | None
    exercise: Exercise | None = None


@dataclass(frozen=True)
class Group:
    rule: str
    state: str
    severity: str
    lines: list[Line]
    why: str
    fix: str
    url: str

    @property
    def accepted(self) -> bool:
        return all(line.kept and line.kept.state == PlanFinding.State.ACCEPTED for line in self.lines)


def groups(
    plan: Plan, result: Mapping[str, Any], kept: Iterable[PlanFinding], tasks: Iterable[Task],
    last: Mapping[tuple[str, str], Exercise],
) -> list[Group]:  # fmt: skip
    """By rule, gravest first; what is accepted in all its parts comes last."""
    names: Mapping[str, str] = result["names"]
    judged = {(row.rule, row.subject): row for row in kept}
    urls = {task.code: reverse("plans:task", args=[task.pk]) for task in tasks}
    people = reverse("plans:roles", args=[plan.pk])
    by_rule: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings_of(result["findings"]):
        by_rule.setdefault(finding.rule, {}).setdefault(finding.subject, []).append(finding)
    found = []
    for rule, by_subject in by_rule.items():
        first = next(iter(by_subject.values()))[0]
        lines = [
            Line(tuple(finding.sentence(_, near(names, finding), figure) for finding in same), judged.get((rule, subject[:200])), last.get((rule, subject)))
            for subject, same in by_subject.items()
        ]  # fmt: skip
        url = urls.get(first.subject, people)
        fix = first.fix(_, names, figure)
        found.append(Group(rule, STATES[first.severity], severity(first.severity), lines, first.why(_), fix, url))
    return sorted(found, key=lambda group: group.accepted)


def fixed(kept: Iterable[PlanFinding]) -> list[tuple[str, PlanFinding]]:
    """What an earlier check found and the last one does not, as it was said then; the newest first."""
    gone = sorted(
        (row for row in kept if row.state == PlanFinding.State.FIXED),
        key=lambda row: (row.since, row.rule),
        reverse=True,
    )
    return [(said_then(row), row) for row in gone]
