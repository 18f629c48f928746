"""Calls for information over the API: where each stands. What providers sent is given out nowhere here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from parvis.api.v1.places import ProblemOut, account_of
from parvis.places.queries import place as the_place
from parvis.solutions.models import Call
from parvis.solutions.queries import calls as queries

router = Router(tags=["solutions"])


class AskedOut(Schema):
    number: int
    priority: str
    text: str


class CallOut(Schema):
    id: UUID
    place: UUID
    title: str
    phase: str
    questions_until: datetime
    closes: datetime
    requirements: list[AskedOut]
    amendments: int
    begun: int
    sent: int
    withdrawn: int
    late: int


def _told(of: Call) -> dict[str, Any]:
    arrived = queries.arrived(of)
    return {
        "id": of.pk, "place": of.place_id, "title": of.title, "phase": of.phase(timezone.now()),
        "questions_until": of.questions_until, "closes": of.closes, "amendments": of.amendments.count(),
        "requirements": list(of.asked.order_by("number").values("number", "priority", "text")),
        "begun": arrived.begun, "sent": arrived.sent, "withdrawn": arrived.withdrawn, "late": arrived.late,
    }  # fmt: skip


@router.get("", response={200: list[CallOut], 401: ProblemOut, 404: ProblemOut, 422: ProblemOut}, url_name="calls")
def calls(request: HttpRequest, place: UUID) -> list[dict[str, Any]]:
    """The calls of a place, the newest first, with how many answers arrived: never what is in them."""
    account = account_of(request)
    found = the_place(account, place)
    return [_told(of) for of in queries.calls_of(account, found.pk)]
