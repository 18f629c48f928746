"""Writing a study under a budget: the question with its options, then the rules between them and what counts."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.queries import homes
from parvis.solutions import actions, queries
from parvis.solutions.models import Option
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page
from parvis.web.pages.solutions.portfolioforms import ChangeStudyForm, NewStudyForm, RulesForm, StudyForm
from parvis.web.templatetags.parvis import tlp

YEARS = 10  # offered while no option has costs


@form_page
def new(request: HttpRequest, account: Account) -> HttpResponse:
    """Ask what to do together under a budget; `?place=` ticks the options of a place."""
    own = homes(account, Can.SOLVE)
    if not own:
        raise NotAllowed(_("Only a safety coordinator or an urban planner opens a study."))
    offered = queries.portfolio.offered(account)
    here = [one.pk for one in offered if str(one.place_id) == request.GET.get("place")]
    initial = {
        "options": here,
        "owner": own[0].pk,
        "years": queries.portfolio.usual_years(account, list(offered)) or YEARS,
    }
    form = NewStudyForm(request.POST or None, options=offered, homes=own, initial=initial)
    if request.method == "POST" and form.is_valid():
        known = queries.portfolio.studies(account).filter(pk=form.cleaned_data["id"]).first()
        try:
            made = known or actions.open_portfolio(account, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:portfolio", pk=made.pk)
    return render(request, "solutions/portfolio_form.html", _context(form, list(offered)) | {"study": None, "tlp": ""})


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change the question or its options."""
    found = queries.portfolio.study(account, pk)
    require(account, Can.SOLVE, found)
    held = list(found.options.values_list("pk", flat=True))
    offered = (queries.portfolio.offered(account) | found.options.all().distinct()).select_related(
        "place", "comparison"
    )
    initial = {name: getattr(found, name) for name in ("title", "budget", "years", "marking", "version")}
    form = ChangeStudyForm(request.POST or None, options=offered, initial=initial | {"options": held})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_portfolio(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:portfolio", pk=pk)
    context = _context(form, list(offered)) | {"study": found, "tlp": tlp(found.marking)}
    return render(request, "solutions/portfolio_form.html", context)


def _context(form: StudyForm, offered: list[Option]) -> dict[str, Any]:
    """The options by place, ticked as the form has them."""
    ticked = form.ticked()
    rows = sorted(offered, key=lambda one: (one.place.name, str(one.place_id)))
    groups = [
        (place, [{"option": one, "ticked": str(one.pk) in ticked} for one in members])
        for place, members in groupby(rows, key=lambda one: one.place)
    ]
    return {"form": form, "groups": groups}


@form_page
def rules(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Which options come only together, of which at most one is taken, and how often each risk counts."""
    found = queries.portfolio.study(account, pk)
    require(account, Can.SOLVE, found)
    form = RulesForm(request.POST or None, study=found, numbers=queries.portfolio.numbers(account, found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_portfolio(account, found, **form.facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:portfolio", pk=pk)
    context = {"study": found, "form": form, "tlp": tlp(found.marking)}
    return render(request, "solutions/portfolio_rules.html", context)
