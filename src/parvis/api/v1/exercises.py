"""Exercises, their results and stamps over the API."""

import math
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from parvis.access.errors import NotAllowed, NotVisible
from parvis.access.models import Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.api.v1.places import ProblemOut, account_of
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Lesson
from parvis.exercises.queries import Capability, Goal, Names, Result
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.models import Task

router = Router(tags=["exercises"])
LESSON = (
    "id", "text", "recommendation", "element", "capability", "function", "nature", "root_cause", "effectiveness", "trainings",
    "owner", "state",
)  # fmt: skip
UNREAD = {401: ProblemOut, 404: ProblemOut, 422: ProblemOut}
UNWRITTEN = {400: ProblemOut, 403: ProblemOut, **UNREAD}


class ExerciseOut(Schema):
    id: UUID
    place: UUID
    plan: UUID
    plan_edition: int
    title: str
    kind: str
    state: str
    t0: datetime | None
    ended: datetime | None
    clock_s: float
    marking: str


class TaskResultOut(Schema):
    task: UUID
    code: str
    status: str
    called_s: float | None
    target_s: int | None
    elapsed_s: float | None
    spread_s: float | None
    observers: int
    sentences: list[str]
    suggested: str | None
    rating: str | None


class LetterOut(Schema):
    suggested: str | None
    why: str
    rating: str | None = Field(description="what the evaluator decided; null: not decided")
    reason: str
    decided: datetime | None
    decided_by: str = Field(description="what that person did in the exercise; a name where the city lets names stand")


class TargetLetterOut(LetterOut):
    target: UUID
    text: str
    tasks: list[str]


class CapabilityOut(LetterOut):
    objective: UUID
    number: int
    text: str
    capability: str
    targets: list[TargetLetterOut]


class ResultOut(ExerciseOut):
    in_time: int
    late: int
    never_done: int
    not_observed: int
    tasks: list[TaskResultOut]
    capabilities: list[CapabilityOut]


class StampIn(Schema):
    model_config = ConfigDict(extra="forbid")

    id: UUID = Field(description="chosen by the device: sent twice, it is kept once")
    task: UUID
    kind: str = Field(pattern="^(event|detect|alert|ack|decide|order|start|done)$")
    at_s: float | None = Field(None, ge=0, le=864_000, description="seconds on the exercise clock; empty: now")
    role: UUID | None = Field(None, description="role that was seen; empty: the one of the plan")
    channel: UUID | None = Field(None, description="channel of the plan by which the word really went")
    source: str = Field("observer", pattern="^(observer|log|self)$")
    confidence: str = Field("sure", pattern="^(sure|rough|unsure)$")


class StampOut(Schema):
    id: UUID
    task: UUID
    kind: str
    at_s: float


class LessonOut(Schema):
    id: UUID
    place: UUID
    exercise: UUID
    task: UUID | None
    text: str
    recommendation: str
    element: str
    capability: str
    function: str
    nature: str
    root_cause: str
    effectiveness: str = Field(description="how well it worked before")
    trainings: list[str]
    owner: str
    state: str
    retest: UUID | None


def shown(row: Exercise) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in ("id", "plan_edition", "title", "kind", "state", "t0", "ended")}
    more = {"place": row.place_id, "plan": row.plan_id, "clock_s": queries.clock(row)}
    return facts | more | {"marking": Marking(row.marking).label}


def lesson_shown(row: Lesson) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in LESSON}
    return facts | {
        "place": row.place_id,
        "exercise": row.exercise_id,
        "task": row.task_id,
        "retest": row.retest_id,
    }


def letter_shown(one: Capability | Goal, names: Names) -> dict[str, Any]:
    decided = one.rating
    return {
        "suggested": one.suggestion.rating,
        "why": one.suggestion.sentence(),
        "rating": decided.rating if decided else None,
        "reason": decided.reason if decided else "",
        "decided": decided.decided if decided else None,
        "decided_by": names.of(decided.by) if decided else "",
    }


