"""Letting people in, keeping them out, and noting who read what is TLP:RED."""

from datetime import datetime
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access import events
from parvis.access.errors import Refused
from parvis.access.models import Effect, Grant, Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account, Organisation, Role


@verb(events.Granted)
def grant(
    actor: Account,
    place: Model,
    *,
    purpose: str,
    until: datetime,
    account: Account | None = None,
    organisation: Organisation | None = None,
    role: str = Role.READER,
    ceiling: int = Marking.AMBER_STRICT,
    effect: str = Effect.ALLOW,
) -> Grant:
    """Let one account or one organisation take a role at a place until a date, or deny it. A purpose is obligatory."""
    require(actor, Can.GRANT, place)
    if (account is None) == (organisation is None):
        raise Refused(_("Choose either a person or an organisation. Nothing was changed."), "account")
    if until <= timezone.now():
        raise Refused(_("The end date has passed. Nothing was granted: choose a later date."), "until")
    if not purpose.strip():
        raise Refused(_("Say what the access is for. Nothing was granted."), "purpose")
    if ceiling == Marking.RED and account is None:
        raise Refused(_("TLP:RED is for named persons only. Choose a person, or a lower marking."), "ceiling")
    given = Grant.objects.create(
        place_id=place.pk,
        account=account,
        organisation=organisation,
        role=role,
        ceiling=ceiling,
        effect=effect,
        purpose=purpose.strip(),
        until=until,
        by=actor,
    )
    event = events.Granted(
        effect=effect,
        role=role,
        ceiling=ceiling,
        purpose=given.purpose,
        until=until.isoformat(),
        account_key=account.key if account else None,
        organisation=organisation.pk if organisation else None,
    )
    record(actor, event, object_id=given.pk, place_id=place.pk)
    return given


@verb(events.Revoked)
def revoke(actor: Account, place: Model, grant_id: UUID) -> None:
    """Take a grant back; it counts no more from the next request on."""
    require(actor, Can.GRANT, place)
    changed = Grant.objects.filter(pk=grant_id, place_id=place.pk, revoked=None).update(revoked=timezone.now())
    if not changed:
        raise Refused(_("This grant has ended already. Nothing was changed."))
    record(actor, events.Revoked(grant=grant_id), object_id=grant_id, place_id=place.pk)


@verb(events.ReadRed)
def note_red(actor: Account, thing: Model) -> None:
    """Note that somebody opened an object marked TLP:RED."""
    place_id = getattr(thing, "place_id", thing.pk)
    kind = type(thing)._meta.label_lower  # noqa: SLF001  # Django's public name for a model's label
    record(actor, events.ReadRed(kind=kind), object_id=thing.pk, place_id=place_id, marking=Marking.RED)
