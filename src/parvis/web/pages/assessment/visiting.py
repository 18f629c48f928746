"""Taking a visit along, extending it, taking it back: the buttons on the page of an assessment."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment
from parvis.people.models import Account
from parvis.web.pages.reading import press


def on_site(account: Account, found: Assessment) -> dict[str, Any] | None:
    """What the card “On site” shows; None where the method asks no questions."""
    if queries.method_of(found).questionnaire is None:
        return None
    try:
        actions.may_answer(account, found)
    except (NotAllowed, Refused):
        takes_part = False
    else:
        takes_part = True
    answered = queries.answers(account, found)
    asked = sum(len(chapter.asks) for chapter in queries.chapters(account, found))
    trips = queries.visits(account, found)
    return {
        "once": uuid4(),
        "takes_part": takes_part,
        "lead": may(account, Can.LEAD_ASSESSMENT, found),
        "trips": [
            {"trip": trip, "mine": trip.visit.assessor_id == account.pk, "open": trip.state in {"open", "expired"}}
            for trip in trips
        ],
        "answered": len(answered),
        "asked": asked,
    }


@press
def take_along(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Issue a visit, then to the page that keeps it on the phone."""
    found = queries.assessment(account, pk)
    try:
        visit = actions.issue_visit(account, found, id=_uuid(request.POST.get("id", "")))
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("assessment:assessment", pk=pk)
    return redirect("visit:visit", pk=visit.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@press
def extend(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    visit = queries.visit(account, pk)
    try:
        actions.extend_visit(account, visit)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The visit is open for another day: what waits on the phone can be sent."))
    return redirect("assessment:assessment", pk=visit.assessment_id)


@press
def revoke(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    visit = queries.visit(account, pk)
    try:
        actions.revoke_visit(account, visit, why=request.POST.get("why", ""))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The visit is taken back: its phone sends nothing any more."))
    return redirect("assessment:assessment", pk=visit.assessment_id)
