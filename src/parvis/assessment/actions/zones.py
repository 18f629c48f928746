"""Where a measure, a scenario or a weakness is: a zone of the place, or a kind of zone."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.content.queries import terms
from parvis.places.models import Zone


def checked_zone(place_id: UUID, zone: Zone | None, kind: str) -> dict[str, Any]:
    """A zone of this very place, or a kind of zone; a drawn zone brings its kind."""
    if zone is not None and zone.place_id != place_id:
        raise Refused(_("This zone belongs to another place. Nothing was saved."), "zone")
    kind = zone.kind if zone else kind
    if kind and kind not in terms("zone_kinds"):
        raise Refused(_("This kind of zone is not in the list of the installation. Nothing was saved."), "zone")
    return {"zone": zone, "zone_kind": kind}
