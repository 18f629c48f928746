"""The questionnaire at a desk, or without JavaScript: a section a page. What is given is kept as entries, as from a phone."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.errors import NotAllowed, Refused
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment
from parvis.people.models import Account
from parvis.web.pages.assessment.answersheet import Sheet, photos_in, said_in, sheet_of
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.reading import form_page, signed_in


@signed_in
def begin(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The sections, and how far the reader is; with what others said beside it."""
    found = queries.assessment(account, pk)
    chapters = queries.chapters(account, found)
    if not chapters:
        raise Http404
    answered = queries.answers(account, found)
    own = {question for question, rows in answered.items() if any(row.assessor.pk == account.pk for row in rows)}
    context = {
        **head_of(found),
        "chapters": [
            {"chapter": chapter, "done": sum(ask.question.id in own for ask in chapter.asks)} for chapter in chapters
        ],
        "may_answer": _may_answer(account, found),
        "questions": _shown(chapters, answered, account),
        "lost": [row for rows in answered.values() for row in rows if row.unread],
        "first": chapters[0].code,
    }
    return render(request, "assessment/visit/answers.html", context)


def _may_answer(account: Account, found: Assessment) -> str:
    """Why the reader cannot answer, or an empty text."""
    try:
        actions.may_answer(account, found)
    except Refused as refused:
        return refused.sentence
    except NotAllowed as refused:
        return refused.reason
    return ""


def _shown(chapters: list[queries.Chapter], answered: dict[str, list[queries.Answered]], account: Account) -> list[Any]:
    """Every question that somebody answered, with each person's words in the labels of its answers."""
    found = []
    for ask in (ask for chapter in chapters for ask in chapter.asks):
        labels = {choice.value: choice.label for choice in ask.choices}
        zones = {zone.pk: zone.name for zone in ask.zones}
        rows = [
            {
                "row": row,
                "values": [labels.get(value, value) for value in row.values],
                "zone": zones.get(row.zone, "") if row.zone else "",
                "mine": row.assessor.pk == account.pk,
            }
            for row in answered.get(ask.question.id, [])
        ]
        if rows:
            found.append({"text": ask.text, "rows": rows})
    return found


@dataclass(frozen=True)
class Spot:
    """Where in the questionnaire a page is."""

    found: Assessment
    chapters: list[queries.Chapter]
    place: int
    zone: UUID | None

    @property
    def chapter(self) -> queries.Chapter:
        return self.chapters[self.place]

    def address(self, place: int) -> str:
        url = reverse("assessment:answer_section", args=[self.found.pk, self.chapters[place].code])
        return url + (f"?zone={self.zone}" if self.zone else "")


@form_page
def section(request: HttpRequest, account: Account, pk: str, section: str) -> HttpResponse:
    """One section: its questions that are asked by now, with what the reader answered before."""
    found = queries.assessment(account, pk)
    chapters = queries.chapters(account, found)
    place = next((n for n, chapter in enumerate(chapters) if chapter.code == section), None)
    if place is None:
        raise Http404
    actions.may_answer(account, found)
    spot = Spot(found, chapters, place, _zone(request, chapters))
    if request.method == "POST":
        return _keep(request, account, spot)
    return _render(request, spot, sheet_of(account, found, spot.chapter, spot.zone))


def _zone(request: HttpRequest, chapters: list[queries.Chapter]) -> UUID | None:
    """The zone that the page is about: one of the place, or the place as a whole."""
    known = {str(zone.pk): zone.pk for chapter in chapters for ask in chapter.asks for zone in ask.zones}
    return known.get(request.POST.get("zone") or request.GET.get("zone") or "")


def _keep(request: HttpRequest, account: Account, spot: Spot) -> HttpResponse:
    sheet = sheet_of(account, spot.found, spot.chapter, spot.zone)
    actions.answer_here(account, spot.found, said_in(request.POST, sheet, account))
    wrong = {}
    for question, said, data in photos_in(request, sheet, account):
        try:
            actions.photo_here(account, spot.found, said, data)
        except Refused as refused:
            wrong[question] = refused.sentence
    after = sheet_of(account, spot.found, spot.chapter, spot.zone)
    if wrong:
        messages.error(request, _("Your answers are kept. A photo could not be taken: see below."))
        return _render(request, spot, after, wrong)
    fresh = len(after.rows) - len(sheet.rows)
    if fresh > 0:
        words = ngettext("Kept. %(n)d more question follows.", "Kept. %(n)d more questions follow.", fresh)
        messages.success(request, words % {"n": fresh})
        return redirect(spot.address(spot.place))
    messages.success(request, _("Kept."))
    if spot.place + 1 < len(spot.chapters):
        return redirect(spot.address(spot.place + 1))
    return redirect("assessment:answers", pk=spot.found.pk)


def _render(request: HttpRequest, spot: Spot, sheet: Sheet, wrong: dict[str, str] | None = None) -> HttpResponse:
    zones = {zone.pk: zone.name for ask in spot.chapter.asks for zone in ask.zones}
    context = {
        **head_of(spot.found),
        "chapter": spot.chapter,
        "number": spot.place + 1,
        "total": len(spot.chapters),
        "before": spot.address(spot.place - 1) if spot.place else "",
        "zones": sorted(zones.items(), key=lambda pair: pair[1]),
        "zone": sheet.zone,
        "rows": [{"row": row, "wrong": (wrong or {}).get(row.ask.question.id, "")} for row in sheet.rows],
        "once": uuid4(),
        "waiting": len(spot.chapter.asks) - len(sheet.rows),
    }
    return render(request, "assessment/visit/section.html", context, status=422 if wrong else 200)
