"""The REST API: strict schemas, every 4xx declared, the same verbs and the same access as the pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.security import APIKeyCookie, HttpBearer

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.people.models import Account
from parvis.people.queries import account_of_token


class Problem(Schema):
    """Why the request could not be carried out."""

    detail: str


class TokenAuth(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Account | None:  # noqa: ARG002
        return account_of_token(token)


class SessionAuth(APIKeyCookie):
    """The session of somebody who signed in on the pages; ninja asks for the CSRF token on writes."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:  # noqa: ARG002
        return request.user if request.user.is_authenticated else None


api = NinjaAPI(title="Parvis", version="1", auth=[TokenAuth(), SessionAuth()], urls_namespace="api", docs_url=None)


@api.exception_handler(NotVisible)
def _not_visible(request: HttpRequest, error: NotVisible) -> HttpResponse:
    return api.create_response(request, {"detail": "not found"}, status=404)


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, error: NotAllowed) -> HttpResponse:
    return api.create_response(request, {"detail": error.reason}, status=403)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return api.create_response(request, {"detail": error.sentence}, status=422)


@api.exception_handler(Conflict)
def _conflict(request: HttpRequest, error: Conflict) -> HttpResponse:
    return api.create_response(
        request, {"detail": error.sentence or "saved by somebody else in the meantime"}, status=409
    )


from parvis.api.v1 import (  # noqa: E402  # the rooms need the API that is made above
    assessment,
    calls,
    documents,
    evaluation,
    exchange,
    exercises,
    options,
    places,
    plan_check,
    plan_writing,
    portfolio,
    questionnaire,
    residents,
    solutions,
)

api.add_router("/places", places.router)
api.add_router("/assessments", assessment.router)
api.add_router("/assessments", questionnaire.router)
api.add_router("/assessments", documents.router)
api.add_router("/solutions/calls", calls.router)
api.add_router("/solutions", solutions.router)
api.add_router("/solutions", evaluation.router)
api.add_router("/solutions", options.router)
api.add_router("/solutions", portfolio.router)
api.add_router("/plans", plan_writing.router)
api.add_router("/plans", plan_check.router)
api.add_router("/exercises", exercises.router)
api.add_router("/residents", residents.router)
api.add_router("/exchange", exchange.router)
