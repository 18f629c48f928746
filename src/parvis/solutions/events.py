"""Journal events of this room."""

from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class RequirementWritten(Event):
    NAME: ClassVar[str] = "solutions.requirement_written"
    priority: str
    vulnerability: UUID


class RequirementChanged(Event):
    NAME: ClassVar[str] = "solutions.requirement_changed"
    fields: list[str]


class ComparisonOpened(Event):
    NAME: ClassVar[str] = "solutions.comparison_opened"
    criteria: str
    requirements: list[UUID]
    supersedes: UUID | None


class WeightsSet(Event):
    NAME: ClassVar[str] = "solutions.weights_set"
    weights: dict[str, int]


class OptionAdded(Event):
    NAME: ClassVar[str] = "solutions.option_added"
    comparison: UUID
    measures: list[str]
    requirements: list[UUID]


class OptionChanged(Event):
    NAME: ClassVar[str] = "solutions.option_changed"
    fields: list[str]


class OptionRemoved(Event):
    NAME: ClassVar[str] = "solutions.option_removed"
    comparison: UUID


class ScoringStarted(Event):
    """From here on the weights cannot change: their digest stands in the chain."""

    NAME: ClassVar[str] = "solutions.scoring_started"
    weights_sha256: str
    options: list[UUID]


class InterestDeclared(Event):
    """An expert said whether they have an interest. What it is stays out."""

    NAME: ClassVar[str] = "solutions.interest_declared"
    comparison: UUID
    concerns: bool
    options: list[UUID]


class InterestRuled(Event):
    NAME: ClassVar[str] = "solutions.interest_ruled"
    comparison: UUID
    ruling: str


class OptionScored(Event):
    """An expert scored an option. The values stay out: others must not read them while they still score."""

    NAME: ClassVar[str] = "solutions.option_scored"
    comparison: UUID
    criteria: int


class ScoringEnded(Event):
    NAME: ClassVar[str] = "solutions.scoring_ended"
    experts: int


class Decided(Event):
    NAME: ClassVar[str] = "solutions.decided"
    comparison: UUID
    option: UUID
    first: UUID | None
    dissent: bool
    review: str
