"""Zones, entrances, occupancy and involved organisations of a place."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account, Organisation
from parvis.places import events
from parvis.places.actions.register import AREAS, checked
from parvis.places.models import Entrance, Involvement, Occupancy, Place, Zone
from parvis.places.queries import vocabulary

MAX_WIDTH_M = 200


@verb(events.PartDrawn)
def draw_zone(actor: Account, place: Place, *, kind: str, name: str, geometry: BaseGeometry, **more: Any) -> Zone:
    """Add a zone (approach, perimeter, access point, inner area ...) to a place."""
    require(actor, Can.EDIT_PLACES, place)
    if kind not in vocabulary("zone_kinds"):
        raise Refused(_("This kind of zone is not in the list of the installation."), "kind")
    checked(geometry, AREAS)
    zone = Zone.objects.create(place=place, kind=kind, name=name.strip(), geometry=geometry, **more)
    record(actor, events.PartDrawn(kind="zone"), object_id=zone.pk, place_id=place.pk, marking=place.marking)
    return zone


@verb(events.PartDrawn)
def draw_entrance(
    actor: Account,
    place: Place,
    *,
    name: str,
    geometry: BaseGeometry,
    width_m: Decimal | None = None,
    users: list[str] | None = None,
    **more: Any,
) -> Entrance:
    """Add an entrance with its clear width in metres and who may pass."""
    require(actor, Can.EDIT_PLACES, place)
    checked(geometry, ("Point", "LineString"))
    if width_m is not None and not 0 < width_m < MAX_WIDTH_M:
        raise Refused(_("The clear width must be between 0 and 200 metres."), "width_m")
    entrance = Entrance.objects.create(
        place=place, name=name.strip(), geometry=geometry, width_m=width_m, users=users or [], **more
    )
    record(actor, events.PartDrawn(kind="entrance"), object_id=entrance.pk, place_id=place.pk, marking=place.marking)
    return entrance


@verb(events.PartRemoved)
def remove_part(actor: Account, part: Zone | Entrance) -> None:
    """Take a zone or an entrance off the place. What happened to it stays in the journal."""
    require(actor, Can.EDIT_PLACES, part.place)
    kind = "zone" if isinstance(part, Zone) else "entrance"
    record(actor, events.PartRemoved(kind=kind, part=part.pk), object_id=part.pk, place_id=part.place_id)
    part.delete()


@verb(events.OccupancySet)
def set_occupancy(actor: Account, place: Place, *, condition: str, people: int, estimated_by: str) -> Occupancy:
    """Say how many people are there at the same time in one condition, and how that is known."""
    require(actor, Can.EDIT_PLACES, place)
    if condition not in vocabulary("conditions") or estimated_by not in vocabulary("occupancy_methods"):
        raise Refused(_("This condition or way of estimating is not in the list of the installation."), "condition")
    occupancy, _new = Occupancy.objects.update_or_create(
        place=place, condition=condition, defaults={"people": people, "estimated_by": estimated_by}
    )
    event = events.OccupancySet(condition=condition, people=people)
    record(actor, event, object_id=occupancy.pk, place_id=place.pk, marking=place.marking)
    return occupancy


@verb(events.InvolvementSet)
def involve(actor: Account, place: Place, organisation: Organisation, part: str) -> Involvement:
    """Say which organisation decides, finances, is consulted or informed at this place."""
    require(actor, Can.EDIT_PLACES, place)
    involvement, _new = Involvement.objects.get_or_create(
        place=place, organisation=organisation, part=Involvement.Part(part)
    )
    record(actor, events.InvolvementSet(organisation=organisation.pk, part=part), place_id=place.pk)
    return involvement
