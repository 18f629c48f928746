"""Scenarios: choosing what they are about, and writing them beside the questions that help."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.errors import NotVisible, Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment, Scenario
from parvis.assessment.queries import Pick
from parvis.content.queries import label, term
from parvis.exercises.queries import reopening
from parvis.people.models import Account
from parvis.places.queries import zones
from parvis.web.pages.assessment.existing import bounds
from parvis.web.pages.assessment.forms import ScenarioForm
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.forms import blame
from parvis.web.pages.places.maps import collection, feature
from parvis.web.pages.reading import form_page, press, signed_in


@form_page
def pick(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Choose several threats and everyday harms at once, or say why one is left out."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    chosen = request.POST.getlist("threat")
    if request.method == "POST":
        if not chosen:
            messages.error(request, _("Nothing was chosen, so nothing was begun. Tick at least one card."))
            return redirect("assessment:scenarios", pk=pk)
        made = actions.start_with(account, found, chosen)
        n = len(made)
        text = ngettext(
            "%(n)d scenario begun. Now write its story.", "%(n)d scenarios begun. Now write their stories.", n
        )
        messages.success(request, text % {"n": n})
        return redirect("assessment:scenario", pk=made[0].pk) if made else redirect("assessment:assessment", pk=pk)
    context = {**head_of(found), "families": _families(account, found), "others": _others(account, found)}
    return render(request, "assessment/pick.html", context)


def _others(account: Account, found: Assessment) -> list[Scenario]:
    """The scenarios of the place that this method could take over."""
    known = queries.picks(queries.method_of(found))
    return [row for row in queries.scenarios_at(account, found.place_id) if row.threat in known]


@press
def take_over(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Begin a scenario from another one of the same place."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    try:
        source = queries.scenario(account, UUID(request.POST.get("source", "")))
    except ValueError:
        raise Refused(_("Choose the scenario to begin from. Nothing was begun.")) from None
    made = actions.take_over(account, found, source)
    messages.success(request, _("Taken over. Change what is different here and now."))
    return redirect("assessment:scenario", pk=made.pk)


@signed_in
def sketch(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Where a scenario happens, for the map."""
    found = queries.scenario(account, pk)
    if found.sketch is None:
        return collection([])
    shape = SimpleNamespace(geometry=found.sketch)
    return collection([feature(shape, kind="sketch", name=found.title, detail="")])


def _families(account: Account, found: Assessment) -> list[dict[str, Any]]:
    there = set(queries.scenarios(account, found).values_list("threat", flat=True))
    drawn = set(zones(account, found.place_id).values_list("kind", flat=True))
    names = {"attack": _("The ten reference threats"), "everyday": _("Everyday harms")}
    notes = {
        "attack": _("Leaving one out is a decision, worth a line of reason."),
        "everyday": _("What people meet on most days of the year counts as much."),
    }
    families: list[dict[str, Any]] = []
    for family, name in names.items():
        cards = [
            {
                "pick": one,
                "scope": label(one.threat.scope),
                "zones": [term("zone_kinds", kind) for kind in one.threat.zones],
                "near": bool(drawn & set(one.threat.zones)),
                "there": one.code in there,
                "reason": found.left_out.get(one.code, ""),
            }
            for one in queries.picks(queries.method_of(found)).values()
            if one.family == family
        ]
        cards.sort(key=lambda card: not card["near"])  # what fits the zones of this place comes first
        if cards:  # a method may take its scenarios from one of the two lists only
            families.append({"code": family, "label": name, "note": notes[family], "cards": cards})
    return families


