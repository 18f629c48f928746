"""Surveys over the API: what exists, what is published of it, and a new one. Single answers never leave by it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from parvis.access.models import Marking
from parvis.people.models import Account
from parvis.places.queries import place as place_of
from parvis.residents import actions, queries
from parvis.residents.models import Survey

router = Router(tags=["residents"])


class ProblemOut(Schema):
    detail: str


class SurveyOut(Schema):
    id: UUID
    place: UUID
    title: str
    questions: str
    questions_version: str
    state: str
    opens: date
    closes: date
    marking: str
    link: str


class IndicatorOut(Schema):
    code: str
    value: float
    low: float
    high: float
    n: int


class SurveyFiguresOut(SurveyOut):
    published: int = Field(description="answers in the public figures; 0 while fewer than 11 have come")
    indicators: list[IndicatorOut]


class SurveyIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    place: Annotated[UUID, Field(strict=False)]
    title: str = Field(min_length=1, max_length=200)
    public_name: str = Field(
        "", max_length=200, description="what residents call the place; its name in the register by default"
    )
    questions: str = Field("", max_length=200, description="urn of an indicators pack; the first in use by default")
    opens: Annotated[date, Field(strict=False)]
    closes: Annotated[date, Field(strict=False)]


def shown(survey: Survey) -> dict[str, Any]:
    facts = {name: getattr(survey, name) for name in ("id", "title", "state", "opens", "closes")}
    questions = {"questions": survey.pack_urn, "questions_version": survey.pack_version}
    place = {"place": survey.place_id, "marking": Marking(survey.marking).label}
    return facts | questions | place | {"link": f"/residents/s/{survey.token}/"}


def account_of(request: HttpRequest) -> Account:
    account: Account = request.auth  # type: ignore[attr-defined]  # set by ninja
    return account


@router.get("", response={200: list[SurveyOut], 401: ProblemOut, 422: ProblemOut}, url_name="surveys")
def listing(request: HttpRequest, offset: int = 0, limit: int = 100) -> list[dict[str, Any]]:
    """The surveys that the account may know of, the newest first."""
    start, count = max(0, min(offset, 10**9)), max(1, min(limit, 500))
    return [shown(row) for row in queries.surveys(account_of(request)).order_by("-opens", "id")[start : start + count]]


@router.get(
    "/{uuid:pk}", response={200: SurveyFiguresOut, 401: ProblemOut, 404: ProblemOut, 422: ProblemOut}, url_name="survey"
)
def one(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One survey with its public figures."""
    survey = queries.survey(account_of(request), pk)
    public = queries.public_release(survey)
    measured = public.figures["indicators"] if public else {}
    return shown(survey) | {
        "published": public.n if public else 0,
        "indicators": [{"code": code, **figure} for code, figure in measured.items()],
    }


@router.post(
    "",
    response={201: SurveyOut, 400: ProblemOut, 401: ProblemOut, 403: ProblemOut, 404: ProblemOut, 422: ProblemOut},
    url_name="surveys_new",
)
def new(request: HttpRequest, data: SurveyIn) -> Status[dict[str, Any]]:
    """Prepare a survey of a place. Somebody opens it on its page."""
    account = account_of(request)
    facts = data.model_dump(exclude={"place", "questions"})
    survey = actions.prepare_survey(account, place_of(account, data.place), pack=data.questions, **facts)
    return Status(201, shown(survey))
