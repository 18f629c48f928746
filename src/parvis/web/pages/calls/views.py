"""The calls that the reader may know of, and the page of one: where it stands and what comes next."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.solutions.models import MOVES, Call
from parvis.solutions.queries import calls as queries
from parvis.web.pages.calls.wording import amended, phase_words
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp

PER_PAGE = 40
STAGES = (
    "draft",
    "questions",
    "answers",
    "closed",
    "opened",
    "screened",
    "evaluated",
    "shortlisted",
    "demonstrated",
    "decided",
)


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    """Every call, the newest first."""
    page = Paginator(queries.calls(account), PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [{"call": found, "phase": phase_words(found.phase(now))} for found in page]
    return render(request, "calls/list.html", {"page": page, "rows": rows})


def stages(phase: str) -> list[dict[str, Any]]:
    at = STAGES.index(phase) if phase in STAGES else -1
    return [
        {"name": phase_words(code), "done": number < at, "current": number == at} for number, code in enumerate(STAGES)
    ]


def _evaluation(account: Account, found: Call, phase: str) -> dict[str, Any]:
    """What the page knows of the answers: how many while they are sealed, which ones afterwards."""
    opened, lead = queries.opened_answers(account, found), may(account, Can.SOLVE, found)
    later = [to for to in MOVES[found.state] if to in STAGES[STAGES.index("evaluated") :]] if lead else []
    return {
        "arrived": queries.arrived(found),
        "opened": opened,
        "openings": queries.openings(found),
        "unscreened": sum(row.answer.admitted is None for row in opened),
        "fixed": found.comparison is not None and found.comparison.weights_fixed is not None,
        "second": found.opening_by_id is not None and found.opening_by_id != account.pk,
        "may_break": found.state == Call.State.PUBLISHED and may(account, Can.DECIDE, found),
        "steps": [(to, phase_words(to)) for to in later if phase != "opened"],
        "shortlisting": Call.State.SHORTLISTED in later,
        "deciding": Call.State.DECIDED in later,
    }


@signed_in
def call(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One call for those who carry it out."""
    found = queries.call(account, pk)
    phase, lead = found.phase(timezone.now()), may(account, Can.SOLVE, found)
    questions = list(found.questions.order_by("asked", "pk"))
    context = {
        "call": found,
        "place": found.place,
        "tlp": tlp(found.marking),
        "phase": phase,
        "phase_words": phase_words(phase),
        "stages": stages(phase),
        "asked": list(found.asked.select_related("requirement").order_by("number")),
        "hits": queries.hits(found) if lead and found.state == Call.State.DRAFT else [],
        "waiting": [row for row in questions if not row.answered and not row.set_aside],
        "dealt_with": [row for row in questions if row.answered or row.set_aside],
        "amendments": [amended(row) for row in found.amendments.order_by("number")],
        "link": request.build_absolute_uri(reverse("call:call", args=[found.pk])) if found.published else "",
        "lead": lead,
        "may_export": may(account, Can.EXPORT, found),
        **_evaluation(account, found, phase),
        "zone": timezone.get_current_timezone_name(),
        "page_title": _("Call for information"),
    }
    return render(request, "calls/call.html", context)
