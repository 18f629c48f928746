"""The findings of a check by rule, each with what people made of it, and those that are fixed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.content.language import figure
from parvis.engines.drill import Finding, findings_of
from parvis.plans.models import Plan, PlanFinding, Task

STATES = {"error": "contradicted", "warning": "stale", "note": "missing"}


@dataclass(frozen=True)
class Line:
    """One task, role or channel of which a rule says something. `kept` is what people made of it."""

    sentences: tuple[str, ...]
    kept: PlanFinding | None


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


def severity(code: str) -> str:
    return {"error": _("serious"), "warning": _("likely to fail"), "note": _("worth a look")}[code]


def groups(
    plan: Plan, rows: Iterable[Mapping[str, Any]], names: Mapping[str, str], kept: Iterable[PlanFinding],
    tasks: Iterable[Task],
) -> list[Group]:  # fmt: skip
    """By rule, gravest first; what is accepted in all its parts comes last."""
    judged = {(row.rule, row.subject): row for row in kept}
    urls = {task.code: reverse("plans:task", args=[task.pk]) for task in tasks}
    people = reverse("plans:roles", args=[plan.pk])
    by_rule: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings_of(rows):
        by_rule.setdefault(finding.rule, {}).setdefault(finding.subject, []).append(finding)
    found = []
    for rule, by_subject in by_rule.items():
        first = next(iter(by_subject.values()))[0]
        lines = [
            Line(tuple(finding.sentence(_, _near(names, finding), figure) for finding in same), judged.get((rule, subject[:200])))
            for subject, same in by_subject.items()
        ]  # fmt: skip
        url = urls.get(first.subject, people)
        fix = first.fix(_, names, figure)
        found.append(Group(rule, STATES[first.severity], severity(first.severity), lines, first.why(_), fix, url))
    return sorted(found, key=lambda group: group.accepted)


def _near(names: Mapping[str, str], finding: Finding) -> dict[str, str]:
    """Roles by name; of the tasks only the one that the finding is about by its text, the others by their code."""
    return {code: name for code, name in names.items() if code == finding.subject or not name.startswith(f"{code} (")}


def fixed(kept: Iterable[PlanFinding]) -> list[tuple[str, PlanFinding]]:
    """What an earlier check found and the last one does not, as it was said then; the newest first."""
    gone = sorted(
        (row for row in kept if row.state == PlanFinding.State.FIXED),
        key=lambda row: (row.since, row.rule),
        reverse=True,
    )
    return [(_sentence(row), row) for row in gone]


def _sentence(row: PlanFinding) -> str:
    facts = {"rule": row.rule, "severity": row.severity, "subject": row.subject, "values": row.values}
    return findings_of([facts])[0].sentence(_, row.names, figure)
