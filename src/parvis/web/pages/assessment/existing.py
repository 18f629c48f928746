"""Existing measures of a place: the list, the map, the form."""

import json

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
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.places.queries import place as the_place
from parvis.web.pages.assessment.forms import ChangeMeasureForm, MeasureForm, NewMeasureForm
from parvis.web.pages.forms import blame
from parvis.web.pages.places.maps import collection, measure_features
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp

NAMES = ("measure", "name", "state", "origin", "note", "marking", "geometry", "version")


def bounds(place: Place) -> str:
    return f"{place.west},{place.south},{place.east},{place.north}"


@signed_in
def listing(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """What already protects the place, by state, on the map and as a table."""
    found = the_place(account, place)
    rows = list(queries.measures(account, found.pk))
    groups = [
        {
            "code": code,
            "label": name,
            "rows": [{"measure": row, "name": queries.measure_name(row)} for row in rows if row.state == code],
        }
        for code, name in choices("measure_states")
    ]
    context = {
        "place": found,
        "tlp": tlp(found.marking),
        "groups": [group for group in groups if group["rows"]],
        "bounds": bounds(found),
        "layers": json.dumps([reverse("assessment:measures_map", args=[found.pk])]),
        "may_note": may(account, Can.JUDGE, found),
        "may_remove": may(account, Can.LEAD_ASSESSMENT, found),
    }
    return render(request, "assessment/measures.html", context)


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
    form = NewMeasureForm(request.POST or None, initial={"marking": max(Marking.AMBER_STRICT, found.marking)})
    if request.method == "POST" and form.is_valid():
        try:
            if not queries.measures(account, found.pk).filter(pk=form.cleaned_data["id"]).exists():
                actions.note_measure(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Noted."))
            again = "assessment:new_measure" if "again" in request.POST else "assessment:measures"
            return redirect(again, place=place)
    return _shown(request, form, found, None)


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change what is known of a measure."""
    found = queries.measure(account, pk)
    require(account, Can.JUDGE, found)
    form = ChangeMeasureForm(request.POST or None, initial={name: getattr(found, name) for name in NAMES})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_measure(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("assessment:measures", place=found.place_id)
    return _shown(request, form, found.place, found)


def _shown(request: HttpRequest, form: MeasureForm, place: Place, measure: ExistingMeasure | None) -> HttpResponse:
    marking = max(place.marking, measure.marking) if measure else place.marking
    name = queries.measure_name(measure) if measure else ""
    context = {
        "form": form,
        "place": place,
        "measure": measure,
        "name": name,
        "bounds": bounds(place),
        "tlp": tlp(marking),
    }
    return render(request, "assessment/measure.html", context)


@press
def remove(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.measure(account, pk)
    actions.remove_measure(account, found)
    messages.success(request, _("Taken off the list. That it was there stays in the journal."))
    return redirect("assessment:measures", place=found.place_id)
