"""What the last check of a plan found, over the API: numbers as they were reckoned, findings as they stand."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from parvis.access.models import Marking
from parvis.api.v1.documents import FILE, file
from parvis.api.v1.places import ProblemOut, account_of
from parvis.plans import queries
from parvis.plans.models import PlanFinding
from parvis.plans.rules.verdict import verdict
from parvis.reports.actions import write_check
from parvis.reports.plan.paper import Paper, paper

router = Router(tags=["plans"])
UNREAD = {401: ProblemOut, 404: ProblemOut, 422: ProblemOut}
UNTAKEN = {403: ProblemOut, **UNREAD}


class MilestoneOut(Schema):
    code: str
    name: str
    done_s: list[float | None] = Field(description="P50, P80 and P95 in seconds from the trigger; null for never")
    target_s: float | None
    chance: list[float] | None = Field(description="share of the runs that keep the target, and its range")


class CriticalOut(Schema):
    code: str
    name: str
    begins_s: float | None
    done_s: float | None


class JudgedOut(Schema):
    rule: str
    severity: str
    subject: str
    sentence: str
    why: str
    fix: str
    state: str
    reason: str
    since: datetime | None


class ChangeOut(Schema):
    change: str
    measure: UUID | None
    milestone: str
    p80_s: list[float | None] = Field(description="before and after")
    chance: list[float | None]
    more_than_chance: bool


class LostOut(Schema):
    what: str
    kind: str
    stops: list[str]
    later_s: float
    single: bool


class LoadOut(Schema):
    role: str
    capacity: int
    wanted: list[float | None]
    short: float | None


class DriverOut(Schema):
    milestone: str
    task: str
    correlation: float | None
    critical: float | None


class CheckOut(Schema):
    plan: UUID
    edition: int
    of_the_present_edition: bool
    checked: datetime | None
    marking: str
    refused: list[str] = Field(description="why the plan cannot be put on a clock; then the numbers are empty")
    verdict: list[str]
    milestones: list[MilestoneOut]
    critical: list[CriticalOut]
    findings: list[JudgedOut]
    what_if: list[ChangeOut]
    losses: list[LostOut]
    load: list[LoadOut]
    drivers: list[DriverOut]
    trust: list[str]


@router.get("/{uuid:pk}/check", response={200: CheckOut, **UNREAD}, url_name="plan_check")
def one(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """What the last check of a plan found."""
    account = account_of(request)
    plan = queries.plan_by_id(account, pk)
    run = queries.last_check(account, plan)
    if run is None:
        return _empty(plan.pk, plan.edition, Marking(plan.marking).label)
    found = paper(account, plan, run, timezone.localdate())
    judged = {(row.rule, row.subject): row for row in queries.findings(account, plan)}
    return (
        _empty(plan.pk, run.edition, found.marking.label)
        | {"of_the_present_edition": not found.old, "checked": run.ended, "refused": found.refused}
        | {"findings": _findings(found, judged)}
        | (_numbers(found) if found.result else {})
    )


def _empty(plan: UUID, edition: int, marking: str) -> dict[str, Any]:
    lists = (
        "refused",
        "verdict",
        "milestones",
        "critical",
        "findings",
        "what_if",
        "losses",
        "load",
        "drivers",
        "trust",
    )
    facts = {"plan": plan, "edition": edition, "of_the_present_edition": False, "checked": None, "marking": marking}
    return facts | {name: [] for name in lists}


def _findings(found: Paper, judged: dict[tuple[str, str], PlanFinding]) -> list[dict[str, Any]]:
    """Of the last check, gravest first, each as people judged it."""
    rows = []
    for row, said in zip(found.stored["findings"], found.findings, strict=True):
        kept = judged.get((row["rule"], row["subject"][:200]))
        rows.append(
            {
                "rule": row["rule"],
                "severity": row["severity"],
                "subject": found.name(row["subject"]),
                "sentence": said.sentence,
                "why": said.why,
                "fix": said.fix,
                "state": kept.state if kept else PlanFinding.State.OPEN,
                "reason": kept.reason if kept else "",
                "since": kept.since if kept else None,
            }
        )
    return rows


def _numbers(found: Paper) -> dict[str, Any]:
    result = found.result
    assert result
    name = result.name
    return {
        "verdict": verdict(result),
        "milestones": [
            {"code": row["code"], "name": name(row["code"]), "done_s": row["done"], "target_s": row["target"], "chance": row["met"]}
            for row in result.shown
        ],
        "critical": [
            {"code": row["code"], "name": name(row["code"]), "begins_s": row["expected"][0], "done_s": row["expected"][1]}
            for row in result.tasks.values()
            if row["critical"]
        ],
        "what_if": [
            {"change": one.text, "measure": one.measure or None, "milestone": one.milestone, "p80_s": one.effect["p80"],
             "chance": one.effect["met"], "more_than_chance": one.worth}
            for one in result.changes
        ],
        "losses": [
            {"what": row.name, "kind": row.kind, "stops": row.stops, "later_s": row.added, "single": row.single}
            for row in result.lost
        ],
        "load": [
            {"role": name(row["code"]), "capacity": row["capacity"], "wanted": row["wanted"], "short": row["short"]}
            for row in result.result["demands"]
        ],
        "drivers": [
            {"milestone": name(milestone), "task": name(row["task"]), "correlation": row["correlation"], "critical": row["critical"]}
            for milestone, rows in result.result["drivers"].items()
            for row in rows
        ],
        "trust": result.trust,
    }  # fmt: skip


@router.get("/{uuid:pk}/check.{slug:kind}", response=UNTAKEN, url_name="plan_check_file", openapi_extra=FILE)
def document(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The check as a file: pdf, docx or xlsx; noted in the journal."""
    account = account_of(request)
    return file(write_check(account, queries.plan_by_id(account, pk), kind), "check", kind)
