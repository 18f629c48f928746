"""The assessments that the reader may see, and those of one place with what belongs to it."""

import uuid
from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.access.queries import may, reach
from parvis.access.roles import Can
from parvis.assessment import queries
from parvis.assessment.models import Assessment
from parvis.assessment.rules import states
from parvis.content.queries import choices
from parvis.people.models import Account
from parvis.places.queries import place as the_place
from parvis.thread.queries import graded, grades, newest_examined, ribbons
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp

PER_PAGE = 20


@signed_in
def assessments(request: HttpRequest, account: Account) -> HttpResponse:
    """Every assessment with its state and whose turn it is, the newest first."""
    wanted = queries.assessments(account).select_related("place")
    state = request.GET.get("state", "")
    if state in Assessment.State.values:
        wanted = wanted.filter(state=state)
    page = Paginator(wanted.order_by("-created", "id"), PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    # What is left to mend in a closed assessment stands in the ribbon of its place and on its own page.
    turns, graded = queries.turns(account, rows), grades(account, [row for row in rows if row.state != states.CLOSED])
    context = {
        "page": page,
        "rows": [{"assessment": row, "turn": turns[row.pk], "grade": graded.get(row.pk)} for row in rows],
        "mine": [{"assessment": row, "turn": turns[row.pk]} for row in rows if turns[row.pk].mine],
        "state": state,
        "states": Assessment.State.choices,
        "may_open": reach(account).may_anywhere(Can.LEAD_ASSESSMENT),
    }
    return render(request, "assessment/list.html", context)


@signed_in
def of_place(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """The assessments of a place, what already protects it, and what is weak there."""
    found = the_place(account, place)
    rows = list(queries.assessments(account).filter(place=found).order_by("-created", "id"))
    turns = queries.turns(account, rows)
    counts = Counter(queries.measures(account, found.pk).values_list("state", flat=True))
    context = {
        "place": found,
        "tlp": tlp(found.marking),
        "links": graded(ribbons(account, [found])[found.pk], newest_examined(account, found)),
        "rows": [{"assessment": row, "turn": turns[row.pk]} for row in rows],
        "measures": [(code, name, counts[code]) for code, name in choices("measure_states") if counts[code]],
        "weaknesses": queries.vulnerabilities(account, found.pk)[:12],
        "may_lead": may(account, Can.LEAD_ASSESSMENT, found),
        "first_look": queries.first_look() if may(account, Can.JUDGE, found) else None,
        "once": uuid.uuid4(),
    }
    return render(request, "assessment/place.html", context)
