"""Agreeing on actions and reporting on them."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans import events
from parvis.plans.models import Action
from parvis.plans.rules import horizon_of

REPORTED = ("state", "evidence", "evidence_on")
EDITABLE = (
    "title", "decision", "owner", "organisation", "cost", "success", "start", "due", "horizon", "marking", *REPORTED,
)  # fmt: skip


@verb(events.ActionAgreed)
def agree_action(actor: Account, place: Place, *, title: str, owner: str, due: date, **facts: Any) -> Action:
    """Write down who will have done what by when.

    `facts` may hold id, decision, organisation, cost, success, start, horizon, marking. Without a horizon it follows from the date.
    """
    require(actor, Can.PLAN, place)
    for field, value in (("title", title), ("owner", owner)):
        if not value.strip():
            raise Refused(_("An action needs a title, an owner and a date. Nothing was written."), field)
    _of_this_place(place.pk, facts)
    _begins_before(facts.get("start"), due)
    facts["horizon"] = facts.get("horizon") or horizon_of(due, timezone.localdate())
    action = Action.objects.create(
        place=place, author=actor, title=title.strip(), owner=owner.strip(), due=due, **facts
    )
    event = events.ActionAgreed(due=due.isoformat(), horizon=action.horizon)
    record(actor, event, object_id=action.pk, place_id=place.pk, marking=action.marking)
    return action


def _of_this_place(place_id: object, facts: dict[str, Any]) -> None:
    decision = facts.get("decision")
    if decision and decision.place_id != place_id:
        raise Refused(
            _("This decision was taken for another place. Nothing was saved: choose one of this place."), "decision"
        )


def _begins_before(start: date | None, due: date) -> None:
    if start and start > due:
        raise Refused(_("An action begins before it is due. Nothing was saved: change one of the two dates."), "start")


@verb(events.ActionChanged)
def change_action(actor: Account, action: Action, *, version: int, **facts: Any) -> Action:
    """Change an action, or report on it: state and evidence may also be set by those who carry it out.

    Conflict when somebody saved since `version`; Refused for "done" without evidence and its date.
    """
    require(actor, Can.UPDATE_ACTIONS if set(facts) <= set(REPORTED) else Can.PLAN, action)
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of an action: {sorted(unknown)}")
    current = Action.objects.select_for_update().get(pk=action.pk)
    if current.version != version:
        raise Conflict
    _of_this_place(current.place_id, facts)
    before = current.state
    changed = [name for name, value in facts.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, facts[name])
    _begins_before(current.start, current.due)
    if current.state == Action.State.DONE and not (current.evidence.strip() and current.evidence_on):
        raise Refused(
            _("To set an action to done, say how one can see it, and since when. Nothing was saved."), "evidence"
        )
    current.version += 1
    current.save()
    event = events.ActionChanged(fields=changed, state_before=before, state_after=current.state)
    record(actor, event, object_id=action.pk, place_id=action.place_id, marking=current.marking)
    return current
