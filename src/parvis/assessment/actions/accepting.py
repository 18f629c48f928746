"""Accepting a finding of the checks: for a reason, until a day. It stays visible, and comes back."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, seen
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.opening import current
from parvis.assessment.models import Acceptance, Assessment
from parvis.assessment.queries import findings
from parvis.assessment.rules.states import ACCEPTED_FOR
from parvis.journal.actions import record, verb
from parvis.people.models import Account


@verb(events.FindingAccepted)
def accept_finding(
    actor: Account,
    of: Assessment,
    *,
    code: str,
    subject: str,
    reason: str,
    until: date,
    required: frozenset[UUID] | None = None,
) -> Acceptance:
    """Accept a finding that is there now; `subject` is its stamp. When the subject changes, the finding is open again.

    Raises Refused without a reason, for a day that has passed or lies more than two years ahead, and for a finding
    that is no longer there.
    """
    found = current(actor, of)
    today = timezone.localdate()
    if not reason.strip():
        raise Refused(_("Say why this can be accepted. Nothing was saved."), "reason")
    if not today <= until <= today + ACCEPTED_FOR:
        raise Refused(_("Choose a day from today to two years ahead: then it is looked at again."), "until")
    still, _accepted = findings(actor, found, required)
    if not any(one.code == code and about.stamp == subject for one in still for about in one.about):
        raise Refused(
            _("This finding is not open any more, or its subject has changed. Nothing was saved: look again.")
        )
    made, _new = Acceptance.objects.update_or_create(
        assessment=found,
        code=code,
        subject=subject,
        defaults={
            "place_id": found.place_id, "author": actor, "reason": reason.strip()[:500], "until": until,
            "created": timezone.now(),
        },
    )  # fmt: skip
    event = events.FindingAccepted(code=code, until=until)
    record(actor, event, object_id=made.pk, place_id=found.place_id, marking=found.marking)
    return made


@verb(events.AcceptanceWithdrawn)
def withdraw_acceptance(actor: Account, pk: UUID | str) -> Assessment:
    """Open a finding again before its day. That it was accepted stays in the journal."""
    held = seen(actor, Acceptance, pk)
    require(actor, Can.LEAD_ASSESSMENT, held.assessment)
    event = events.AcceptanceWithdrawn(code=held.code)
    record(actor, event, object_id=held.pk, place_id=held.place_id, marking=held.assessment.marking)
    held.delete()
    return held.assessment
