"""What to do together under one budget, over the API: the studies, and the front of each."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from parvis.api.v1.places import ProblemOut, account_of
from parvis.solutions import queries
from parvis.solutions.models import PortfolioStudy

router = Router(tags=["solutions"])


class StudyOut(Schema):
    id: UUID
    title: str
    budget: int
    years: int
    calculated: datetime | None
    chosen: list[UUID]


class CombinationOut(Schema):
    """`remaining`: share of today's steps. `outline`: the least risk for its cost."""

    options: list[UUID]
    cost: int
    at_least: bool
    remaining: float
    openness: int
    outline: bool


class MissingOut(Schema):
    option: UUID
    why: str


class FrontOut(StudyOut):
    """`stale`: numbers or rules have changed since. `open`: why there may be more combinations ("time", "solver", "")."""

    needs: list[list[UUID]]
    groups: list[list[UUID]]
    stale: bool | None
    open: str | None
    combinations: list[CombinationOut]
    missing: list[MissingOut]


def plain(study: PortfolioStudy) -> dict[str, object]:
    return {name: getattr(study, name) for name in ("id", "title", "budget", "years", "calculated", "chosen")}


@router.get("/portfolios", response={200: list[StudyOut], 401: ProblemOut}, url_name="portfolios")
def portfolios(request: HttpRequest) -> list[dict[str, object]]:
    """The studies of which you may read every option."""
    return [plain(one) for one in queries.portfolio.studies(account_of(request)).order_by("-created", "pk")]


@router.get("/portfolios/{uuid:pk}", response={200: FrontOut, 401: ProblemOut, 404: ProblemOut}, url_name="portfolio")
def portfolio(request: HttpRequest, pk: UUID) -> dict[str, object]:
    """One study with every combination that was proved, the cheapest first."""
    account = account_of(request)
    found = queries.portfolio.study(account, pk)
    now = queries.portfolio.numbers(account, found)
    front = queries.portfolio.front(account, found, now)
    rows = [
        {"options": row.ids, "at_least": row.at_least, "outline": row.outline,
         **{name: getattr(row.point, name) for name in ("cost", "remaining", "openness")}}
        for row in (front.rows if front else ())
    ]  # fmt: skip
    return plain(found) | {
        "needs": found.needs,
        "groups": found.groups,
        "stale": front.stale if front else None,
        "open": front.open if front else None,
        "combinations": rows,
        "missing": [{"option": line.option.pk, "why": line.why_not} for line in now.missing],
    }
