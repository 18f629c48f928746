"""Writing a plan, from nothing or from an exercise pack, and putting it in force."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.content.schemas import ExercisePack, PlanPack
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans import events
from parvis.plans.actions.checking import queue_check
from parvis.plans.actions.filling import fill
from parvis.plans.actions.snapshots import keep_edition
from parvis.plans.models import Channel, Plan, PlanSnapshot
from parvis.plans.rules import TRANSITIONS, kind_of

EDITABLE = ("title", "scenario", "kind", "valid_from", "review_on", "marking")


@verb(events.PlanWritten)
def write_plan(
    actor: Account,
    place: Place,
    *,
    title: str,
    pack: ExercisePack | PlanPack | None = None,
    channels: Iterable[str] = (),
    **facts: Any,
) -> Plan:
    """Begin a plan for a place. With a pack, its roles and tasks come along, in the language of the writer.

    `channels`: names of the usual ones. `facts` may hold id, scenario, kind, valid_from, review_on and marking.
    """
    require(actor, Can.PLAN, place)
    if not title.strip():
        raise Refused(_("A plan needs a title. Nothing was written."), "title")
    _of_this_place(place.pk, facts)
    if isinstance(pack, PlanPack) and facts.get("kind", Plan.Kind.SITE) == Plan.Kind.SITE:
        facts["kind"] = pack.of
    if pack:
        facts |= {"pack_urn": pack.urn, "pack_version": pack.version}
    plan = Plan.objects.create(place=place, author=actor, title=title.strip(), **facts)
    Channel.objects.bulk_create(
        Channel(plan=plan, name=name, kind=kind_of(name), usual=True, position=n)
        for n, name in enumerate(dict.fromkeys(name.strip()[:60] for name in channels if name.strip()), 1)
    )
    roles, tasks = fill(plan, pack) if pack else (0, 0)
    if tasks:
        queue_check(actor, plan)
    event = events.PlanWritten(kind=plan.kind, pack=pack.urn if pack else "", roles=roles, tasks=tasks)
    record(actor, event, object_id=plan.pk, place_id=place.pk, marking=plan.marking)
    return plan


def _of_this_place(place_id: object, facts: dict[str, Any]) -> None:
    scenario = facts.get("scenario")
    if scenario and scenario.place_id != place_id:
        raise Refused(
            _("This scenario belongs to another place. Nothing was saved: choose one of this place."), "scenario"
        )


@verb(events.PlanChanged)
def change_plan(actor: Account, plan: Plan, *, version: int, **facts: Any) -> Plan:
    """Change the head of a plan. `version` is the one the editor saw: Conflict when somebody saved in between."""
    require(actor, Can.PLAN, plan)
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of the head of a plan: {sorted(unknown)}")
    current = visible_to(actor, Plan, Can.PLAN).select_for_update().get(pk=plan.pk)
    if current.version != version:
        raise Conflict
    _of_this_place(current.place_id, facts)
    before = current.marking
    changed = [name for name, value in facts.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, facts[name])
    current.version += 1
    current.save()
    event = events.PlanChanged(fields=changed, marking_before=before, marking_after=current.marking)
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=current.marking)
    return current


@verb(events.PlanStateChanged)
def set_plan_state(actor: Account, plan: Plan, state: str) -> Plan:
    """Put a plan in force, back to draft, or out of force. A plan of the same kind in force before is then replaced."""
    require(actor, Can.PLAN, plan)
    current = visible_to(actor, Plan, Can.PLAN).select_for_update().get(pk=plan.pk)
    before = current.state
    if state not in TRANSITIONS[before]:
        raise Refused(
            _("The plan is not in a state from which this is possible. Nothing was changed: reload the page.")
        )
    replaced = []
    if state == Plan.State.IN_FORCE:
        if not current.tasks.filter(dropped=None).exists():
            raise Refused(_("A plan without tasks cannot be in force. Nothing was changed: add a task first."))
        earlier = Plan.objects.select_for_update().filter(place=current.place_id, kind=current.kind, state=state)
        replaced = list(earlier.values_list("pk", flat=True).order_by("pk"))
        Plan.objects.filter(pk__in=replaced).update(state=Plan.State.REPLACED, changed=timezone.now())
        current.valid_from = current.valid_from or timezone.localdate()
    current.state = state
    current.version += 1
    current.save()
    if state == Plan.State.IN_FORCE:
        keep_edition(actor, current, PlanSnapshot.Why.IN_FORCE)
    event = events.PlanStateChanged(before=before, after=state, replaced=replaced)
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=current.marking)
    return current
