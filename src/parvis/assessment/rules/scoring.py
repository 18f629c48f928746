"""From one assessor's answers to what is missing, section by section. Pure functions.

A question that was answered in several zones stands by its weakest zone. What two phones answered apart is open until
its author chooses. Shares run from 0 (nothing is missing) to 1 (everything is).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from parvis.assessment.rules.visit import asked
from parvis.content.schemas.questionnaire import Question, Questionnaire, Verdict
from parvis.engines import risk
from parvis.engines.risk.questionnaire import Open

Given = Mapping[tuple[str, UUID | None], tuple[str, ...]]


def score(form: Questionnaire, expected: Sequence[Question], given: Given) -> risk.Scores:
    """The score over the questions that are expected here and whose conditions hold; sections without one are left out."""
    items = [item for question in expected if (item := _item(form, question, given)) is not None]
    there = {item.section for item in items if item.weight}
    kept = [item for item in items if item.section in there]
    return risk.score_questionnaire(
        kept,
        within={section.code: section.rule for section in form.sections if section.code in there},
        between=form.rule,
        section_weights={section.code: section.weight for section in form.sections if section.code in there},
    )


def _item(form: Questionnaire, question: Question, given: Given) -> risk.Item | None:
    """One question as the engine takes it; None when earlier answers say that it is not to be asked."""
    kind, scale = _kind(form, question), form.scale(question)
    zones = [zone for (name, zone) in given if name == question.id]
    if not zones and not asked(form, given, question):
        return None
    found = [_answer(given[question.id, zone], graded=bool(scale)) for zone in zones]
    answer = max(found, key=lambda one: _badness(kind, one), default=None)
    return risk.Item(question.id, question.section, kind, answer, question.weight)


def _kind(form: Questionnaire, question: Question) -> risk.YesNo | risk.Graded:
    scale = form.scale(question)
    if scale:
        return risk.Graded(scale.levels[0].value, scale.levels[-1].value, scale.better)
    return risk.YesNo(question.good == "yes")


def missing(form: Questionnaire, question: Question, value: str) -> float | None:
    """The share of what can be missing that one answer shows; None where it says nothing of the place."""
    return _kind(form, question).gap(_answer((value,), graded=bool(form.scale(question))))


def _answer(values: tuple[str, ...], *, graded: bool) -> float | Open | None:
    if len(values) != 1:
        return None
    (value,) = values
    silent: dict[str, Open] = {"not_applicable": "not_applicable", "not_observed": "not_observed"}
    if value in silent:
        return silent[value]
    return float(value) if graded else value == "yes"


def _badness(kind: risk.YesNo | risk.Graded, answer: float | Open | None) -> float:
    """The weakest zone counts; an open one comes before a good one, and what does not apply last."""
    if answer == "not_applicable":
        return -1.0
    gap = kind.gap(answer)
    return 0.5 if gap is None else gap + 0.01


def verdict(form: Questionnaire, share: float) -> Verdict:
    """How a share of what is missing reads."""
    return [one for one in form.verdicts if one.from_share <= share + 1e-9][-1]


def by_assessor(rows: Mapping[str, Sequence[tuple[UUID, UUID | None, tuple[str, ...]]]]) -> dict[UUID, Given]:
    """Answers by question, each as (assessor, zone, values), turned over: for every assessor what they gave."""
    found: dict[UUID, dict[tuple[str, UUID | None], tuple[str, ...]]] = defaultdict(dict)
    for question, answers in rows.items():
        for assessor, zone, values in answers:
            if values:
                found[assessor][question, zone] = values
    return dict(found)
