"""Plans and actions over the API."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.api.v1.places import ProblemOut, account_of
from parvis.api.v1.plan_shapes import PartsOut, parts_shown
from parvis.exercises.queries import last_tried
from parvis.people.models import Account
from parvis.places.queries import place as the_place
from parvis.plans import actions, queries
from parvis.plans.models import Action, Plan

router = Router(tags=["plans"])
UNREAD = {401: ProblemOut, 404: ProblemOut, 422: ProblemOut}
UNWRITTEN = {400: ProblemOut, 403: ProblemOut, **UNREAD}


class PlanOut(Schema):
    id: UUID
    place: UUID
    title: str
    kind: str
    state: str
    edition: int
    valid_from: date | None
    review_on: date | None
    marking: str
    version: int


class FindingOut(Schema):
    rule: str
    severity: str
    subject: str
    sentence: str
    why: str
    fix: str
    exercise: UUID | None = Field(None, description="the last exercise that tried it, where the reader may see it")


class WholePlanOut(PlanOut, PartsOut):
    findings: list[FindingOut]
    duration_s: float | None
    critical: list[str]


class ActionOut(Schema):
    id: UUID
    place: UUID
    title: str
    owner: str
    due: date
    cost: int | None
    horizon: str
    state: str
    overdue: bool
    evidence: str
    evidence_on: date | None
    marking: str
    version: int


class ActionIn(Schema):
    model_config = ConfigDict(extra="forbid")

    place: UUID
    title: str = Field(min_length=1, max_length=200)
    owner: str = Field(min_length=1, max_length=160, description="a service or function, not a person")
    due: date
    cost: int | None = Field(None, ge=0, le=2_000_000_000)


class ReportIn(Schema):
    model_config = ConfigDict(extra="forbid")

    version: int
    state: str = Field(pattern="^(open|in_progress|done|dropped)$")
    evidence: str = Field("", max_length=4000)
    evidence_on: date | None = None


def plan_shown(plan: Plan) -> dict[str, Any]:
    facts = {name: getattr(plan, name) for name in PlanOut.model_fields if name not in {"place", "marking"}}
    return facts | {"place": plan.place_id, "marking": Marking(plan.marking).label}


def action_shown(action: Action) -> dict[str, Any]:
    facts = {name: getattr(action, name) for name in ActionOut.model_fields if name not in {"place", "marking"}}
    return facts | {"place": action.place_id, "marking": Marking(action.marking).label}


def whole(account: Account, plan: Plan) -> dict[str, Any]:
    """A plan with all its parts, what does not hold together, and its critical path."""
    parts = queries.whole(account, plan)
    reading, last = queries.read(parts), last_tried(account, plan)
    findings = [
        {
            "rule": found.rule,
            "severity": found.severity,
            "subject": reading.names.get(found.subject, found.subject),
            "sentence": found.sentence(names=reading.names),
            "why": found.why(),
            "fix": found.fix(names=reading.names),
            "exercise": evidence.pk if (evidence := last.get((found.rule, found.subject))) else None,
        }
        for found in reading.findings
    ]
    return (
        plan_shown(plan)
        | parts_shown(parts)
        | {
            "findings": findings,
            "duration_s": reading.timetable.duration if reading.timetable else None,
            "critical": list(reading.timetable.critical) if reading.timetable else [],
        }
    )


@router.get("", response={200: list[PlanOut], 401: ProblemOut, 422: ProblemOut}, url_name="plans")
def listing(request: HttpRequest, offset: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """The plans that the account may see."""
    start, count = max(0, min(offset, 10**9)), max(1, min(limit, 500))
    rows = queries.plans(account_of(request)).order_by("place__name", "title", "id")[start : start + count]
    return [plan_shown(row) for row in rows]


@router.get("/{uuid:pk}", response={200: WholePlanOut, **UNREAD}, url_name="plan")
def one(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One plan with all its parts and the findings of the check."""
    account = account_of(request)
    return whole(account, queries.plan_by_id(account, pk))


@router.get("/actions", response={200: list[ActionOut], **UNREAD}, url_name="actions")
def all_actions(request: HttpRequest, place: UUID | None = None, limit: int = 100) -> list[dict[str, Any]]:
    """Actions, the next due first; of one place when `place` is given."""
    account = account_of(request)
    home = the_place(account, place).pk if place else None
    rows = queries.actions(account, home).order_by("due", "title", "id")[: max(1, min(limit, 500))]
    return [action_shown(row) for row in rows]


@router.post("/actions", response={201: ActionOut, **UNWRITTEN}, url_name="actions_new")
def new_action(request: HttpRequest, data: ActionIn) -> Status[dict[str, Any]]:
    """Agree on an action."""
    account = account_of(request)
    place = the_place(account, data.place)
    made = actions.agree_action(account, place, **data.model_dump(exclude={"place"}))
    return Status(201, action_shown(made))


@router.patch("/actions/{uuid:pk}", response={200: ActionOut, 409: ProblemOut, **UNWRITTEN}, url_name="action_report")
def report(request: HttpRequest, pk: UUID, data: ReportIn) -> dict[str, Any]:
    """Say how far an action is; "done" needs evidence and its date."""
    account = account_of(request)
    if data.version < 1:
        raise Refused("version counts from 1", "version")
    changed = actions.change_action(account, queries.action(account, pk), **data.model_dump())
    return action_shown(changed)
