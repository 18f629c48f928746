"""Journal events of this room."""

from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class ObjectiveSet(Event):
    NAME: ClassVar[str] = "solutions.objective_set"
    vulnerability: UUID
    again: bool


class RequirementWritten(Event):
    NAME: ClassVar[str] = "solutions.requirement_written"
    priority: str
    vulnerability: UUID
    replaces: UUID | None = None


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


class OwnWeightsGiven(Event):
    """Somebody gave their own weights, and in which way. The values stay out."""

    NAME: ClassVar[str] = "solutions.own_weights_given"
    comparison: UUID
    way: str


class WeightsFixed(Event):
    """From here on the weights cannot change: their digest stands in the chain."""

    NAME: ClassVar[str] = "solutions.weights_fixed"
    weights_sha256: str


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
    """From here on neither options nor weights can change."""

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


class TrialPrepared(Event):
    NAME: ClassVar[str] = "solutions.trial_prepared"
    comparison: UUID
    kind: str
    options: list[UUID]


class ObserverJoined(Event):
    NAME: ClassVar[str] = "solutions.observer_joined"
    kind: str


class RunWrittenDown(Event):
    """What was measured in one run. The values stay out."""

    NAME: ClassVar[str] = "solutions.run_written_down"
    option: UUID
    run: str
    values: int


class EvaluationEnded(Event):
    NAME: ClassVar[str] = "solutions.evaluation_ended"
    kind: str
    experts: int


class CountingChosen(Event):
    """Up to which evaluation scores count for the ranking; empty: the latest."""

    NAME: ClassVar[str] = "solutions.counting_chosen"
    kind: str


class Decided(Event):
    NAME: ClassVar[str] = "solutions.decided"
    comparison: UUID
    option: UUID
    first: UUID | None
    dissent: bool
    conditions: int
    review: str
    before_the_end: str = ""  # why an evaluation that was still open was not waited for


class CallPrepared(Event):
    NAME: ClassVar[str] = "solutions.call_prepared"
    requirements: list[UUID]


class CallChanged(Event):
    NAME: ClassVar[str] = "solutions.call_changed"
    fields: list[str]


class CallPublished(Event):
    """From here on everybody reads it, and it changes by amendments alone. `sha256` is of its public texts."""

    NAME: ClassVar[str] = "solutions.call_published"
    sha256: str
    closes: str


class CallAmended(Event):
    NAME: ClassVar[str] = "solutions.call_amended"
    number: int
    fields: list[str]
    closes: str


class CallCancelled(Event):
    NAME: ClassVar[str] = "solutions.call_cancelled"
    reason: str


class QuestionAsked(Event):
    """A question from the public page. Who asked is not known."""

    NAME: ClassVar[str] = "solutions.question_asked"
    call: UUID


class QuestionAnswered(Event):
    NAME: ClassVar[str] = "solutions.question_answered"
    call: UUID


class QuestionSetAside(Event):
    NAME: ClassVar[str] = "solutions.question_set_aside"
    call: UUID
    reason: str


class ConditionFulfilled(Event):
    NAME: ClassVar[str] = "solutions.condition_fulfilled"
    decision: UUID


class AnswerBegun(Event):
    """Somebody got a link of their own. Who it is stays sealed."""

    NAME: ClassVar[str] = "solutions.answer_begun"
    call: UUID


class DraftSaved(Event):
    NAME: ClassVar[str] = "solutions.draft_saved"
    call: UUID


class FileAttached(Event):
    NAME: ClassVar[str] = "solutions.file_attached"
    call: UUID
    size: int


class AnswerSent(Event):
    """What was sent stays sealed; its receipt and digest stand here."""

    NAME: ClassVar[str] = "solutions.answer_sent"
    call: UUID
    receipt: str
    sha256: str


class AnswerLate(Event):
    NAME: ClassVar[str] = "solutions.answer_late"
    call: UUID


class AnswerWithdrawn(Event):
    NAME: ClassVar[str] = "solutions.answer_withdrawn"
    call: UUID


class EvaluationPrepared(Event):
    NAME: ClassVar[str] = "solutions.evaluation_prepared"
    comparison: UUID


class OpeningOffered(Event):
    NAME: ClassVar[str] = "solutions.opening_offered"


class AnswersOpened(Event):
    NAME: ClassVar[str] = "solutions.answers_opened"
    answers: int
    together: bool
    reason: str


class SealBroken(Event):
    """Answers were read before the opening. The reason stands on the public page, too."""

    NAME: ClassVar[str] = "solutions.seal_broken"
    answers: int
    reason: str


class AnswerScreened(Event):
    NAME: ClassVar[str] = "solutions.answer_screened"
    call: UUID
    admitted: bool
    reason: str


class AnswersCompared(Event):
    NAME: ClassVar[str] = "solutions.answers_compared"
    comparison: UUID
    options: list[UUID]


class CallMoved(Event):
    NAME: ClassVar[str] = "solutions.call_moved"
    to: str
    reason: str


class MeasurePlaced(Event):
    NAME: ClassVar[str] = "solutions.measure_placed"
    option: UUID
    measure: str
    again: bool


class PlacementRemoved(Event):
    NAME: ClassVar[str] = "solutions.placement_removed"
    option: UUID
    measure: str


class CostsStated(Event):
    NAME: ClassVar[str] = "solutions.costs_stated"
    option: UUID
    stage: str
    items: list[str]


class StageBegun(Event):
    NAME: ClassVar[str] = "solutions.stage_begun"
    option: UUID
    stage: str


class RiskRestated(Event):
    """Somebody said what is left of a risk with an option. The levels stay out of the journal."""

    NAME: ClassVar[str] = "solutions.risk_restated"
    option: UUID
    scenario: UUID
    stage: str
    again: bool


class PortfolioOpened(Event):
    NAME: ClassVar[str] = "solutions.portfolio_opened"
    budget: int
    options: list[UUID]


class PortfolioChanged(Event):
    NAME: ClassVar[str] = "solutions.portfolio_changed"
    fields: list[str]


class PortfolioAsked(Event):
    """The combinations under the budget were asked for. `sha256` is of the numbers and rules that they rest on."""

    NAME: ClassVar[str] = "solutions.portfolio_asked"
    sha256: str


class PortfolioCancelAsked(Event):
    NAME: ClassVar[str] = "solutions.portfolio_cancel_asked"


class PortfolioEnded(Event):
    """`problem`: why it brought nothing new. `open`: why there may be more combinations than were proved."""

    NAME: ClassVar[str] = "solutions.portfolio_ended"
    problem: str
    combinations: int
    open: str


class CombinationChosen(Event):
    """Which options are to be decided together. It decides nothing."""

    NAME: ClassVar[str] = "solutions.combination_chosen"
    options: list[UUID]
    sha256: str
