"""What every page knows: the city, the way around, and the marking of what is shown."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.actions.reading import tiles_path


def page(request: HttpRequest) -> dict[str, Any]:
    rooms = [
        (_("Home"), reverse("home"), ""),
        (_("Places"), reverse("places:list"), "/places/"),
        (_("Assessments"), reverse("assessment:list"), "/assessments/"),
        (_("Solutions"), reverse("solutions:catalogue"), "/solutions/"),
        (_("Plans"), reverse("plans:list"), "/plans/"),
        (_("Exercises"), reverse("exercises:list"), "/exercises/"),
        (_("Residents"), reverse("residents:list"), "/residents/"),
        (_("Exchange"), reverse("exchange:list"), "/exchange/"),
    ]
    here = request.path
    nav = [
        {"label": label, "url": url, "current": here.startswith(prefix) if prefix else here == url}
        for label, url, prefix in rooms
    ]
    user = getattr(request, "user", None)
    signed_in = isinstance(user, Account)
    tiles = reverse("city_tiles") if signed_in and tiles_path().exists() else ""
    return {
        "city_name": settings.CITY_NAME,
        "nav": nav if signed_in else [],
        "tlp": "",
        "demo": settings.DEMO,
        "sends_mail": settings.MAIL,
        "city_tiles": tiles,
        "loads_packs": isinstance(user, Account) and reach(user).may_anywhere(Can.LOAD_PACKS),
        "administers": isinstance(user, Account) and reach(user).may_anywhere(Can.MANAGE_PEOPLE),
    }
