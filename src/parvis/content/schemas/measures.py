"""Measure packs: the neutral catalogue of what a city can do, human and technical answers side by side."""

from typing import Annotated, Literal

from pydantic import Field

from parvis.content.schemas.common import Code, Head, Month, Once, Slug, Strict, Term, Text, ThreatCode

Kind = Literal["technical", "human", "design", "procedure"]
Category = Literal["ict", "sensors", "actuators", "physical", "methods"]
Temporal = Literal["structural", "event_driven"]
PointOfApplication = Literal["effort", "risk", "reward", "circumstances", "other"]
Function = Literal[
    "alert", "surveil", "respond", "protect", "detect", "overcome", "improvise", "restrict", "adapt", "other"
]
CriteriaHead = Literal["performance", "readiness", "physical", "cost", "compliancy", "social"]
SideEffectOn = Literal["openness", "accessibility", "heritage", "trade", "felt_safety", "rights"]
CostBand = Literal["none", "low", "medium", "high", "very_high", "unknown"]
Privacy = Literal["none", "personal_data", "high_risk"]
Remit = Literal["municipal", "operator", "shared", "police"]


class SideEffect(Strict):
    """What the measure does to the life of the place: -2 much worse, +2 much better."""

    value: Annotated[int, Field(ge=-2, le=2)]
    note: Text


class Finding(Strict):
    """What is known on one side of a measure; grade 0 means that nobody evaluated it."""

    grade: Annotated[int, Field(ge=0, le=4)] = 0
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
    threats: Once[ThreatCode]
    phases: Once[Code]
    criteria: Once[CriteriaHead] = []
    criteria_note: Text | None = None
    side_effects: dict[SideEffectOn, SideEffect] = {}
    cost: CostBand
    privacy: Privacy = "none"
    remit: Remit = "municipal"
    evidence: Evidence = Evidence()
    source: Literal["protect", "own"]
    source_note: Text | None = None
    checked_on: Month


class Vocabularies(Strict):
    """The words of the catalogue, each with its label and definition."""

    kinds: Once[Term]
    categories: Once[Term]
    temporal: Once[Term]
    points_of_application: Once[Term]
    functions: Once[Term]
    side_effects: Once[Term]
    cost_bands: Once[Term]
    evidence_sides: Once[Term]
    evidence_grades: Once[Term]
    privacy: Once[Term]
    remits: Once[Term]


class MeasuresPack(Head):
    """A part of the catalogue; the vocabularies stand in one of the packs."""

    kind: Literal["measures"]
    vocabularies: Vocabularies | None = None
    measures: Once[Measure] = []
