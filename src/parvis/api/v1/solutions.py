"""The catalogue, the needs, the ranking and the decisions over the API."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import ConfigDict, Field

from parvis.access.errors import NotVisible, Refused
from parvis.access.models import Marking
from parvis.api.v1.places import ProblemOut, account_of
from parvis.content.queries import label
from parvis.content.schemas import Measure
from parvis.places.queries import place as the_place
from parvis.solutions import actions, queries
from parvis.solutions.models import Decision, Requirement
from parvis.solutions.rules import FACETS, FIGURES, Ask, understand

router = Router(tags=["solutions"])
UNREAD = {401: ProblemOut, 404: ProblemOut, 422: ProblemOut}


class CostOut(Schema):
    """What one unit costs, in euros of that year; `first_year` joins both."""

    once: list[int]
    yearly: list[int]
    first_year: list[int]
    per: str
    currency: str
    year: int
    basis: str


class MeasureOut(Schema):
    id: str
    label: str
    description: str
    kind: str
    category: str
    temporal: list[str]
    reversible: str
    functions: list[str]
    techniques: list[str]
    threats: list[str]
    phases: list[str]
    places: list[str]
    side_effects: dict[str, int]
    cost: CostOut
    privacy: str
    ai_act: str
    legal: list[dict[str, str]]
    remit: str
    evidence: dict[str, int]
    checked_on: str


class RequirementOut(Schema):
    id: UUID
    place: UUID
    weakness: UUID
    text: str
    priority: str
    metric: str
    threshold: str
    verified_by: str
    phases: list[str]
    functions: list[str]
    objective: str
    marking: str
    version: int


class RequirementIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    weakness: str = Field(description="id of the weakness that it answers")
    text: str = Field(min_length=1, max_length=400)
    priority: str = Field("must", pattern="^(must|should|could)$")
    metric: str = Field("", max_length=200)
    threshold: str = Field("", max_length=120)
    verified_by: str = Field("", pattern="^(|inspection|test|document|demonstration|exercise|survey)$")
    phases: list[str] = Field(default_factory=list, max_length=10)
    functions: list[str] = Field(default_factory=list, max_length=20)


class PlacedOut(Schema):
    option: UUID
    name: str
    rank: int
    value: float
    topsis: int
    promethee: int
    vikor: int
    level_low: str
    level_high: str
    probabilities: list[float]


class RankingOut(Schema):
    comparison: UUID
    experts: int
    placed: list[PlacedOut]
    out: list[str]
    sentences: list[str]
    agreement: list[str]
    leaving: list[str]
    nearest_flip: str
    open_order: str


class DissentOut(Schema):
    organisation: str
    words: str


class ConditionOut(Schema):
    text: str
    owner: str
    due: date
    fulfilled: date | None
    evidence: str


class DecisionOut(Schema):
    id: UUID
    comparison: UUID
    option: UUID
    name: str
    measures: list[str]
    reasons: str
    dissent: str
    dissents: list[DissentOut]
    conditions: list[ConditionOut]
    decided_by: str
    decided: date
    review: date
    before_the_end: str
    in_force: bool


def measure_shown(row: Measure) -> dict[str, Any]:
    plain = ("id", "kind", "category", "reversible", "privacy", "ai_act", "remit", "checked_on")
    facts = {name: getattr(row, name) for name in plain}
    many = ("temporal", "functions", "techniques", "threats", "phases", "places")
    listed = {name: list(getattr(row, name)) for name in many}
    cost = row.cost.model_dump(exclude={"note"}) | {"first_year": list(queries.first_year(row))}
    legal = [{"topic": hint.topic, "text": label(hint.text)} for hint in row.legal]
    effects = {code: effect.value for code, effect in row.side_effects.items()}
    texts = {"label": label(row.label), "description": label(row.description)}
    evidence = {side: finding.grade for side, finding in row.evidence}
    return facts | listed | texts | {"side_effects": effects, "cost": cost, "legal": legal, "evidence": evidence}


NEED = ("id", "text", "priority", "metric", "threshold", "verified_by", "phases", "functions", "version")


def need_shown(row: Requirement, objective: str) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in NEED}
    return facts | {
        "objective": objective,
        "place": row.place_id,
        "weakness": row.vulnerability_id,
        "marking": Marking(row.marking).label,
    }


def decision_shown(row: Decision, *, in_force: bool) -> dict[str, Any]:
    facts = {
        name: getattr(row, name)
        for name in ("id", "reasons", "dissent", "decided_by", "decided", "review", "before_the_end")
    }
    facts["dissents"] = list(row.dissents.all())
    facts["conditions"] = list(row.conditions.all())
    chosen = {"option": row.option_id, "name": row.option.name, "measures": row.option.measures}
    return facts | chosen | {"comparison": row.comparison_id, "in_force": in_force}


class Sought(Schema):
    """What is looked for; a filter that is left out means any."""

    text: str = Field("", max_length=200, description="words as a person types them: what is known becomes a filter")
    kind: str = ""
    category: str = ""
    function: str = ""
    technique: str = ""
    threat: str = ""
    phase: str = ""
    place: str = Field("", description="kind of place; measures for any place are found too")
    temporal: str = ""
    reversible: str = ""
    evidence: int = Field(0, ge=0, le=5, description="the effect is graded so or better")
    budget: int | None = Field(None, ge=0, description="euros that the lower end of the first year may not exceed")

    def asks(self) -> list[Ask]:
        figures = {"evidence": self.evidence or None, "budget": self.budget}
        given = {name: getattr(self, name) for name in FACETS if name not in FIGURES and name != "text"}
        told = [(name, str(value)) for name, value in (given | figures).items() if value not in ("", None)]
        typed = understand(self.text, queries.lexicon()) if self.text else []
        return [*(Ask(name, (value,)) for name, value in told), *typed]


@router.get("/measures", response={200: list[MeasureOut], 401: ProblemOut, 422: ProblemOut}, url_name="measures")
def measures(request: HttpRequest, sought: Query[Sought]) -> list[dict[str, Any]]:
    """The catalogue, narrowed by words and filters; the closest fit first, and among equals the gentlest."""
    return [measure_shown(row) for row in queries.catalogue(sought.asks())]


@router.get("/measures/{code}", response={200: MeasureOut, **UNREAD}, url_name="measure")
def measure(request: HttpRequest, code: str) -> dict[str, Any]:
    """One measure."""
    row = queries.measure(code)
    if row is None:
        raise NotVisible
    return measure_shown(row)


@router.get("/requirements", response={200: list[RequirementOut], **UNREAD}, url_name="requirements")
def requirements(request: HttpRequest, place: UUID) -> list[dict[str, Any]]:
    """The needs of a place that no newer one replaced, each with the objective behind it."""
    account = account_of(request)
    found = the_place(account, place)
    aims = {weakness: row.text for weakness, row in queries.objectives(account, found.pk).items()}
    return [need_shown(row, aims.get(row.vulnerability_id, "")) for row in queries.requirements(account, found.pk)]


@router.post(
    "/requirements",
    response={201: RequirementOut, 400: ProblemOut, 403: ProblemOut, **UNREAD},
    url_name="requirements_new",
)
def new_requirement(request: HttpRequest, data: RequirementIn) -> Status[dict[str, Any]]:
    """Write what has to hold so that a weakness is answered."""
    account = account_of(request)
    try:
        weakness = queries.weakness(account, UUID(data.weakness))
    except ValueError:
        raise Refused("unknown weakness", "weakness") from None
    made = actions.write_requirement(
        account, weakness, **data.model_dump(exclude={"weakness"}), marking=weakness.marking
    )
    aim = queries.objective(account, weakness)
    return Status(201, need_shown(made, aim.text if aim else ""))


@router.get("/comparisons/{uuid:pk}/ranking", response={200: RankingOut, **UNREAD}, url_name="ranking")
def ranking(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """The ranking of a comparison, once the scoring has ended."""
    found = queries.ranking(account_of(request), queries.comparison(account_of(request), pk))
    if found is None:
        raise Refused("the scoring has not ended yet")
    placed = [
        {"option": row.option.pk, "name": row.option.name, "rank": row.rank, "value": row.value, "topsis": row.topsis,
         "promethee": row.promethee, "vikor": row.vikor, "level_low": str(row.grade.low), "level_high": str(row.grade.high),
         "probabilities": list(row.probabilities)}
        for row in found.placed
    ]  # fmt: skip
    return {"comparison": pk, "experts": found.experts, "placed": placed, "out": [row.option.name for row in found.out],
            "sentences": list(found.sentences), "agreement": list(found.agreement), "leaving": list(found.leaving),
            "nearest_flip": found.nearest, "open_order": found.open_order}  # fmt: skip


@router.get("/decisions", response={200: list[DecisionOut], **UNREAD}, url_name="decisions")
def decisions(request: HttpRequest, place: UUID) -> list[dict[str, Any]]:
    """The decisions of a place, the newest first."""
    account = account_of(request)
    found = queries.decisions(account, the_place(account, place).pk)
    standing = set(queries.in_force(found).values_list("pk", flat=True))
    return [decision_shown(row, in_force=row.pk in standing) for row in found]
