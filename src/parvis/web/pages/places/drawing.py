"""Drawing zones and entrances."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places import actions, queries
from parvis.places.models import Entrance, Zone
from parvis.web.pages.forms import blame
from parvis.web.pages.places.forms import EntranceForm, ZoneForm
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp


def _draw(request: HttpRequest, account: Account, pk: str, kind: str) -> HttpResponse:
    place = queries.place(account, pk)
    require(account, Can.EDIT_PLACES, place)
    form = (ZoneForm if kind == "zone" else EntranceForm)(request.POST or None)
    model = Zone if kind == "zone" else Entrance
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            if not model.objects.filter(pk=facts["id"], place=place).exists():
                (actions.draw_zone if kind == "zone" else actions.draw_entrance)(account, place, **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("places:place", pk=pk)
    title = _("New zone") if kind == "zone" else _("New entrance")
    context = {
        "form": form,
        "place": place,
        "title": title,
        "tlp": tlp(place.marking),
        "draw": "polygon" if kind == "zone" else "line",
        "bounds": f"{place.west},{place.south},{place.east},{place.north}",
    }
    return render(request, "places/draw.html", context)


@form_page
def zone(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    return _draw(request, account, pk, "zone")


@form_page
def entrance(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    return _draw(request, account, pk, "entrance")


@press
def remove_zone(request: HttpRequest, account: Account, pk: str, part: str) -> HttpResponse:
    place = queries.place(account, pk)
    actions.remove_part(account, get_object_or_404(queries.zones(account, place.pk), pk=part))
    return redirect("places:sheet", pk=pk)


@press
def remove_entrance(request: HttpRequest, account: Account, pk: str, part: str) -> HttpResponse:
    place = queries.place(account, pk)
    actions.remove_part(account, get_object_or_404(queries.entrances(account, place.pk), pk=part))
    return redirect("places:sheet", pk=pk)
