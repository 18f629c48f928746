"""Checks of the answers to the questionnaire of a method, given on site or at a desk."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from parvis.assessment.rules.lint.facts import Facts, Subject
from parvis.assessment.rules.lint.registry import rule
from parvis.content.schemas.questionnaire import SILENT


@rule(
    "question_open", "note",
    _("A question that applies here has no answer."),
    _("An open question is not a good answer; in a sum it is easily taken for one."),
    _("Answer it on the next visit, or say that it could not be seen."),
)  # fmt: skip
def question_open(facts: Facts) -> Iterator[Subject]:
    answered = {answer.question for answer in facts.answers}
    if facts.answers:
        yield from (Subject(words, pk, "visit") for pk, words in facts.questions.items() if pk not in answered)


@rule(
    "answers_differ", "warning",
    _("Two assessors answered the same question differently."),
    _("They looked at another hour or another spot, or one of them is mistaken: neither is overwritten."),
    _("Ask both what they saw, and let them answer again."),
)  # fmt: skip
def answers_differ(facts: Facts) -> Iterator[Subject]:
    # In one zone; and who answered differently on two phones has to choose first.
    given: dict[tuple[str, UUID | None], dict[UUID, set[str]]] = defaultdict(lambda: defaultdict(set))
    for answer in facts.answers:
        if answer.value not in SILENT:
            given[answer.question, answer.zone][answer.assessor].add(answer.value)
    apart: dict[str, set[str]] = defaultdict(set)
    for (question, _zone), people in given.items():
        values = {value for mine in people.values() if len(mine) == 1 for value in mine}
        if len(values) > 1:
            apart[question] |= values
    labels = {answer.question: answer.label for answer in facts.answers}
    for question, values in sorted(apart.items()):
        yield Subject(labels[question], question, "visit", state=tuple(sorted(values)))


@rule(
    "answer_against_measure", "warning",
    _("An answer on site shows a gap, although the measure that would close it is noted as working."),
    _("The list of measures or the answer is wrong."),
    _("Look at the measure again and correct its state, or the answer."),
)  # fmt: skip
def answer_against_measure(facts: Facts) -> Iterator[Subject]:
    working = {m.row for m in facts.measures if m.state == "good" and m.row}
    for answer in facts.answers:
        if answer.weak and answer.answered_by & working:
            yield Subject(answer.label, answer.question, "visit", state=(answer.value,))
