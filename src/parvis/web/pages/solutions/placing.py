"""Changing the design of an option: placing measures, stating costs, going on to the next stage."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.queries import zones
from parvis.solutions import actions, queries
from parvis.solutions.models import DesignStage, Option, Placement
from parvis.solutions.rules import ITEMS
from parvis.web.pages.assessment.existing import bounds
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press
from parvis.web.pages.solutions.shapeforms import (
    CostForm,
    MovePlacementForm,
    NewPlacementForm,
    PlacementForm,
    StageForm,
)
from parvis.web.templatetags.parvis import tlp


@form_page
def place(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Put a measure of the option on the map of its place."""
    found = queries.option(account, pk)
    require(account, Can.SOLVE, found)
    form = NewPlacementForm(
        request.POST or None, zones=list(zones(account, found.place_id)), held=queries.picked(found.measures),
        initial={"measure": request.GET.get("measure", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            if not visible_to(account, Placement).filter(pk=form.cleaned_data["id"]).exists():
                actions.place_measure(account, found, id=form.cleaned_data["id"], **form.facts(*form.FACTS))
        except Refused as refused:
            blame(form, refused)
        else:
            return _back(found, "map")
    return _shown(request, found, form, None)


@form_page
def move(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change where a measure stands, or how much of it there is."""
    row = queries.placement(account, pk)
    found = row.stage.option
    require(account, Can.SOLVE, row)
    initial = {name: getattr(row, name) for name in (*PlacementForm.FACTS, "version")}
    form = MovePlacementForm(
        request.POST or None, zones=list(zones(account, found.place_id)), held=queries.picked(found.measures),
        initial=initial | {"where": PlacementForm.where_of(row)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_measure(account, row, **form.facts(*form.FACTS, "version"))
        except Refused as refused:
            blame(form, refused)
        else:
            return _back(found, "map")
    return _shown(request, found, form, row)


@press
def take_off(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    row = queries.placement(account, pk)
    try:
        actions.take_off(account, row)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return _back(row.stage.option, "map")


@form_page
def costs(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say what the option costs over its years; begun with what the stage before says."""
    found = queries.option(account, pk)
    require(account, Can.SOLVE, found)
    reached = queries.stages(account, found)
    stage = reached[-1] if reached else None
    known: dict[str, Any] = next((row.costs for row in reversed(reached) if row.costs), {})
    form = CostForm(request.POST or None, initial=known | {"version": stage.version if stage else 0})
    if request.method == "POST" and form.is_valid():
        try:
            actions.state_costs(account, found, form.costs, version=form.cleaned_data["version"])
        except Refused as refused:
            blame(form, refused)
        else:
            return _back(found, "costs")
    taken = bool(known) and stage is not None and not stage.costs
    context = {**_head(found), "form": form, "fields": [form[item] for item in ITEMS], "taken_over": taken}
    return render(request, "solutions/costs.html", context)


@form_page
def next_stage(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Go on to the next stage of the design; the earlier ones stay as they were."""
    found = queries.option(account, pk)
    require(account, Can.SOLVE, found)
    stage, order = queries.newest(account, found), list(DesignStage.Kind)
    later = order[order.index(DesignStage.Kind(stage.kind)) + 1 :] if stage else order[1:]
    form = StageForm(request.POST or None, later=later, initial={"kind": later[0] if later else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin_stage(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The stage has begun. Its risks wait to be judged anew."))
            return _back(found, "risks")
    return render(request, "solutions/stage.html", {**_head(found), "form": form})


def _back(option: Option, part: str) -> HttpResponse:
    return redirect(reverse("solutions:option", args=[option.pk]) + f"#{part}")


def _head(option: Option) -> dict[str, Any]:
    marking = max(option.comparison.marking, option.place.marking)
    return {"option": option, "place": option.place, "tlp": tlp(marking)}


def _shown(request: HttpRequest, option: Option, form: PlacementForm, row: Placement | None) -> HttpResponse:
    layers = json.dumps([reverse("solutions:option_map", args=[option.pk])])
    context = {**_head(option), "form": form, "placement": row, "bounds": bounds(option.place), "layers": layers}
    return render(request, "solutions/placement.html", context)
