"""What happens at a place, and when."""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places import events
from parvis.places.models import CalendarEvent, Place


@verb(events.EventPlanned)
def plan_event(
    actor: Account, place: Place, *, title: str, starts: datetime, ends: datetime, weekly: bool = False
) -> CalendarEvent:
    """Put something into the calendar of a place: once, or every week at this time."""
    require(actor, Can.EDIT_PLACES, place)
    if not title.strip():
        raise Refused(_("Say what happens there. Nothing was saved."), "title")
    if ends <= starts:
        raise Refused(_("It ends before it begins. Nothing was saved: look at the two times."), "ends")
    made = CalendarEvent.objects.create(place=place, title=title.strip(), starts=starts, ends=ends, weekly=weekly)
    event = events.EventPlanned(weekly=weekly, starts=starts.isoformat())
    record(actor, event, object_id=made.pk, place_id=place.pk, marking=place.marking)
    return made
