"""The questionnaire of an assessment as it is asked at its place: in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.assessment.models import Assessment
from parvis.assessment.queries.methods import method_of
from parvis.assessment.queries.tier import holding_of
from parvis.content.queries import label
from parvis.content.schemas.method import Tier
from parvis.content.schemas.questionnaire import Question, Questionnaire
from parvis.people.models import Account
from parvis.places.models import Zone
from parvis.places.queries import zones


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    anchor: str = ""


@dataclass(frozen=True)
class Ask:
    """One question. It is answered for the place as a whole, or for one of the zones where it can be looked at."""

    question: Question
    text: str
    why: str
    choices: tuple[Choice, ...]
    zones: tuple[Zone, ...]


@dataclass(frozen=True)
class Chapter:
    code: str
    label: str
    intro: str
    asks: tuple[Ask, ...]


def chapters(account: Account | None, of: Assessment) -> list[Chapter]:
    """The sections with their questions; empty when the method has no questionnaire."""
    form = method_of(of).questionnaire
    if form is None:
        return []
    there = sorted(zones(account, of.place_id), key=lambda zone: (zone.kind, zone.name, str(zone.pk)))
    graded = any(question.from_tier for question in form.questions)
    due, found = expected(of, holding_of(account, of).tier if graded else None), []
    for section in form.sections:
        mine = [question for question in due if question.section == section.code]
        if mine:
            intro = label(section.intro) if section.intro else ""
            asks = tuple(_ask(form, question, there) for question in mine)
            found.append(Chapter(section.code, label(section.label), intro, asks))
    return found


def expected(of: Assessment, tier: Tier | None) -> list[Question]:
    """The questions that are asked of a place of that tier; all of them where no tier is known."""
    form = method_of(of).questionnaire
    asked = form.questions if form else []
    return [q for q in asked if q.from_tier is None or tier is None or q.from_tier <= tier.number]


def _ask(form: Questionnaire, question: Question, there: list[Zone]) -> Ask:
    where = tuple(zone for zone in there if zone.kind in question.zones or not question.zones)
    return Ask(question, label(question.text), label(question.why), tuple(choices_of(form, question)), where)


def choices_of(form: Questionnaire, question: Question) -> list[Choice]:
    """The answers of a question, then the two that say nothing of the place."""
    scale = form.scale(question)
    if scale:
        own = [
            Choice(str(level.value), label(level.label), label(level.anchor) if level.anchor else "")
            for level in scale.levels
        ]
    else:
        own = [Choice("yes", pgettext("answer", "Yes")), Choice("no", pgettext("answer", "No"))]
    return [
        *own,
        Choice("not_observed", pgettext("answer", "Could not see it")),
        Choice("not_applicable", pgettext("answer", "Does not apply here")),
    ]


def unread_words(code: str) -> str:
    """Why an entry is kept but not counted."""
    return {
        "": "",
        "unknown_question": _("kept, but the method does not know this question: the lead decides"),
        "off_scale": _("kept, but the method does not know this answer: the lead decides"),
    }.get(code, code)
