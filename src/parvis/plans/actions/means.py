"""Duty periods, functions, channels, resources, triggers and messages of a plan: set, or taken out."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment.queries import phases, picks
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events, queries
from parvis.plans.actions.edition import known, next_edition
from parvis.plans.models import Carrier, Channel, Function, Message, Period, Plan, PlanRole, Resource, Task, Trigger

Part = Period | Function | Channel | Resource | Trigger | Message
P = TypeVar("P", Period, Function, Channel, Resource, Trigger, Message)

#: What can be said of each, and by which of it people know it.
FACTS: dict[type[Part], tuple[str, ...]] = {
    Period: ("name", "position", "hours"),
    Function: ("name", "site", "system", "unreachable", "verified_on"),
    Channel: ("name", "kind", "usual", "position", "delay_min_s", "delay_mode_s", "delay_max_s", "availability"),
    Resource: ("name", "quantity"),
    Trigger: ("description", "threat", "phase"),
    Message: ("sender", "receiver", "role", "way", "call_s", "timeout_s", "fallback", "fallback_s"),
}
NAMES: dict[type[Part], str] = {
    Period: "name", Function: "name", Channel: "name", Resource: "name", Trigger: "description"
}  # fmt: skip


@verb(events.PartSet)
def set_part(
    actor: Account, plan: Plan, part: P | type[P], *, version: int = 1, pk: UUID | None = None, **facts: Any
) -> P:
    """Add a part to a plan (`part` is its table), or change one as its editor saw it at `version`.

    A trigger takes `tasks`, a message `channels` in the order in which they are tried.
    """
    require(actor, Can.PLAN, plan)
    links = {name: facts.pop(name) for name in ("tasks", "channels") if name in facts}
    row = _row(actor, plan, part, version, pk)
    known(facts, FACTS[type(row)])
    if isinstance(row, Trigger):
        _refuse_unlisted(row, facts)
    for field, value in facts.items():
        setattr(row, field, value)
    _refuse_twins(plan, row)
    if isinstance(row, Channel):
        _refuse_falling(row)
    if isinstance(row, Message):
        _refuse_nonsense(plan, row)
    if any(one.plan_id != plan.pk for rows in links.values() for one in rows):
        raise Refused(_("It can only name tasks and channels of its own plan. Nothing was saved."))
    row.save()
    _link(row, **links)
    event = events.PartSet(kind=type(row).__name__.lower(), part=row.pk, edition=next_edition(actor, plan))
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
    return row


def _row(actor: Account, plan: Plan, part: P | type[P], version: int, pk: UUID | None) -> P:
    if isinstance(part, type):
        return part(plan=plan, **({"pk": pk} if pk else {}))
    row = visible_to(actor, type(part), Can.PLAN).select_for_update().filter(plan=plan).get(pk=part.pk)
    if row.version != version:
        raise queries.row_changed(plan, part.pk)
    row.version += 1
    return row


def _refuse_twins(plan: Plan, row: Part) -> None:
    field = NAMES.get(type(row))
    if field is None:
        return
    name = str(getattr(row, field)).strip()
    if not name:
        raise Refused(_("It needs a name. Nothing was saved."), field)
    if ";" in name and not isinstance(row, Trigger):
        raise Refused(_("A name holds no semicolon: it parts names in tables. Nothing was saved."), field)
    setattr(row, field, name)
    if type(row)._default_manager.filter(plan=plan, **{field: name}).exclude(pk=row.pk).exists():  # noqa: SLF001  # Django's public name
        raise Refused(
            _("This plan has “%(name)s” already. Nothing was saved: choose another name.") % {"name": name}, field
        )


def _refuse_unlisted(row: Trigger, facts: dict[str, Any]) -> None:
    """Threat and phase come from the lists in use. What was written before there was a list may stay."""
    known = {"threat": set(picks()), "phase": {code for code, _words in phases()}}
    for field, codes in known.items():
        new = facts.get(field)
        if new and new not in codes and new != getattr(row, field):
            raise Refused(
                _("“%(words)s” is not in the list. Nothing was saved: choose from the list, or leave it empty.") % {"words": new},
                field,
            )  # fmt: skip


def _refuse_falling(channel: Channel) -> None:
    if not channel.delay_min_s <= channel.delay_mode_s <= channel.delay_max_s:
        raise Refused(
            _("The delay of a channel rises from the shortest to the longest. Nothing was saved."), "delay_min_s"
        )


def _refuse_nonsense(plan: Plan, row: Message) -> None:
    if (row.receiver is None) == (row.role is None):
        raise Refused(
            _("A message goes to a task that waits for it, or to a role that is told. Nothing was saved."), "to"
        )
    if row.sender is not None and row.sender == row.receiver:
        raise Refused(_("A task cannot wait for itself. Nothing was saved: choose another task."), "to")
    ends: list[Task | PlanRole] = [end for end in (row.sender, row.receiver, row.role) if end is not None]
    if any(end.plan_id != plan.pk for end in ends):
        raise Refused(_("It can only name tasks and channels of its own plan. Nothing was saved."), "to")
    twins = Message.objects.filter(plan=plan, sender=row.sender, receiver=row.receiver, role=row.role)
    if twins.exclude(pk=row.pk).exists():
        raise Refused(_("The plan has this message already: change that one. Nothing was saved."), "to")


def _link(row: Part, tasks: Iterable[Task] | None = None, channels: Sequence[Channel] | None = None) -> None:
    if isinstance(row, Trigger) and tasks is not None:
        row.tasks.set(tasks)
    if isinstance(row, Message) and channels is not None:
        row.carriers.all().delete()
        Carrier.objects.bulk_create(
            Carrier(message=row, channel=channel, position=n) for n, channel in enumerate(dict.fromkeys(channels), 1)
        )


@verb(events.PartSet)
def remove_part(actor: Account, part: Part) -> None:
    """Take a part out of its plan. Tasks and roles stay; what they said of it goes with it."""
    require(actor, Can.PLAN, part)
    plan, pk = part.plan, part.pk
    part.delete()
    event = events.PartSet(kind=type(part).__name__.lower(), part=pk, edition=next_edition(actor, plan), removed=True)
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
