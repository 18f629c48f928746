"""Measure packs: the neutral catalogue of what a city can do, human and technical answers side by side."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from parvis.content.schemas.common import Code, Head, Month, Once, Slug, Strict, Term, Text, ThreatCode

Kind = Literal["technical", "human", "design", "procedure"]
Category = Literal["ict", "sensors", "actuators", "physical", "methods"]
Temporal = Literal["structural", "event_driven"]
PointOfApplication = Literal["effort", "risk", "reward", "circumstances", "other"]
Function = Literal[
    "alert", "surveil", "respond", "protect", "detect", "overcome", "improvise", "restrict", "adapt", "other"
]
CriteriaHead = Literal["performance", "readiness", "physical", "cost", "compliancy", "social"]
SideEffectOn = Literal["openness", "accessibility", "heritage", "trade", "felt_safety", "displacement", "rights"]
Per = Literal["place", "piece", "metre", "person", "day", "event"]
Reversible = Literal["reversible", "with_traces", "permanent"]
AiAct = Literal["none", "minimal", "transparency", "high_risk", "prohibited_in_principle"]
Topic = Literal[
    "data_protection",
    "ai_act",
    "building",
    "events",
    "labour",
    "weapons",
    "accessibility",
    "heritage",
    "road",
    "other",
]
Privacy = Literal["none", "personal_data", "high_risk"]
Remit = Literal["municipal", "operator", "shared", "police"]
#: What a cost band of a pack from before 2026-11 says in euros.
OLD_BANDS = {
    "none": (0, 0),
    "low": (0, 5_000),
    "medium": (5_000, 50_000),
    "high": (50_000, 500_000),
    "very_high": (500_000, 5_000_000),
    "unknown": (0, 5_000_000),
}


def _low_to_high(span: list[int]) -> list[int]:
    if span[0] > span[1]:
        raise ValueError(f"range:{span[0]}, {span[1]}")
    return span


#: From a low to a high amount, in whole euros.
Span = Annotated[list[Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2), AfterValidator(_low_to_high)]


class Cost(Strict):
    """What one unit costs. A published range names its author and year in the note; everything else is our own estimate."""

    once: Span
    yearly: Span
    per: Per
    currency: Literal["EUR"]
    year: Annotated[int, Field(ge=2000, le=2100)]
    basis: Literal["own", "published"]
    note: Text | None = None

    @model_validator(mode="after")
    def _published_by_whom(self) -> "Cost":
        said = (self.note or {}).get("en", "")
        if self.basis == "published" and not re.search(r"\b(19|20)\d\d\b", said):
            raise ValueError("cost_source")
        return self


class Legal(Strict):
    """A hint to a law that has to be looked at; no legal advice."""

    topic: Topic
    text: Text


class SideEffect(Strict):
    """What the measure does to the life of the place: -2 much worse, +2 much better."""

    value: Annotated[int, Field(ge=-2, le=2)]
    note: Text


class Finding(Strict):
    """What is known on one side of a measure, graded as a practice sheet is; 0 means described, not evaluated."""

    grade: Annotated[int, Field(ge=0, le=5)] = 0
    text: Text | None = None


class Evidence(Strict):
    """Five sides of what is known: effect, mechanism, moderators, implementation, economics."""

    effect: Finding = Finding()
    mechanism: Finding = Finding()
    moderators: Finding = Finding()
    implementation: Finding = Finding()
    economics: Finding = Finding()


class Measure(Strict):
    """One row of the catalogue. No supplier and no product is ever named."""

    id: Slug
    label: Text
    description: Text
    kind: Kind
    category: Category
    temporal: Annotated[Once[Temporal], Field(min_length=1)]
    point_of_application: PointOfApplication
    functions: Once[Function]
    techniques: Once[Code]
    threats: Once[ThreatCode]
    phases: Once[Code]
    places: Once[Code] = []
    criteria: Once[CriteriaHead] = []
    criteria_note: Text | None = None
    side_effects: dict[SideEffectOn, SideEffect] = {}
    cost: Cost
    reversible: Reversible
    privacy: Privacy = "none"
    ai_act: AiAct = "none"
    legal: list[Legal] = []
    remit: Remit = "municipal"
    evidence: Evidence = Evidence()
    source: Literal["protect", "own"]
    source_note: Text | None = None
    checked_on: Month

    @model_validator(mode="before")
    @classmethod
    def _from_a_band(cls, given: Any) -> Any:
        """A row of an older pack gives a band in place of a range; it stays readable where it was loaded."""
        if not isinstance(given, dict) or given.get("cost") not in tuple(OLD_BANDS):
            return given
        low, high = OLD_BANDS[given["cost"]]
        note = {"en": "From the cost band of an older pack.", "fr": "D'après la tranche de coût d'un ancien pack."}
        cost = {"once": [low, high], "yearly": [0, 0], "per": "place", "currency": "EUR", "year": 2026, "basis": "own"}
        return {"techniques": [], "reversible": "with_traces"} | given | {"cost": cost | {"note": note}}


class Said(Strict):
    """Other words for a code of a vocabulary, separated by commas; they are recognised where somebody types what is wanted."""

    of: Literal[
        "kind", "category", "function", "technique", "threat", "phase", "place", "temporal", "reversible", "evidence",
        "budget", "currency", "thousand", "million", "skip",
    ]  # fmt: skip
    codes: list[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]{1,60}$")]] = []
    words: Text


class Vocabularies(Strict):
    """The words of the catalogue, each with its label and definition."""

    kinds: Once[Term]
    categories: Once[Term]
    temporal: Once[Term]
    points_of_application: Once[Term]
    techniques: Once[Term] = []
    functions: Once[Term]
    side_effects: Once[Term]
    cost_bands: Once[Term]
    cost_units: Once[Term] = []
    reversible: Once[Term] = []
    evidence_sides: Once[Term]
    evidence_grades: Once[Term]
    privacy: Once[Term]
    ai_act: Once[Term] = []
    legal_topics: Once[Term] = []
    remits: Once[Term]
    said: list[Said] = []


class MeasuresPack(Head):
    """A part of the catalogue; the vocabularies stand in one of the packs."""

    kind: Literal["measures"]
    vocabularies: Vocabularies | None = None
    measures: Once[Measure] = []
