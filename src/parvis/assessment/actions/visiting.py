"""Taking a visit along, giving it more time, taking it back, and bringing it home."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.models import Assessment, Visit
from parvis.assessment.queries import is_judge, method_of
from parvis.assessment.rules import states
from parvis.assessment.rules.visit import LONGEST
from parvis.journal.actions import record, verb
from parvis.journal.events import Event
from parvis.people.models import Account

HOURS = 24  # how long a visit is open when nobody says otherwise


def issue_visit(actor: Account, of: Assessment, *, hours: int = HOURS, id: UUID | None = None) -> Visit:  # noqa: A002
    """Let the actor take the questionnaire along, for at most 72 hours. The same id issues one visit, however often."""
    there = visible_to(actor, Visit).filter(pk=id, assessor=actor).first() if id else None
    return there or _issue(actor, of, hours, id)


@verb(events.VisitIssued)
def _issue(actor: Account, of: Assessment, hours: int, once: UUID | None) -> Visit:
    may_answer(actor, of)
    named = {"id": once} if once else {}
    expires = _until(hours)
    made = Visit.objects.create(**named, place_id=of.place_id, assessment=of, assessor=actor, expires=expires)
    _record(actor, made, events.VisitIssued(assessment=of.pk, expires=expires.isoformat()))
    return made


def may_answer(actor: Account, of: Assessment) -> None:
    """Stop unless the actor may answer the questionnaire of this assessment now. The field of a Refused is its code."""
    require(actor, Can.JUDGE, of)
    if not is_judge(actor, of):
        raise NotAllowed(_("You have no seat in the team of this assessment any more. Ask its lead to add you."))
    if of.state == states.CLOSED:
        raise Refused(_("The assessment is closed and takes no answers any more. Ask its lead."), "closed")
    if method_of(of).questionnaire is None:
        raise Refused(_("The method of this assessment has no questionnaire."), "no_questionnaire")


def _until(hours: int) -> datetime:
    length = timedelta(hours=hours)
    if not timedelta() < length <= LONGEST:
        raise Refused(_("A visit is open for 1 to 72 hours. Nothing was changed."), "hours")
    return timezone.now() + length


@verb(events.VisitExtended)
def extend_visit(actor: Account, visit: Visit, *, hours: int = HOURS) -> Visit:
    """Give a visit time again, counted from now, so that what waits on the phone can be sent. By the lead."""
    found = _leading(actor, visit)
    if found.revoked:
        raise Refused(_("This visit was taken back. Nothing was changed: the assessor takes a new one along."))
    found.expires, found.returned = _until(hours), None
    found.save(update_fields=["expires", "returned"])
    event = events.VisitExtended(assessment=found.assessment_id, expires=found.expires.isoformat())
    _record(actor, found, event)
    return found


@verb(events.VisitRevoked)
def revoke_visit(actor: Account, visit: Visit, *, why: str) -> Visit:
    """Take a visit back, for example of a lost phone: it sends nothing and gets nothing from the next contact on."""
    found = _locked(actor, visit) if visit.assessor_id == actor.pk else _leading(actor, visit)
    if found.revoked:
        raise Refused(_("This visit was taken back already. Nothing was changed."))
    if not why.strip():
        raise Refused(_("Say in a few words why: the assessor reads it on the phone. Nothing was changed."), "why")
    found.revoked, found.revoked_why = timezone.now(), why.strip()[:300]
    found.save(update_fields=["revoked", "revoked_why"])
    _record(actor, found, events.VisitRevoked(assessment=found.assessment_id, why=found.revoked_why))
    return found


def return_visit(actor: Account, visit: Visit) -> Visit:
    """Say that the visit is over and everything has arrived. Said twice, it is noted once."""
    return visit if visit.returned and visit.assessor_id == actor.pk else _return(actor, visit)


@verb(events.VisitReturned)
def _return(actor: Account, visit: Visit) -> Visit:
    found = own(actor, _locked(actor, visit))
    found.returned = timezone.now()
    found.save(update_fields=["returned"])
    _record(actor, found, events.VisitReturned(assessment=found.assessment_id))
    return found


def own(actor: Account, visit: Visit) -> Visit:
    """The visit, if it is the actor's own: nobody sends in another's name."""
    if visit.assessor_id != actor.pk:
        raise NotVisible
    return visit


def _leading(actor: Account, visit: Visit) -> Visit:
    require(actor, Can.LEAD_ASSESSMENT, visit)
    return _locked(actor, visit)


def _locked(actor: Account, visit: Visit) -> Visit:
    found = visible_to(actor, Visit).select_for_update().filter(pk=visit.pk).first()
    if found is None:
        raise NotVisible
    return found


def _record(actor: Account, visit: Visit, event: Event) -> None:
    record(actor, event, object_id=visit.pk, place_id=visit.place_id, marking=visit.assessment.marking)
