"""Exercises of the city and of one place."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.access.queries import may, reach
from parvis.access.roles import Can
from parvis.exercises import queries
from parvis.exercises.models import Exercise
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.plans import queries as plans
from parvis.thread.queries import ribbons
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp

PER_PAGE = 40


@signed_in
def exercises(request: HttpRequest, account: Account) -> HttpResponse:
    """Exercises that run first, then the newest; lessons that wait are one press away."""
    state = request.GET.get("state", "")
    wanted = queries.exercises(account)
    if state in Exercise.State.values:
        wanted = wanted.filter(state=state)
    page = Paginator(wanted.order_by("-created", "id"), PER_PAGE).get_page(request.GET.get("page"))
    live = queries.exercises(account).filter(state__in=("running", "paused")).order_by("t0", "id")
    context = {
        "page": page,
        "live": live[:5],
        "state": state,
        "states": Exercise.State.choices,
        "may_direct": reach(account).may_anywhere(Can.DIRECT),
        "waiting": queries.lessons(account).filter(state__in=queries.WAITING).count(),
    }
    return render(request, "exercises/list.html", context)


@signed_in
def of_place(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """What was exercised at one place, and the lessons of it."""
    home = places.place(account, place)
    lessons = list(queries.lessons(account, home.pk))
    context = {
        "place": home,
        "tlp": tlp(home.marking),
        "links": ribbons(account, [home])[home.pk],
        "rows": queries.exercises(account).filter(place=home).order_by("-created", "id"),
        "plan": plans.plan(account, home) or plans.plans(account).filter(place=home).order_by("-changed", "id").first(),
        "waiting": [row for row in lessons if row.state in queries.WAITING],
        "closed": [row for row in lessons if row.state not in queries.WAITING],
        "follow": queries.follow_through(account, home.pk),
        "may_direct": may(account, Can.DIRECT, home),
        "may_plan": may(account, Can.PLAN, home),
    }
    return render(request, "exercises/place.html", context)
