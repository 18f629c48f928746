"""What the checks know of the answers given on site or at a desk: plain values of one assessment, without a query."""

from collections.abc import Sequence
from typing import Any

from parvis.assessment.models import Assessment, VisitEntry
from parvis.assessment.queries.asking import expected
from parvis.assessment.queries.methods import method_of
from parvis.assessment.queries.visiting import said_of
from parvis.assessment.rules import scoring, visit
from parvis.assessment.rules.lint.facts import Answer
from parvis.content.queries import label
from parvis.content.schemas.method import Tier
from parvis.content.schemas.questionnaire import Question, Questionnaire

#: From this share of what can be missing on, an answer shows a gap: nearer to nothing than to all.
WEAK = 0.5


def said_on_site(of: Assessment, entries: Sequence[VisitEntry], tier: Tier | None) -> dict[str, Any]:
    """Whether somebody was on site, what stands, and the questions that are due by what was answered."""
    form = method_of(of).questionnaire
    if form is None:
        return {}
    unread = {row.pk for row in entries if row.unread}
    standing = {
        where: visit.values(said for said in found if said.id not in unread)
        for where, found in visit.fold(map(said_of, entries)).items()
        if where.kind == visit.ANSWER
    }
    given = scoring.by_assessor(
        {
            name: [(w.assessor, w.zone, v) for w, v in standing.items() if w.question == name]
            for name in _names(standing)
        }
    )
    known = {question.id: question for question in form.questions}
    due = [q for q in expected(of, tier) if any(visit.asked(form, mine, q) for mine in given.values())]
    return {
        "visited": any(row.visit_id for row in entries),
        "answers": tuple(
            _answer(form, known[where.question], where, value) for where, found in standing.items() for value in found
        ),
        "questions": {question.id: label(question.text) for question in due},
    }


def _names(standing: dict[visit.Register, tuple[str, ...]]) -> list[str]:
    return sorted({where.question for where in standing})


def _answer(form: Questionnaire, question: Question, where: visit.Register, value: str) -> Answer:
    missing = scoring.missing(form, question, value)
    return Answer(
        question=question.id,
        label=label(question.text),
        assessor=where.assessor,
        value=value,
        zone=where.zone,
        weak=missing is not None and missing > WEAK,
        answered_by=frozenset(question.measures),
    )
