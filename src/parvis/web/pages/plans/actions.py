"""Actions: of one place and of the whole city, agreed on and reported."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.access.errors import Refused
from parvis.access.queries import may, require, seen
from parvis.access.roles import Can
from parvis.exercises.queries import lessons
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.places.models import Place
from parvis.plans import queries
from parvis.plans.actions import agree_action, change_action
from parvis.plans.models import Action
from parvis.thread.queries import ribbons
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.forms import ChangeActionForm, NewActionForm, ReportForm
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp

PER_PAGE = 50
FACTS = ("title", "owner", "organisation", "success", "start", "due", "cost", "horizon", "decision", "marking")
REPORT = "report_%s"  # the ids of its fields: the form stands beside another on the page


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    """Actions of all places that the reader may see: overdue, mine, open, all."""
    show = request.GET.get("show", "open")
    wanted = {
        "overdue": queries.overdue, "mine": queries.mine, "all": queries.actions, "open": queries.open_actions
    }.get(show, queries.open_actions)(account)  # fmt: skip
    page = Paginator(wanted.order_by("due", "title", "id"), PER_PAGE).get_page(request.GET.get("page"))
    tabs = [("open", pgettext("actions", "Open")), ("overdue", _("Overdue")), ("mine", _("Mine")), ("all", _("All"))]
    context = {
        "page": page,
        "show": show,
        "tabs": [{"label": label, "url": f"?show={code}", "current": code == show} for code, label in tabs],
        "late": queries.overdue(account).count(),
    }
    return render(request, "plans/actions.html", context)


@signed_in
def of_place(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """The actions of one place, what they cost together, by horizon."""
    home = places.place(account, place)
    rows = list(queries.actions(account, home.pk).order_by("due", "title", "id"))
    still = [row for row in rows if not row.over]
    context = {
        "place": home,
        "tlp": tlp(max([home.marking, *(row.marking for row in rows)])),
        "links": ribbons(account, [home])[home.pk],
        "groups": [
            {"label": label, "rows": [row for row in still if row.horizon == code]}
            for code, label in Action.Horizon.choices
        ],
        "ended": [row for row in rows if row.over],
        "cost": sum(row.cost or 0 for row in still),
        "still": len(still),
        "may_plan": may(account, Can.PLAN, home),
    }
    return render(request, "plans/place_actions.html", context)


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    home = places.place(account, place)
    require(account, Can.PLAN, home)
    form = NewActionForm(account, home, request.POST or None, initial={"decision": request.GET.get("decision")})
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in (*FACTS, "id")}
        try:
            if not queries.actions(account, home.pk).filter(pk=facts["id"]).exists():
                agree_action(account, home, **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("plans:place_actions", place=place)
    context = {"form": form, "place": home, "tlp": tlp(home.marking), "title": _("New action")}
    return render(request, "plans/action_new.html", context)


def _page(
    request: HttpRequest, account: Account, found: Action, form: ChangeActionForm | None, report: ReportForm | None
) -> HttpResponse:
    place: Place = seen(account, Place, found.place_id)
    if form is None:
        initial = {name: getattr(found, name) for name in (*FACTS, "version")}
        form = ChangeActionForm(account, place, initial=initial)
    if report is None:
        initial = {"state": found.state, "evidence": found.evidence, "version": found.version}
        report = ReportForm(
            initial=initial | {"evidence_on": found.evidence_on or timezone.localdate()}, auto_id=REPORT
        )
    context = {
        "action": found,
        "place": place,
        "tlp": tlp(found.marking),
        "form": form,
        "report": report,
        "may_plan": may(account, Can.PLAN, found),
        "may_report": may(account, Can.UPDATE_ACTIONS, found),
        "change_open": form.is_bound,
        "lessons": lessons(account, found.place_id).filter(actions=found),
    }
    return render(request, "plans/action.html", context)


@form_page
def action(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One action: what, who, when; its report, and its change for those who plan."""
    found = queries.action(account, pk)
    form = None
    if request.method == "POST":
        require(account, Can.PLAN, found)
        form = ChangeActionForm(account, found.place, request.POST)
        if form.is_valid():
            try:
                change_action(account, found, **form.cleaned_data)
            except Refused as refused:
                blame(form, refused)
            else:
                return redirect("plans:action", pk=pk)
    return _page(request, account, found, form, None)


@press
def report(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say how far an action is, with the evidence."""
    found = queries.action(account, pk)
    require(account, Can.UPDATE_ACTIONS, found)
    form = ReportForm(request.POST, auto_id=REPORT)
    if form.is_valid():
        try:
            change_action(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("plans:place_actions", place=found.place_id)
    return _page(request, account, found, None, form)