@press
def leave_out(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say in a line why a threat gets no scenario here."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    try:
        actions.leave_out(account, found, threat=request.POST.get("threat", ""), reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The reason is kept with the assessment."))
    return redirect("assessment:scenarios", pk=pk)


@form_page
def new(request: HttpRequest, account: Account, pk: str, threat: str) -> HttpResponse:
    """Write one more scenario about a threat."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    about = queries.picks(queries.method_of(found)).get(threat)
    if about is None:
        raise NotVisible
    form = ScenarioForm(
        request.POST or None, attack=about.family == "attack", zones=list(zones(account, found.place_id)),
        initial={"title": about.label, "where": about.threat.zones[0]},
    )  # fmt: skip
    _offer(form, account, found)
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["id"]
        try:
            if not queries.scenarios(account, found).filter(pk=once).exists():
                actions.write_scenario(account, found, threat=threat, id=once, **_facts(form))
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("assessment:assessment", pk=pk)
    return _shown(request, account, found, form=form, about=about, scenario=None)


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Write the story of a scenario; whoever does not lead reads it."""
    found = queries.scenario(account, pk)
    of = found.assessment
    lead = may(account, Can.LEAD_ASSESSMENT, found) and of.state == Assessment.State.PREPARING
    if request.method == "POST":
        require(account, Can.LEAD_ASSESSMENT, found)
    names = ("title", "narrative", "phase", "condition", "assumes", "sketch", "version")
    initial = {name: getattr(found, name) for name in names} | {"relies_on": list(found.relies_on.all())}
    form = ScenarioForm(
        request.POST or None, attack=found.family == "attack", zones=list(zones(account, found.place_id)),
        initial=initial | {"where": ScenarioForm.where_of(found)},
    )  # fmt: skip
    _offer(form, account, of)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_scenario(account, found, version=form.cleaned_data["version"], **_facts(form))
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(_onward(account, of, found))
    return _shown(request, account, of, form=form, about=queries.threat_of(found), scenario=found, readonly=not lead)


def _onward(account: Account, of: Assessment, found: Scenario) -> str:
    """To the next scenario without a story, or back to the assessment."""
    left = queries.scenarios(account, of).filter(narrative="").exclude(pk=found.pk).first()
    return reverse("assessment:scenario", args=[left.pk]) if left else reverse("assessment:assessment", args=[of.pk])


def _facts(form: ScenarioForm) -> dict[str, Any]:
    names = ("title", "narrative", "condition", "assumes", "relies_on", "sketch")
    return form.facts(*names) | {"phase": form.cleaned_data.get("phase", "")}


def _offer(form: ScenarioForm, account: Account, of: Assessment) -> None:
    form.fields["relies_on"].queryset = queries.measures(account, of.place_id)  # type: ignore[attr-defined]  # a MeasuresField


def _shown(
    request: HttpRequest,
    account: Account,
    of: Assessment,
    *,
    form: ScenarioForm,
    about: Pick | None,
    scenario: Scenario | None,
    readonly: bool = False,
) -> HttpResponse:
    """The form beside the questions of the pack and what already protects the place."""
    existing = [{"measure": row, "name": queries.measure_name(row)} for row in queries.measures(account, of.place_id)]
    context = {
        **head_of(of),
        "form": form,
        "about": about,
        "scope": label(about.threat.scope) if about else "",
        "questions": [label(question) for question in about.threat.questions] if about else [],
        "scenario": scenario,
        "taken_from": _source(account, scenario),
        "bounds": bounds(of.place),
        "zone": queries.zone_name(scenario) if scenario else "",
        "phase": queries.phase_label(scenario.phase) if scenario and scenario.phase else "",
        "existing": existing,
        "readonly": readonly,
        "lessons": reopening(account, scenario=scenario) if scenario else [],
    }
    return render(request, "assessment/scenario.html", context)


def _source(account: Account, scenario: Scenario | None) -> Scenario | None:
    """What the scenario was taken from, where the reader may see it."""
    if scenario is None or scenario.taken_from_id is None:
        return None
    return queries.scenarios_at(account, scenario.place_id).filter(pk=scenario.taken_from_id).first()


@press
def remove(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.scenario(account, pk)
    of = found.assessment_id
    require(account, Can.LEAD_ASSESSMENT, found)
    try:
        actions.remove_scenario(account, found)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("assessment:assessment", pk=of)