def capabilities_shown(account: Account, found: Result) -> list[dict[str, Any]]:
    names = queries.names(account, found.exercise)
    return [
        letter_shown(one, names)
        | {"objective": one.objective.pk, "number": one.objective.number, "text": one.objective.text}
        | {"capability": one.objective.capability}
        | {
            "targets": [
                letter_shown(aim, names) | {"target": aim.target.pk, "text": aim.target.text, "tasks": list(aim.tasks)}
                for aim in one.goals
            ]
        }
        for one in queries.capabilities(account, found)
    ]


def result_shown(found: Result) -> dict[str, Any]:
    tasks = [
        {
            "task": row.task.pk,
            "code": row.task.code,
            "status": row.result.status,
            "called_s": row.called_s,
            "target_s": row.task.target_s,
            "elapsed_s": _known(row.result.elapsed_s),
            "spread_s": _known(row.result.spread["done"]),
            "observers": row.result.observers,
            "sentences": [said.sentence() for said in row.statements],
            "suggested": row.suggestion.rating,
            "rating": row.rating.rating if row.rating else None,
        }
        for row in found.rows
    ]
    counts = {name: getattr(found, name) for name in ("in_time", "late", "never_done", "not_observed")}
    return shown(found.exercise) | counts | {"tasks": tasks}


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


@router.get("", response={200: list[ExerciseOut], 401: ProblemOut, 422: ProblemOut}, url_name="exercises")
def listing(request: HttpRequest, offset: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """The exercises that the account may see, the newest first."""
    start, count = max(0, min(offset, 10**9)), max(1, min(limit, 500))
    rows = queries.exercises(account_of(request)).order_by("-created", "id")[start : start + count]
    return [shown(row) for row in rows]


@router.get("/lessons", response={200: list[LessonOut], **UNREAD}, url_name="lessons")
def lessons(request: HttpRequest, place: UUID | None = None, limit: int = 100) -> list[dict[str, Any]]:
    """Lessons, the oldest first; of one place when `place` is given."""
    rows = queries.lessons(account_of(request), place)[: max(1, min(limit, 500))]
    return [lesson_shown(row) for row in rows]


@router.get("/{uuid:pk}", response={200: ResultOut, 403: ProblemOut, **UNREAD}, url_name="exercise")
def one(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One exercise with its result, kept from its players until it is over: planned against observed."""
    account = account_of(request)
    found = queries.exercise(account, pk)
    if queries.plays(account, pk):
        raise NotAllowed(_("You play in this exercise: its result is kept from you until it is over."))
    compared = queries.result(account, found)
    return result_shown(compared) | {"capabilities": capabilities_shown(account, compared)}


@router.post("/{uuid:pk}/stamps", response={201: StampOut, **UNWRITTEN}, url_name="stamps_new")
def new_stamp(request: HttpRequest, pk: UUID, data: StampIn) -> Status[dict[str, Any]]:
    """Note one moment of one task, for an observer's own device. Sent twice, it is kept once."""
    account = account_of(request)
    exercise = queries.exercise(account, pk)
    require(account, Can.OBSERVE, exercise)
    task = _task(account, exercise, data.task)
    role = plans.roles(account, exercise.plan).filter(pk=data.role).first() if data.role else task.responsible
    by = queries.channel_of(account, exercise, data.channel) if data.channel else None
    if data.channel and by is None:
        raise NotVisible
    known = {"channel": by, "source": data.source, "confidence": data.confidence}
    made = actions.stamp_once(account, exercise, task, data.kind, pk=data.id, at_s=data.at_s, role=role, **known)
    return Status(201, {"id": made.pk, "task": made.task_id, "kind": made.kind, "at_s": made.at_s})


def _task(account: Account, exercise: Exercise, pk: UUID) -> Task:
    found = plans.task_rows(account).filter(pk=pk, plan=exercise.plan_id).first()
    if found is None:
        raise NotVisible
    return found
