"""Questionnaires of a method: sections, questions with conditions and weights, scales brought to one, the weakest point."""

from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from parvis.content.schemas.common import Code, Once, Scale, Slug, Strict, Text, ThreatCode

#: Answers that any question takes beside its own: it does not apply here, or nobody could see it.
SILENT = ("not_applicable", "not_observed")
YES_NO = ("yes", "no")
#: More than anybody answers in a day; a longer list is several methods.
MOST_QUESTIONS = 1000

Rule = Literal["weighted_mean", "weakest"]
Weight = Annotated[float | int, Field(ge=0, le=100)]


class AnswerScale(Strict):
    """A graded answer. `better` says at which end nothing is missing."""

    code: Code
    levels: Scale
    better: Literal["high", "low"]


class Condition(Strict):
    """A question is asked only when another one got one of these answers."""

    question: Slug
    answers: Annotated[Once[str], Field(min_length=1)]


class Section(Strict):
    """A chapter of the questionnaire: one screen on the phone's list, one line of the result."""

    code: Code
    label: Text
    intro: Text | None = None
    moment: Literal["before", "during", "after"] | None = None
    rule: Rule = "weighted_mean"
    weight: Weight = 1


class Question(Strict):
    """One question. It asks what protects, never how harm is done."""

    id: Slug
    section: Code
    text: Text
    why: Text
    scale: Code | None = None  # None: yes or no
    good: Literal["yes", "no"] = "yes"
    weight: Weight = 1
    zones: Once[Code] = []
    threats: Once[ThreatCode] = []
    functions: Once[Code] = []
    measures: Once[Slug] = []  # rows of the catalogue that would help
    when: list[Condition] = []  # all of them must hold
    from_tier: Annotated[int, Field(ge=1, le=9)] | None = None


class Verdict(Strict):
    """How a share of what is missing reads: from `from_share` (0 nothing is missing, 1 everything) upwards."""

    value: Annotated[int, Field(ge=0, le=20)]
    label: Text
    asks: Text
    from_share: Annotated[float | int, Field(ge=0, le=1)]


class Questionnaire(Strict):
    """Sections and questions. The result is a share of what is missing, with what nobody saw shown beside it."""

    rule: Rule = "weighted_mean"
    scales: Once[AnswerScale] = []
    sections: Annotated[Once[Section], Field(min_length=1, max_length=60)]
    questions: Annotated[Once[Question], Field(min_length=1)]
    verdicts: Annotated[Once[Verdict], Field(min_length=2)]

    def scale(self, question: Question) -> AnswerScale | None:
        """The scale of a graded question; None for yes or no."""
        return next((scale for scale in self.scales if scale.code == question.scale), None)

    def answers(self, question: Question) -> list[str]:
        """The answers that a question takes, as they are stored, without the silent ones."""
        scale = self.scale(question)
        return [str(level.value) for level in scale.levels] if scale else list(YES_NO)

    @model_validator(mode="after")
    def _holds_together(self) -> "Questionnaire":
        if len(self.questions) > MOST_QUESTIONS:
            raise ValueError(f"too_many_questions:{len(self.questions)}")
        _known(self)
        for section in self.sections:
            mine = [question.weight for question in self.questions if question.section == section.code]
            if not sum(mine):
                raise ValueError(f"no_weight:{section.code}")
        if not sum(section.weight for section in self.sections):
            raise ValueError("no_weight:sections")
        shares = [verdict.from_share for verdict in self.verdicts]
        if shares[0] != 0 or shares != sorted(set(shares)):
            raise ValueError("verdicts:" + ", ".join(map(str, shares)))
        return self


def _known(form: Questionnaire) -> None:
    """Everything named exists, a condition waits for answers that can come, and conditions do not go in circles."""
    sections = {section.code for section in form.sections}
    by_id = {question.id: question for question in form.questions}
    for question in form.questions:
        if question.section not in sections or (question.scale and form.scale(question) is None):
            raise ValueError(f"unknown:{question.id}: {question.section}, {question.scale or 'yes_no'}")
        for condition in question.when:
            asked = by_id.get(condition.question)
            if asked is None or not set(condition.answers) <= {*form.answers(asked), *SILENT}:
                raise ValueError(f"unknown:{question.id}: {condition.question}, {', '.join(condition.answers)}")
    try:
        TopologicalSorter({q.id: [c.question for c in q.when] for q in form.questions}).prepare()
    except CycleError as error:
        raise ValueError("condition_cycle:" + " → ".join(reversed(error.args[1]))) from error
