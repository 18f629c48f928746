"""What is weak at a place, and what would help."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.models import Scenario, Vulnerability
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.places.queries import place as the_place
from parvis.places.queries import zones
from parvis.web.pages.assessment.forms import ChangeWeaknessForm, NewWeaknessForm, WeaknessForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, signed_in
from parvis.web.templatetags.parvis import tlp


@signed_in
def listing(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """The weaknesses of a place, open ones first, each with where it comes from."""
    found = the_place(account, place)
    weak = list(queries.vulnerabilities(account, found.pk))
    known = queries.evidence(account, weak)
    rows = [{"weakness": row, "zone": queries.zone_name(row), "evidence": known[row.pk]} for row in weak]
    latest = queries.latest(account, found)
    context = {
        "place": found,
        "tlp": tlp(found.marking),
        "rows": rows,
        "latest": latest,
        "lead": may(account, Can.LEAD_ASSESSMENT, found),
        "may_solve": may(account, Can.SOLVE, found),
    }
    return render(request, "assessment/weaknesses.html", context)


def _scenario(account: Account, place: Place, wanted: str) -> Scenario | None:
    """The scenario that the weakness is written from, where the address names one of this place."""
    try:
        found = queries.scenario(account, UUID(wanted))
    except ValueError:
        return None
    return found if found.place_id == place.pk else None


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """Write down a weakness, from a scenario of the risk list or from what was seen."""
    found = the_place(account, place)
    require(account, Can.LEAD_ASSESSMENT, found)
    scenario = _scenario(account, found, request.GET.get("scenario", ""))
    marking = scenario.assessment.marking if scenario else max(Marking.AMBER_STRICT, found.marking)
    initial = {"marking": marking, "where": NewWeaknessForm.where_of(scenario) if scenario else ""}
    if scenario:
        initial["measures"] = list(scenario.relies_on.filter(state__in=("failing", "missing")))
    form = NewWeaknessForm(request.POST or None, zones=list(zones(account, found.pk)), initial=initial)
    form.fields["measures"].queryset = queries.measures(account, found.pk)  # type: ignore[attr-defined]  # a MeasuresField
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["id"]
        facts = form.facts("title", "description", "measures", "marking")
        try:
            if not queries.vulnerabilities(account, found.pk).filter(pk=once).exists():
                actions.write_vulnerability(account, found, scenario=scenario, id=once, **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(
                request, _("The weakness is written down. Next: what has to hold so that it is none any more?")
            )
            return redirect("assessment:weaknesses", place=place)
    return _shown(request, form, found, scenario, None)


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change a weakness, or say that it is answered."""
    found = queries.vulnerability(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    names = ("title", "description", "marking", "state", "version")
    initial = {name: getattr(found, name) for name in names} | {"where": ChangeWeaknessForm.where_of(found)}
    initial["measures"] = list(found.measures.all())
    form = ChangeWeaknessForm(request.POST or None, zones=list(zones(account, found.place_id)), initial=initial)
    form.fields["measures"].queryset = queries.measures(account, found.place_id)  # type: ignore[attr-defined]  # a MeasuresField
    if request.method == "POST" and form.is_valid():
        facts = form.facts("title", "description", "measures", "marking", "state", "version")
        try:
            actions.change_vulnerability(account, found, **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("assessment:weaknesses", place=found.place_id)
    return _shown(request, form, found.place, None, found)


def _shown(
    request: HttpRequest, form: WeaknessForm, place: Place, scenario: Scenario | None, weakness: Vulnerability | None
) -> HttpResponse:
    marking = max(thing.marking for thing in (place, weakness) if thing is not None)
    context = {"form": form, "place": place, "scenario": scenario, "weakness": weakness, "tlp": tlp(marking)}
    return render(request, "assessment/weakness.html", context)
