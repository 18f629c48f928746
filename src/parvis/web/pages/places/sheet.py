"""The page of a place, its sheet, and the forms that change it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.content.queries import term
from parvis.people.models import Account
from parvis.places import actions, queries
from parvis.places.models import Place
from parvis.thread.queries import place_view, strictest
from parvis.web.pages.forms import blame
from parvis.web.pages.places.forms import ChangePlaceForm, GovernanceForm, NewPlaceForm, OccupancyForm
from parvis.web.pages.reading import form_page, signed_in
from parvis.web.templatetags.parvis import tlp

FACTS = ("name", "category", "custodian", "civic_role", "rationale", "marking", "geometry")


@signed_in
def place(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The place with its whole thread: what a mayor understands in a minute and an officer works from for a day."""
    found = queries.place(account, pk)
    return render(
        request,
        "places/place.html",
        {
            "place": found,
            "tlp": strictest(account, found).label,
            "eyebrow": eyebrow(found),
            "bounds": window(account, found),
            "view": place_view(account, found),
            "may_export": may(account, Can.EXPORT, found),
        },
    )


def window(account: Account, of: Place) -> str:
    """The part of the map that holds the place with all its zones and entrances."""
    drawn = [of, *queries.zones(account, of.pk), *queries.entrances(account, of.pk)]
    west, south = min(row.west for row in drawn), min(row.south for row in drawn)
    east, north = max(row.east for row in drawn), max(row.north for row in drawn)
    return f"{west},{south},{east},{north}"


def eyebrow(found: Place) -> str:
    """The line above the name: what kind of place it is, and who looks after it."""
    parts = [term("categories", found.category)]
    if found.custodian:
        parts.append(_("custodian: %(name)s") % {"name": found.custodian})
    return " · ".join(parts)


@signed_in
def sheet(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Everything that the register holds of a place."""
    found = queries.place(account, pk)
    return render(
        request,
        "places/sheet.html",
        {
            "place": found,
            "tlp": tlp(found.marking),
            "zones": queries.zones(account, found.pk),
            "entrances": queries.entrances(account, found.pk),
            "occupancies": queries.occupancies(account, found.pk),
            "events": queries.events_of(account, found.pk),
            "involvements": queries.involvements(account, found.pk),
            "may_edit": may(account, Can.EDIT_PLACES, found),
            "may_grant": may(account, Can.GRANT, found),
        },
    )


@form_page
def new(request: HttpRequest, account: Account) -> HttpResponse:
    """Register a place that was drawn by hand."""
    homes = queries.homes(account, Can.EDIT_PLACES)
    if not homes:
        raise NotAllowed(_("Only a safety coordinator takes places on to the register."))
    form = NewPlaceForm(request.POST or None, initial={"owner": homes[0]})
    form.fields["owner"].queryset = homes  # type: ignore[attr-defined]  # a ModelChoiceField
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in FACTS}
        made = Place.objects.filter(pk=form.cleaned_data["id"]).first()
        try:
            made = made or actions.register_place(
                account, form.cleaned_data["owner"], id=form.cleaned_data["id"], **facts
            )
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("places:place", pk=made.pk)
    last = queries.last_import(account)
    bounds = ",".join(map(str, last.bounds)) if last and last.bounds else ""
    return render(request, "places/edit.html", {"form": form, "place": None, "bounds": bounds})


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change the sheet; a stale form overwrites nothing."""
    found = queries.place(account, pk)
    require(account, Can.EDIT_PLACES, found)
    initial = {name: getattr(found, name) for name in (*FACTS, "version")}
    form = ChangePlaceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_place(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("places:sheet", pk=pk)
    bounds = f"{found.west},{found.south},{found.east},{found.north}"
    return render(
        request, "places/edit.html", {"form": form, "place": found, "tlp": tlp(found.marking), "bounds": bounds}
    )


@form_page
def occupancy(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """How many people are there, condition by condition."""
    found = queries.place(account, pk)
    require(account, Can.EDIT_PLACES, found)
    form = OccupancyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_occupancy(account, found, **form.cleaned_data)
        return redirect("places:sheet", pk=pk)
    return render(
        request, "places/form.html", {"form": form, "place": found, "title": _("Occupancy"), "tlp": tlp(found.marking)}
    )


@form_page
def governance(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Who decides, who finances, who is consulted, who is informed."""
    found = queries.place(account, pk)
    require(account, Can.EDIT_PLACES, found)
    form = GovernanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.involve(account, found, **form.cleaned_data)
        return redirect("places:sheet", pk=pk)
    return render(
        request, "places/form.html", {"form": form, "place": found, "title": _("Governance"), "tlp": tlp(found.marking)}
    )
