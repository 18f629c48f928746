"""What the thread asks of every room: the state of its links for many places at once, and what comes next.

`Link` and `Step` are the shared form: each later room answers with its own `links` and `steps`. The queries are
counted: their number does not grow with the number of places.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.models import Entrance, Place, Zone

State = Literal["done", "stale", "contradicted", "missing"]


@dataclass(frozen=True)
class Link:
    """One link of the thread at one place."""

    key: str  # place, threats, judgements, weaknesses, needs, options, decision, plan, exercise, lessons, shared
    state: State
    detail: str  # a few words: "4 zones, 6 entrances"
    url: str
    when: datetime | None = None  # None where nothing of it is there yet: `steps` then need not look for it


#: What is known of one place: its links by their key. `steps` gets it, so that nothing is read twice.
Thread = Mapping[str, Link]


@dataclass(frozen=True)
class Step:
    """Something to do next, for a reader who may do it. The smallest rank comes first."""

    text: str
    url: str
    label: str
    rank: int


def links(account: Account | None, places: Iterable[Place]) -> dict[UUID, list[Link]]:
    """The link `place`: done when the place has zones, entrances and a reason for being in the register."""
    wanted = list(places)
    zones = _counts(account, Zone, wanted)
    entrances = _counts(account, Entrance, wanted)
    found = {}
    for place in wanted:
        detail = _("%(zones)s, %(entrances)s") % {
            "zones": ngettext("%(n)d zone", "%(n)d zones", zones.get(place.pk, 0)) % {"n": zones.get(place.pk, 0)},
            "entrances": ngettext("%(n)d entrance", "%(n)d entrances", entrances.get(place.pk, 0))
            % {"n": entrances.get(place.pk, 0)},
        }
        whole = zones.get(place.pk) and entrances.get(place.pk) and place.rationale
        url = reverse("places:sheet", args=[place.pk])
        found[place.pk] = [Link("place", "done" if whole else "missing", detail, url, place.changed)]
    return found


def _counts(account: Account | None, model: type[Zone] | type[Entrance], places: list[Place]) -> dict[UUID, int]:
    rows = visible_to(account, model).filter(place__in=places).order_by()
    return dict(rows.values_list("place_id").annotate(n=Count("pk")))


def steps(account: Account | None, place: Place, thread: Thread) -> list[Step]:
    """What is still missing on the sheet, for whoever may add it."""
    if thread["place"].state == "done" or not may(account, Can.EDIT_PLACES, place):
        return []
    found = []
    if not place.zones.exists():
        url = reverse("places:draw_zone", args=[place.pk])
        found.append(Step(_("Draw the zones of this place"), url, _("Draw"), 10))
    if not place.entrances.exists():
        url = reverse("places:draw_entrance", args=[place.pk])
        found.append(Step(_("Draw the entrances and say who may pass"), url, _("Draw"), 11))
    if not place.rationale:
        url = reverse("places:change", args=[place.pk])
        found.append(Step(_("Say why this place is in the register"), url, _("Write"), 12))
    return found
