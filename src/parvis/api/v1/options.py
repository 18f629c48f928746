"""An option over the API: where its measures stand, what it costs, and what people say is left of each risk."""

from datetime import date
from typing import Any
from uuid import UUID

import shapely
from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from parvis.access.errors import Refused
from parvis.api.v1.places import ProblemOut, account_of
from parvis.assessment.queries import scenario as the_scenario
from parvis.solutions import actions, queries
from parvis.solutions.models import Placement
from parvis.solutions.queries import Shift
from parvis.solutions.rules import life_cost

router = Router(tags=["solutions"])
UNREAD = {401: ProblemOut, 404: ProblemOut, 422: ProblemOut}
WRITE = {400: ProblemOut, 403: ProblemOut, 409: ProblemOut, **UNREAD}


class PlacementOut(Schema):
    id: UUID
    measure: str
    quantity: float | None
    unit: str
    zone_kind: str
    geometry: dict[str, Any] | None
    note: str


class CostOut(Schema):
    """Sums of what was stated; `missing` names what was not."""

    items: dict[str, float]
    once: float
    yearly: float
    total: float | None
    present: float | None
    each_year: float | None
    missing: list[str]


class StatementOut(Schema):
    who: str
    levels: dict[str, int | None]
    band: int | None
    reason: str
    why_higher: str


class ShiftOut(Schema):
    scenario: UUID
    title: str
    measures: list[str]
    before: int | None
    after: int | None
    statements: list[StatementOut]


class OptionOut(Schema):
    id: UUID
    comparison: UUID
    name: str
    measures: list[str]
    stage: str
    as_of: date | None
    version: int
    placements: list[PlacementOut]
    cost: CostOut
    risks: list[ShiftOut]


class RiskIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    scenario: str = Field(description="id of the scenario")
    levels: dict[str, int] = Field(description="factor to level; what is left out was not judged")
    reason: str = Field(max_length=500)
    why_higher: str = Field("", max_length=500)
    version: int = Field(0, ge=0, description="of your own statement, 0 for none")


class CostIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    items: dict[str, float]
    version: int = Field(0, ge=0, description="of the stage, 0 for none")


def placed(row: Placement) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in ("id", "measure", "unit", "zone_kind", "note")}
    shape = shapely.geometry.mapping(row.geometry) if row.geometry is not None else None
    return facts | {"quantity": float(row.quantity) if row.quantity is not None else None, "geometry": shape}


def shifted(row: Shift) -> dict[str, Any]:
    told = [
        {"who": one.who, "levels": {level.label: level.after for level in one.levels}, "band": one.band,
         "reason": one.reason, "why_higher": one.why_higher}
        for one in row.said
    ]  # fmt: skip
    return {"scenario": row.scenario.pk, "title": row.scenario.title, "measures": [m.id for m in row.because],
            "before": row.before.median if row.before else None, "after": row.after, "statements": told}  # fmt: skip


def shown(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    account = account_of(request)
    found = queries.option(account, pk)
    stage = queries.newest(account, found)
    sums = life_cost(stage.costs if stage else {})
    cost = {name: getattr(sums, name) for name in ("once", "yearly", "total", "present", "each_year")}
    risks = queries.shifts(account, found, stage)
    return {
        "id": found.pk, "comparison": found.comparison_id, "name": found.name, "measures": found.measures,
        "stage": stage.kind if stage else "sketch", "as_of": stage.dated if stage else None,
        "version": stage.version if stage else 0,
        "placements": [placed(row) for row in queries.placements(account, stage)],
        "cost": cost | {"items": stage.costs if stage else {}, "missing": list(sums.missing)},
        "risks": [shifted(row) for row in (risks.open if risks else ())],
    }  # fmt: skip


@router.get("/options/{uuid:pk}", response={200: OptionOut, **UNREAD}, url_name="option")
def option(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """An option at the stage where its design is, with its risks before and after."""
    return shown(request, pk)


@router.post("/options/{uuid:pk}/risks", response={201: OptionOut, **WRITE}, url_name="option_risks")
def state_risk(request: HttpRequest, pk: UUID, data: RiskIn) -> Status[dict[str, Any]]:
    """Say what is left of one risk with this option, as you see it."""
    account = account_of(request)
    found = queries.option(account, pk)
    try:
        story = the_scenario(account, UUID(data.scenario))
    except ValueError:
        raise Refused("unknown scenario", "scenario") from None
    words = data.model_dump(include={"reason", "why_higher", "version"})
    actions.state_risk(account, found, story, data.levels, **words)
    return Status(201, shown(request, pk))


@router.put("/options/{uuid:pk}/costs", response={200: OptionOut, **WRITE}, url_name="option_costs")
def state_costs(request: HttpRequest, pk: UUID, data: CostIn) -> dict[str, Any]:
    """Say what the option costs over its years; what is left out is missing."""
    account = account_of(request)
    actions.state_costs(account, queries.option(account, pk), data.items, version=data.version)
    return shown(request, pk)
