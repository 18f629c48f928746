"""Practice sheets over the API: our own, those from elsewhere, and a package taken in."""

import base64
import binascii
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.exchange import actions, queries
from parvis.exchange.models import Practice, Received
from parvis.exchange.rules.envelope import MAX_ENVELOPE
from parvis.people.models import Account

router = Router(tags=["exchange"])


class ProblemOut(Schema):
    detail: str


class PracticeOut(Schema):
    id: UUID
    urn: str
    title: str
    state: str
    marking: str
    edition: int
    evidence: int
    language: str
    texts: dict[str, dict[str, str]]
    measures: list[str]
    threat_types: list[str]
    space_types: list[str]
    version: int


class ReceivedOut(Schema):
    id: UUID
    urn: str
    title: str
    edition: int
    issuer: str
    issued: date
    marking: str
    sha256: str
    sheet: dict[str, Any]


class PackageIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    package: str = Field(min_length=1, max_length=MAX_ENVELOPE * 2, description="the .parvis file, in base64")


def shown(practice: Practice) -> dict[str, Any]:
    facts = {name: getattr(practice, name) for name in PracticeOut.model_fields if name != "marking"}
    return facts | {"marking": Marking(practice.marking).label}


def shown_received(received: Received) -> dict[str, Any]:
    facts = {name: getattr(received, name) for name in ReceivedOut.model_fields if name != "marking"}
    return facts | {"marking": Marking(received.marking).label}


def account_of(request: HttpRequest) -> Account:
    account: Account = request.auth  # type: ignore[attr-defined]  # set by ninja
    return account


def page_of(offset: int, limit: int) -> slice:
    start, count = max(0, min(offset, 10**9)), max(1, min(limit, 500))
    return slice(start, start + count)


@router.get("/practices", response={200: list[PracticeOut], 401: ProblemOut, 422: ProblemOut}, url_name="practices")
def practices(request: HttpRequest, offset: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """The practice sheets written here that the account may read, the newest first."""
    return [shown(row) for row in queries.practices(account_of(request))[page_of(offset, limit)]]


@router.get(
    "/practices/{uuid:pk}",
    response={200: PracticeOut, 401: ProblemOut, 404: ProblemOut, 422: ProblemOut},
    url_name="practice",
)
def practice(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One practice sheet."""
    return shown(queries.practice(account_of(request), pk))


@router.get("/received", response={200: list[ReceivedOut], 401: ProblemOut, 422: ProblemOut}, url_name="received")
def received(request: HttpRequest, offset: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """The newest edition of every sheet that came from elsewhere."""
    return [shown_received(row) for row in queries.received(account_of(request))[page_of(offset, limit)]]


@router.post(
    "/received",
    response={201: ReceivedOut, 400: ProblemOut, 401: ProblemOut, 403: ProblemOut, 422: ProblemOut},
    url_name="received_new",
)
def take_in(request: HttpRequest, data: PackageIn) -> Status[dict[str, Any]]:
    """Take a signed package in."""
    try:
        package = base64.b64decode(data.package, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("the package is not base64", "package") from None
    return Status(201, shown_received(actions.receive(account_of(request), package)))
