"""One place at two times: which scenarios are the same one, and which figures can be compared at all. Pure functions."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from parvis.assessment.rules.scoring import Given
from parvis.content import carrying
from parvis.content.schemas import MethodPack
from parvis.content.schemas.questionnaire import Question

Change = Literal["higher", "same", "lower", ""]


@dataclass(frozen=True)
class Told:
    """A scenario as far as pairing needs it; `of` is the one that it was taken over from."""

    pk: UUID
    threat: str
    zone: str
    of: UUID | None = None


def pairs(
    then: Sequence[Told], now: Sequence[Told], origins: Mapping[UUID, UUID | None]
) -> list[tuple[Told | None, Told | None]]:
    """Each scenario of now with the one of then that it was taken over from, or that has its threat and its zone.

    `origins` leads from a scenario to the one it began as, also through assessments in between. What has no other half
    stands alone, those of then at the end. No scenario is used twice.
    """
    left = {told.pk: told for told in then}
    found: dict[UUID, Told] = {}
    for told in now:
        before = taken_over(told, left, origins)
        if before:
            found[told.pk] = left.pop(before)
    for told in now:
        same = next((old for old in left.values() if (old.threat, old.zone) == (told.threat, told.zone)), None)
        if told.pk not in found and same:
            found[told.pk] = left.pop(same.pk)
    return [*((found.get(told.pk), told) for told in now), *((told, None) for told in left.values())]


def taken_over(told: Told, left: Container[UUID], origins: Mapping[UUID, UUID | None]) -> UUID | None:
    """The one among these from which it was taken over, straight or through others; None where there is none."""
    before, met = told.of, {told.pk}
    while before is not None and before not in met:
        if before in left:
            return before
        met.add(before)
        before = origins.get(before)
    return None


def change(before: float | None, after: float | None) -> Change:
    """The way from one figure to the other; empty where one of them is not known."""
    if before is None or after is None:
        return ""
    return "same" if before == after else "higher" if after > before else "lower"


def not_carried(old: MethodPack, new: MethodPack, factor: str) -> str:
    """Why old values of a factor are not compared: method, gone, unstated, rule; an empty text where they are."""
    if old.urn != new.urn:
        return "method"
    if factor not in {found.code for found in new.factors}:
        return "gone"
    if factor in carrying.unstated(old, new):
        return "unstated"
    entry = carrying.rule(new, old.version)
    return "rule" if entry and entry.factors.get(factor) == {} else ""


def section_differs(old: MethodPack, new: MethodPack, before: Sequence[Question], after: Sequence[Question]) -> str:
    """Why the scores of a section are not compared: method, questions, unstated, rule; an empty text where they are."""
    if old.urn != new.urn:
        return "method"
    if {(q.id, q.weight, q.good, q.scale) for q in before} != {(q.id, q.weight, q.good, q.scale) for q in after}:
        return "questions"
    scales = {question.scale for question in after if question.scale}
    if scales & set(carrying.unstated(old, new)):
        return "unstated"
    entry = carrying.rule(new, old.version)
    return "rule" if entry and any(entry.scales.get(scale) == {} for scale in scales) else ""


def carried_answers(new: MethodPack, version: str, given: Given) -> Given:
    """Answers given under an older version on the scales of `new`; one without a counterpart is left out."""
    entry, form = carrying.rule(new, version), new.questionnaire
    if entry is None or form is None or not entry.scales:
        return given
    scale_of = {question.id: question.scale for question in form.questions}
    found = {}
    for (question, zone), values in given.items():
        levels = entry.scales.get(scale_of.get(question) or "")
        kept = values if levels is None else tuple(_level(levels, value) for value in values)
        if "" not in kept:
            found[question, zone] = kept
    return found


def _level(levels: Mapping[int, int], value: str) -> str:
    """The new level of an old one; what says nothing of the place stays as it is."""
    if not value.lstrip("-").isdigit():
        return value
    return str(levels[int(value)]) if int(value) in levels else ""
