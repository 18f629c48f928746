"""Assessments over the API: what they hold, the reader's judgements, the result, and giving a judgement."""

import json
from datetime import date, datetime
from math import isnan
from typing import Any
from uuid import UUID

import shapely
from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field
from shapely.geometry.base import BaseGeometry

from parvis.access.models import Marking
from parvis.api.v1.places import ProblemOut, account_of
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment, ExistingMeasure, Judgement, Scenario
from parvis.assessment.rules.judging import Given, Range
from parvis.places.queries import place as the_place

router = Router(tags=["assessment"])
UNREAD = {401: ProblemOut, 404: ProblemOut, 422: ProblemOut}
UNWRITTEN = {400: ProblemOut, 403: ProblemOut, 409: ProblemOut, **UNREAD}


class AssessmentOut(Schema):
    id: UUID
    place: UUID
    title: str
    condition: str
    state: str
    method: str
    method_version: str
    marking: str
    version: int
    created: datetime
    closed: datetime | None


class ScenarioOut(Schema):
    id: UUID
    family: str
    threat: str
    title: str
    narrative: str
    zone: str
    phase: str
    condition: str = Field(description="empty where it is that of the assessment")
    assumes: str
    relies_on: list[UUID] = Field(description="the measures of the place that have to hold")
    sketch: dict[str, Any] | None = Field(description="where it happens, as a GeoJSON geometry")
    taken_from: UUID | None


class MeasureOut(Schema):
    id: UUID
    measure: str = Field(description="the row of the catalogue, empty for one in the team's own words")
    name: str
    state: str
    origin: str
    owner: str
    zone: str
    checked_on: date | None = Field(description="the day on which somebody saw or tested it")
    note: str
    geometry: dict[str, Any] | None
    marking: str
    version: int


class WholeAssessmentOut(AssessmentOut):
    scenarios: list[ScenarioOut]
    left_out: dict[str, str]


class JudgementOut(Schema):
    scenario: UUID
    round: int
    mine: bool
    values: dict[str, int] = Field(description="factor to level; of the one judged kind by kind, the worst")
    impacts: dict[str, int]
    ranges: dict[str, list[int]]
    confidence: int
    reason: str
    revision: str
    version: int


class RiskOut(Schema):
    scenario: UUID
    bands: list[int] = Field(description="one per expert, counted from 1")
    low: int
    median: int
    high: int
    band: str
    agreement: str
    first_chance: float
    ranks: list[int]
    knowledge: str


class ResultOut(Schema):
    experts: int
    reading: str = Field(description="good, tentative, discuss or too_few")
    alpha: float | None = Field(description="Krippendorff's alpha, ordinal; null where it cannot be had")
    statements: list[str]
    risks: list[RiskOut]


class JudgementIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    levels: dict[str, int] = Field(max_length=8, description="factor to level, without the one judged kind by kind")
    impacts: dict[str, int] = Field(max_length=20, description="kind of consequence to level")
    confidence: int
    ranges: dict[str, tuple[int, int, int]] = Field({}, max_length=8, description="factor to lowest, highest, percent")
    revision: str = Field("", max_length=2000, description="what changed the value, in the second round")
    reason: str = Field("", max_length=4000)
    version: int = Field(0, ge=0, description="of the own judgement of this round that was read, 0 for none")


def shown(row: Assessment) -> dict[str, Any]:
    names = ("id", "title", "condition", "state", "method_version", "version", "created", "closed")
    facts = {name: getattr(row, name) for name in names}
    return facts | {"place": row.place_id, "method": row.method_urn, "marking": Marking(row.marking).label}


def told(row: Scenario, open_to: set[UUID]) -> dict[str, Any]:
    names = ("id", "family", "threat", "title", "narrative", "phase", "condition", "assumes")
    facts = {name: getattr(row, name) for name in names} | {"zone": queries.zone_name(row)}
    facts |= {"taken_from": row.taken_from_id, "sketch": geojson(row.sketch)}
    return facts | {"relies_on": [one.pk for one in row.relies_on.all() if one.pk in open_to]}


