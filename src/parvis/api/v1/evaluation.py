"""Scoring over the API: the declaration of interest, one's own scores, and every score once the scoring has ended."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from parvis.api.v1.places import ProblemOut, account_of
from parvis.solutions import actions, queries
from parvis.solutions.models import Interest, Score

router = Router(tags=["solutions"])
UNREAD = {401: ProblemOut, 404: ProblemOut, 422: ProblemOut}
UNDONE = {400: ProblemOut, 403: ProblemOut, **UNREAD}


class InterestOut(Schema):
    expert: str
    concerns: bool
    what: str
    options: list[UUID]
    ruling: str
    ruling_reason: str


class InterestIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    concerns: bool
    what: str = Field("", max_length=400)
    options: list[str] = []


class ScoreOut(Schema):
    option: UUID
    criterion: str
    expert: str
    value: int
    reason: str
    evidence: str
    link: str
    confidence: str


class OpinionIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    value: int
    reason: str = Field("", max_length=400)
    evidence: str = Field("", max_length=400)
    link: str = Field("", max_length=400)
    confidence: Literal["", "low", "medium", "high"] = ""


class ScoresIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    scores: dict[str, OpinionIn] = Field(description="by the codes of the criteria")


def interest_shown(row: Interest) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in ("concerns", "what", "ruling", "ruling_reason")}
    return facts | {"expert": str(row.account), "options": [option.pk for option in row.options.all()]}


def score_shown(row: Score) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in ("criterion", "value", "reason", "evidence", "link", "confidence")}
    return facts | {"option": row.option_id, "expert": str(row.account)}


@router.get(
    "/comparisons/{uuid:pk}/interests", response={200: list[InterestOut], **UNREAD}, url_name="comparison_interests"
)
def interests(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    """What the experts of a comparison declared, and what followed from it."""
    account = account_of(request)
    return [interest_shown(row) for row in queries.interests(account, queries.comparison(account, pk))]


@router.post(
    "/comparisons/{uuid:pk}/interests", response={200: InterestOut, **UNDONE}, url_name="comparison_interests_declare"
)
def declare(request: HttpRequest, pk: UUID, data: InterestIn) -> dict[str, Any]:
    """Declare one's own interest, or that there is none; nobody scores before."""
    account = account_of(request)
    found = queries.comparison(account, pk)
    touched = [row for row in queries.options(account, pk) if str(row.pk) in data.options]
    made = actions.declare_interest(account, found, concerns=data.concerns, what=data.what, options=touched)
    return interest_shown(made)


@router.get("/comparisons/{uuid:pk}/scores", response={200: list[ScoreOut], **UNREAD}, url_name="comparison_scores")
def scores(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    """The scores that count; while the scoring goes on, only one's own."""
    account = account_of(request)
    found = queries.scores(account, queries.comparison(account, pk))
    return [score_shown(row) for row in found.select_related("account")]


@router.post("/options/{uuid:pk}/scores", response={200: list[ScoreOut], **UNDONE}, url_name="option_scores")
def score(request: HttpRequest, pk: UUID, data: ScoresIn) -> list[dict[str, Any]]:
    """Give one option an opinion on criteria, by their codes. Given again, it replaces one's own."""
    account = account_of(request)
    given = {code: actions.Opinion(**one.model_dump()) for code, one in data.scores.items()}
    return [score_shown(row) for row in actions.score_option(account, queries.option(account, pk), given)]
