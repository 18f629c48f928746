"""Taking a place on to the register, changing it, and noting that the register went out."""

import uuid
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, require_member, visible_to
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account, Organisation
from parvis.places import events, rules
from parvis.places.models import Place
from parvis.places.queries import categories

AREAS = ("Polygon", "MultiPolygon")
EDITABLE = ("name", "category", "custodian", "civic_role", "rationale", "marking", "geometry")


def shape_refusal(code: str) -> str:
    """What to tell the person whose shape cannot be kept."""
    return {
        "not_geojson": _(
            "This is not a GeoJSON shape. Nothing was saved: draw the shape again, or paste a GeoJSON geometry."
        ),
        "wrong_kind": _(
            "This kind of shape does not fit here: draw an area for a place or zone, a point or line for an entrance."
        ),
        "off_world": _(
            "The shape leaves the world: longitudes go from -180 to 180, latitudes from -90 to 90. Nothing was saved."
        ),
        "crosses_itself": _(
            "The outline crosses itself. Nothing was saved: move the corner that crosses, then save again."
        ),
        "too_detailed": _("The shape has more than 20 000 corners. Nothing was saved: simplify it first."),
        "too_large": _(
            "The shape is larger than 50 square kilometres. Nothing was saved: draw the public space itself."
        ),
        "empty": _("The shape is empty. Nothing was saved: draw it on the map."),
    }[code]


def checked(geometry: BaseGeometry, kinds: tuple[str, ...]) -> BaseGeometry:
    try:
        rules.check_shape(geometry, kinds)
    except rules.BadShape as bad:
        raise Refused(shape_refusal(bad.code), "geometry") from None
    return geometry


def twin_of(owner_id: uuid.UUID, geometry: BaseGeometry, name: str) -> Place | None:
    """A place of the same owner on the same ground, if there is one."""
    near = Place.objects.filter(Place.within(*geometry.bounds), owner_id=owner_id)
    return next((p for p in near if rules.same_place(geometry, name, p.geometry, p.name)), None)


@verb(events.PlaceRegistered)
def register_place(
    actor: Account, owner: Organisation, *, name: str, category: str, geometry: BaseGeometry, **facts: Any
) -> Place:
    """Take a place on to the register of `owner`.

    `facts` may hold id, custodian, civic_role, rationale, marking, osm_id, and allow_twin to register a second place
    on the same ground on purpose. Raises Refused for a twin, an unknown category or a shape that cannot be kept.
    """
    require_member(actor, Can.EDIT_PLACES, owner.pk)
    name = name.strip()
    if not name:
        raise Refused(_("A place needs a name that people on site would use."), "name")
    if category not in categories():
        raise Refused(_("This category is not in the list of the installation."), "category")
    checked(geometry, AREAS)
    allow_twin = facts.pop("allow_twin", False)
    twin = None if allow_twin else twin_of(owner.pk, geometry, name)
    if twin:
        raise Refused(
            _(
                "“%(name)s” is in the register already on the same ground. Nothing was added: open it, or draw another shape."
            )
            % {"name": twin.name},
            "geometry",
        )
    place = Place.objects.create(owner=owner, author=actor, name=name, category=category, geometry=geometry, **facts)
    event = events.PlaceRegistered(category=category, osm_id=place.osm_id)
    record(actor, event, object_id=place.pk, place_id=place.pk, marking=place.marking)
    return place


@verb(events.PlaceChanged)
def change_place(actor: Account, place: Place, *, version: int, layout_changed: bool = False, **facts: Any) -> Place:
    """Change the sheet of a place. `version` is the one the editor saw: Conflict when somebody saved in between."""
    require(actor, Can.EDIT_PLACES, place)
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of the sheet: {sorted(unknown)}")
    if "geometry" in facts:
        checked(facts["geometry"], AREAS)
    if "category" in facts and facts["category"] not in categories():
        raise Refused(_("This category is not in the list of the installation."), "category")
    current = visible_to(actor, Place, Can.EDIT_PLACES).select_for_update().get(pk=place.pk)
    if current.version != version:
        raise Conflict
    before = current.marking
    changed = [name for name, value in facts.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, facts[name])
    if layout_changed:
        current.layout_changed = timezone.now()
        changed.append("layout_changed")
    current.version += 1
    current.save()
    event = events.PlaceChanged(fields=changed, marking_before=before, marking_after=current.marking)
    record(actor, event, object_id=place.pk, place_id=place.pk, marking=current.marking)
    return current


@verb(events.RegisterExported)
def note_export(actor: Account, *, kind: str, rows: int) -> None:
    """Note that somebody took the register, or a part of it, out of the installation."""
    record(actor, events.RegisterExported(format=kind, rows=rows))
