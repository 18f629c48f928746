"""What we did with a sheet from elsewhere: this is what gives an exchange its value."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import seen
from parvis.access.roles import Can
from parvis.exchange import events
from parvis.exchange.models import Adoption, Received
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.queries import homes


@verb(events.AdoptionNoted)
def note_adoption(
    actor: Account, received: Received, *, status: str, day: date, changes: str = "", result: str = "", **more: Any
) -> Adoption:
    """Note that we tried it, and what changed. `more` may hold id and marking."""
    owner = homes(actor, Can.SHARE).first()
    if owner is None:
        raise NotAllowed(_("Only whoever may share for a city notes what it did with a sheet."))
    sheet = seen(actor, Received, received.pk)
    if status not in Adoption.Status.values:
        raise Refused(_("Choose where you are with it. Nothing was saved."), "status")
    if status in {Adoption.Status.RUNNING, Adoption.Status.STOPPED} and not (changes.strip() or result.strip()):
        raise Refused(
            _("Say what you changed or what came of it: others can only learn from that. Nothing was saved."), "result"
        )
    adoption = Adoption.objects.create(
        received=sheet,
        owner=owner,
        author=actor,
        status=status,
        day=day,
        changes=changes.strip(),
        result=result.strip(),
        **more,
    )
    event = events.AdoptionNoted(urn=sheet.urn, status=status)
    record(actor, event, object_id=adoption.pk, marking=adoption.marking)
    return adoption
