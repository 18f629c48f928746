"""All plans that the reader may see, and where to begin a new one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed
from parvis.access.queries import reach, visible_to
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans import queries
from parvis.plans.models import Plan
from parvis.web.pages.reading import signed_in

PER_PAGE = 40


@signed_in
def plans(request: HttpRequest, account: Account) -> HttpResponse:
    """Plans by place, with how many tasks they have and how many actions are open."""
    state, search = request.GET.get("state", ""), request.GET.get("q", "").strip()[:100]
    wanted = queries.counted(account)
    if state in Plan.State.values:
        wanted = wanted.filter(state=state)
    if search:
        wanted = wanted.filter(place__name__icontains=search)
    page = Paginator(wanted.order_by("place__name", "state", "title", "id"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"plan": plan, "old": _old(plan)} for plan in page],
        "state": state,
        "states": Plan.State.choices,
        "search": search,
        "may_plan": reach(account).may_anywhere(Can.PLAN),
        "late": queries.overdue(account).count(),
        "open": queries.open_actions(account).count(),
    }
    return render(request, "plans/list.html", context)


def _old(plan: Plan) -> str:
    """Why a plan in force has to be looked at again, if it has."""
    if plan.state != Plan.State.IN_FORCE:
        return ""
    if plan.changed < plan.place.layout_changed:
        return _("older than the place")
    if plan.review_on and plan.review_on < timezone.localdate():
        return _("review overdue")
    return ""


@signed_in
def begin(request: HttpRequest, account: Account) -> HttpResponse:
    """Choose the place of a new plan."""
    if not reach(account).may_anywhere(Can.PLAN):
        raise NotAllowed(_("Only a safety coordinator or an exercise director writes plans."))
    search = request.GET.get("q", "").strip()[:100]
    places = visible_to(account, Place, Can.PLAN)
    if search:
        places = places.filter(name__icontains=search)
    known = queries.plans(account).exclude(state=Plan.State.REPLACED)
    without = places.exclude(pk__in=known.values("place"))
    rows = list((places if search else without).order_by("name", "id")[:PER_PAGE])
    return render(request, "plans/begin.html", {"places": rows, "search": search})
