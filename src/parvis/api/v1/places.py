"""The register over the API."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field
from shapely.geometry import mapping

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.people.models import Account, Organisation
from parvis.places import actions, queries
from parvis.places.actions.register import AREAS, shape_refusal
from parvis.places.models import Place
from parvis.places.rules import BadShape, parse_shape

router = Router(tags=["places"])


class ProblemOut(Schema):
    detail: str


class PlaceOut(Schema):
    id: UUID
    urn: str
    name: str
    category: str
    custodian: str
    civic_role: str
    rationale: str
    marking: str
    geometry: dict[str, Any]
    version: int
    changed: datetime


class PlaceIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(min_length=1, max_length=200)
    category: str = Field(min_length=1, max_length=40)
    owner: str = Field(description="id of the managing body")
    geometry: dict[str, Any] = Field(description="GeoJSON Polygon or MultiPolygon")
    custodian: str = Field("", max_length=200)
    civic_role: str = Field("", max_length=4000)
    rationale: str = Field("", max_length=4000)


def shown(place: Place) -> dict[str, Any]:
    facts = {name: getattr(place, name) for name in PlaceOut.model_fields if name not in {"marking", "geometry"}}
    return facts | {"marking": Marking(place.marking).label, "geometry": mapping(place.geometry)}


def account_of(request: HttpRequest) -> Account:
    account: Account = request.auth  # type: ignore[attr-defined]  # set by ninja
    return account


@router.get("", response={200: list[PlaceOut], 401: ProblemOut, 422: ProblemOut}, url_name="places")
def listing(request: HttpRequest, offset: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """The places that the account may see, by name."""
    start, count = max(0, min(offset, 10**9)), max(1, min(limit, 500))
    rows = queries.places(account_of(request)).order_by("name", "id")[start : start + count]
    return [shown(row) for row in rows]


@router.get("/{uuid:pk}", response={200: PlaceOut, 401: ProblemOut, 404: ProblemOut, 422: ProblemOut}, url_name="place")
def one(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One place."""
    return shown(queries.place(account_of(request), pk))


@router.post(
    "",
    response={201: PlaceOut, 400: ProblemOut, 401: ProblemOut, 403: ProblemOut, 422: ProblemOut},
    url_name="places_new",
)
def new(request: HttpRequest, data: PlaceIn) -> Status[dict[str, Any]]:
    """Take a place on to the register."""
    try:
        owner = Organisation.objects.get(pk=UUID(data.owner))
        geometry = parse_shape(json.dumps(data.geometry), AREAS)
    except BadShape as bad:
        raise Refused(shape_refusal(bad.code), "geometry") from None
    except (ValueError, Organisation.DoesNotExist):
        raise Refused("unknown managing body", "owner") from None
    facts = data.model_dump(exclude={"owner", "geometry"})
    return Status(201, shown(actions.register_place(account_of(request), owner, geometry=geometry, **facts)))