def geojson(shape: BaseGeometry | None) -> dict[str, Any] | None:
    found: dict[str, Any] | None = json.loads(shapely.to_geojson(shape)) if shape is not None else None
    return found


def noted(row: ExistingMeasure) -> dict[str, Any]:
    names = ("id", "measure", "state", "origin", "owner", "checked_on", "note", "version")
    facts = {name: getattr(row, name) for name in names} | {"name": queries.measure_name(row)}
    return facts | {
        "zone": queries.zone_name(row),
        "geometry": geojson(row.geometry),
        "marking": Marking(row.marking).label,
    }


def given(row: Judgement, *, mine: bool) -> dict[str, Any]:
    names = ("round", "values", "impacts", "ranges", "confidence", "reason", "revision", "version")
    return {name: getattr(row, name) for name in names} | {"scenario": row.scenario_id, "mine": mine}


@router.get("", response={200: list[AssessmentOut], 401: ProblemOut, 422: ProblemOut}, url_name="assessments")
def listing(request: HttpRequest, offset: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """The assessments that the account may see, the newest first."""
    start, count = max(0, min(offset, 10**9)), max(1, min(limit, 500))
    rows = queries.assessments(account_of(request)).order_by("-created", "id")
    return [shown(row) for row in rows[start : start + count]]


@router.get("/{uuid:pk}", response={200: WholeAssessmentOut, **UNREAD}, url_name="assessment")
def one(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One assessment with its scenarios."""
    account = account_of(request)
    found = queries.assessment(account, pk)
    open_to = set(queries.measures(account, found.place_id).values_list("pk", flat=True))
    stories = [told(row, open_to) for row in queries.scenarios(account, found).prefetch_related("relies_on")]
    return shown(found) | {"scenarios": stories, "left_out": found.left_out}


@router.get("/measures/{uuid:place}", response={200: list[MeasureOut], **UNREAD}, url_name="measures")
def measures(request: HttpRequest, place: UUID) -> list[dict[str, Any]]:
    """What already protects a place, as far as the account may know."""
    account = account_of(request)
    return [noted(row) for row in queries.measures(account, the_place(account, place).pk)]


@router.get("/{uuid:pk}/judgements", response={200: list[JudgementOut], **UNREAD}, url_name="judgements")
def judgements(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    """The own judgements while each judges alone; all of them afterwards, without names."""
    account = account_of(request)
    rows = queries.judgements_visible(account, queries.assessment(account, pk))
    return [given(row, mine=row.expert_id == account.pk) for row in rows]


@router.get("/{uuid:pk}/result", response={200: ResultOut, **UNREAD}, url_name="assessment_result")
def result(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """The risk list; empty while each judges alone."""
    account = account_of(request)
    found = queries.sheet(account, queries.assessment(account, pk))
    if found is None:
        return {"experts": 0, "reading": "too_few", "alpha": None, "statements": [], "risks": []}
    names = ("low", "median", "high", "band", "agreement", "first_chance", "knowledge")
    risks = [
        {name: getattr(row, name) for name in names}
        | {"scenario": row.scenario.pk, "bands": list(row.dots), "ranks": list(row.ranks)}
        for row in found.rows
    ]
    alpha = None if isnan(found.alpha) else found.alpha
    return {
        "experts": found.experts,
        "reading": found.reading,
        "alpha": alpha,
        "statements": found.statements,
        "risks": risks,
    }


@router.post("/scenarios/{uuid:pk}/judgement", response={200: JudgementOut, **UNWRITTEN}, url_name="judge")
def judge(request: HttpRequest, pk: UUID, data: JudgementIn) -> Status[dict[str, Any]]:
    """Give the account's own judgement of a scenario in the round that is open; sent twice it writes once."""
    account = account_of(request)
    facts = data.model_dump(exclude={"version", "ranges"})
    facts["ranges"] = {code: Range(*found) for code, found in data.ranges.items()}
    kept = actions.judge(account, queries.scenario(account, pk), Given(**facts), version=data.version)
    return Status(200, given(kept, mine=True))
