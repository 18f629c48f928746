"""What the questionnaire says: every assessor beside the others, and from each figure back to the answers."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.assessment import queries
from parvis.content.queries import label, measures
from parvis.content.schemas.questionnaire import Questionnaire
from parvis.files.models import File
from parvis.people.models import Account
from parvis.places.queries import zones
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.reading import signed_in

MOST = 5  # so many gaps stand at the top; the others in their sections


@dataclass(frozen=True)
class Said:
    """One assessor's answer to one question, as it stands."""

    who: str
    zone: str
    words: str
    notes: list[str]
    photos: tuple[File, ...]
    torn: bool


@signed_in
def scores(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Sections with each assessor's score; beneath every section its questions with what each assessor said."""
    found = queries.assessment(account, pk)
    filled = queries.filled(account, found)
    form = queries.method_of(found).questionnaire
    context: dict[str, Any] = {
        **head_of(found),
        "filled": filled,
        "form": form,
        "may_answer": may(account, Can.JUDGE, found),
        "parts": [],
        "most": [],
    }
    if filled and form:
        names = {zone.pk: zone.name for zone in zones(account, found.place_id)}
        context["most"] = [{"ask": ask, "helps": _helps(ask)} for ask in filled.overall.decides[:MOST]]
        context["parts"] = [_part(form, filled, part, names) for part in filled.sections]
    return render(request, "assessment/scores.html", context)


def _part(form: Questionnaire, filled: queries.Filled, part: queries.Part, names: dict[Any, str]) -> dict[str, Any]:
    asks = [ask for ask in filled.asks.values() if ask.question.section == part.code]
    section = next(section for section in form.sections if section.code == part.code)
    return {
        "part": part,
        "rule": section.rule,
        "questions": [
            {
                "ask": ask,
                "decides": ask in part.decides,
                "apart": ask in filled.apart,
                "said": [_said(form, ask, row, names) for row in filled.answered.get(ask.question.id, [])],
                "helps": _helps(ask),
            }
            for ask in asks
        ],
    }


def _helps(ask: queries.Ask) -> list[str]:
    """What of the catalogue would help."""
    return [label(measures()[name].label) for name in ask.question.measures if name in measures()]


def _said(form: Questionnaire, ask: queries.Ask, row: queries.Answered, names: dict[Any, str]) -> Said:
    words = " / ".join(queries.value_words(form, ask, value) for value in row.values)
    notes = [entry.note for entry in row.notes]
    return Said(row.assessor.name, names.get(row.zone, ""), words, notes, row.photos, row.torn)
