"""Existing measures of a place: the list, the map, the form."""

import json
from collections import Counter, defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.models import ExistingMeasure
from parvis.content.queries import choices
from parvis.exercises.queries import open_again, reopening
from parvis.files.queries import photos_about
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.places.queries import place as the_place
from parvis.places.queries import zones
from parvis.web.pages.assessment.forms import ChangeMeasureForm, MeasureForm, NewMeasureForm
from parvis.web.pages.forms import blame
from parvis.web.pages.places.maps import collection, measure_features
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp


def bounds(place: Place) -> str:
    return f"{place.west},{place.south},{place.east},{place.north}"


@signed_in
def listing(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """What already protects the place: by zone, with how many are in which state, on the map and as a table."""
    found = the_place(account, place)
    rows = list(queries.measures(account, found.pk))
    counts = Counter(row.state for row in rows)
    states = [(code, name, counts[code]) for code, name in choices("measure_states") if counts[code]]
    state = request.GET.get("state", "")
    context = {
        "place": found,
        "tlp": tlp(found.marking),
        "states": states,
        "state": state if counts[state] else "",
        "groups": _by_zone(account, [row for row in rows if not counts[state] or row.state == state]),
        "bounds": bounds(found),
        "layers": json.dumps([reverse("assessment:measures_map", args=[found.pk])]),
        "may_note": may(account, Can.JUDGE, found),
        "may_remove": may(account, Can.LEAD_ASSESSMENT, found),
    }
    return render(request, "assessment/measures.html", context)


def _by_zone(account: Account, rows: list[ExistingMeasure]) -> list[dict[str, Any]]:
    photos = Counter(photos_about(account, [row.pk for row in rows]).values_list("about", flat=True))
    again = open_again(account, rows[0].place_id, "measure") if rows else {}
    zones: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        line = {
            "measure": row,
            "name": queries.measure_name(row),
            "photos": photos[row.pk],
            "lessons": again.get(row.pk, []),
        }
        zones[queries.zone_name(row)].append(line)
    # What concerns the whole place comes first.
    return [{"label": name or _("The whole place"), "rows": zones[name]} for name in sorted(zones)]


@signed_in
def features(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """The existing measures that have a position, for the map."""
    found = the_place(account, place)
    return collection(measure_features(account, found))


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """Note a measure."""
    found = the_place(account, place)
    require(account, Can.JUDGE, found)
    initial = {"marking": max(Marking.AMBER_STRICT, found.marking)}
    form = NewMeasureForm(request.POST or None, zones=list(zones(account, found.pk)), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if not queries.measures(account, found.pk).filter(pk=form.cleaned_data["id"]).exists():
                actions.note_measure(account, found, id=form.cleaned_data["id"], **form.facts(*form.FACTS))
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Noted."))
            again = "assessment:new_measure" if "again" in request.POST else "assessment:measures"
            return redirect(again, place=place)
    return _shown(request, account, form, found, None)


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change what is known of a measure."""
    found = queries.measure(account, pk)
    require(account, Can.JUDGE, found)
    initial = {name: getattr(found, name) for name in (*MeasureForm.FACTS, "version")}
    initial["where"] = ChangeMeasureForm.where_of(found)
    form = ChangeMeasureForm(request.POST or None, zones=list(zones(account, found.place_id)), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_measure(account, found, **form.facts(*form.FACTS, "version"))
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("assessment:measures", place=found.place_id)
    return _shown(request, account, form, found.place, found)


def _shown(
    request: HttpRequest, account: Account, form: MeasureForm, place: Place, measure: ExistingMeasure | None
) -> HttpResponse:
    marking = max(place.marking, measure.marking) if measure else place.marking
    name = queries.measure_name(measure) if measure else ""
    context = {
        "form": form,
        "place": place,
        "measure": measure,
        "name": name,
        "bounds": bounds(place),
        "tlp": tlp(marking),
        "lessons": reopening(account, measure=measure) if measure else [],
    }
    return render(request, "assessment/measure.html", context)


@press
def remove(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.measure(account, pk)
    actions.remove_measure(account, found)
    messages.success(request, _("Taken off the list. That it was there stays in the journal."))
    return redirect("assessment:measures", place=found.place_id)
