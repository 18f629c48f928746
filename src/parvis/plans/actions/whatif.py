"""Trying a measure in the what-if of a plan: what it would change, said with a reason, kept with the plan."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import ExistingMeasure
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events
from parvis.plans.actions.checking import queue_check
from parvis.plans.actions.edition import known
from parvis.plans.models import Effect, Plan, WhatIf
from parvis.solutions.models import Option

#: Measures that are tried of one plan: each is a simulation of its own.
MOST = 12
LARGEST = 1000
HEAD = ("name", "present", "option", "existing", "measure", "reason")
EFFECT = (
    "kind", "task", "dur_min_s", "dur_mode_s", "dur_max_s", "percent", "message", "channel", "new_channel", "availability",
    "resource", "more",
)  # fmt: skip
K = Effect.Kind
#: What each kind of change needs to be said, with the field that is blamed for it.
NEEDS: dict[str, tuple[str, ...]] = {
    K.LASTS: ("task", "dur_min_s", "dur_mode_s", "dur_max_s"),
    K.SHARE: ("task", "percent"),
    K.NEEDLESS: ("task",),
    K.CHANNEL: ("message",),
    K.RESOURCE: ("resource", "more"),
}


@verb(events.WhatIfSet)
def set_what_if(
    actor: Account, plan: Plan, row: WhatIf | None = None, *, version: int = 1, pk: UUID | None = None,
    effect: dict[str, Any] | None = None, **facts: Any,
) -> WhatIf:  # fmt: skip
    """Try a measure, or change what was said of it; `effect` is one more thing that it changes. The plan stays as it is,
    and is checked again."""
    require(actor, Can.PLAN, plan)
    known(facts, HEAD)
    if row is None:
        if plan.what_ifs.count() >= MOST:
            raise Refused(_("Twelve measures are tried at most. Nothing was saved: take one out first."))
        current = WhatIf(plan=plan, place_id=plan.place_id, by=actor, **({"pk": pk} if pk else {}))
    else:
        current = visible_to(actor, WhatIf, Can.PLAN).select_for_update(of=("self",)).get(pk=row.pk, plan=plan)
        if current.version != version:
            raise Conflict
        current.version += 1
        current.by, current.since = actor, timezone.now()
    for name, value in facts.items():
        setattr(current, name, value)
    _refuse_head(plan, current)
    made = _effect(plan, current, effect) if effect else None
    if made is None and (row is None or not current.effects.exists()):
        raise Refused(_("Say what the measure changes of the plan. Nothing was saved."), "kind")
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError:
        raise Refused(
            _("A measure of this name is tried already. Nothing was saved: change that one."), "name"
        ) from None
    if made:
        made.save()
    _told(actor, plan, current)
    return current


def _refuse_head(plan: Plan, row: WhatIf) -> None:
    row.name, row.reason = row.name.strip()[:200], row.reason.strip()
    if not row.name:
        raise Refused(_("Name the measure, or choose one. Nothing was saved."), "name")
    if not row.reason:
        raise Refused(_("Say why you expect this: a trial, a data sheet, another city. Nothing was saved."), "reason")
    chosen: list[Option | ExistingMeasure] = [one for one in (row.option, row.existing) if one]
    if any(one.place_id != plan.place_id for one in chosen):
        raise Refused(_("This measure belongs to another place. Nothing was saved."), "source")
    kept = [row.option.comparison.marking if row.option else 0, row.existing.marking if row.existing else 0]
    if max(kept) > plan.marking:
        raise Refused(
            _(
                "This measure is marked more strictly than the plan, whose readers would learn of it. Nothing was saved: use words of your own."
            ),
            "source",
        )


def _effect(plan: Plan, row: WhatIf, said: dict[str, Any]) -> Effect:
    known(said, EFFECT)
    if said.get("kind") not in NEEDS:
        raise Refused(_("Say what the measure changes of the plan. Nothing was saved."), "kind")
    for field in NEEDS[said["kind"]]:
        if said.get(field) is None:
            raise Refused(_("This is needed to try the measure. Nothing was saved."), field)
    made = Effect(what_if=row, **{name: value for name, value in said.items() if value is not None})
    if any(
        part is not None and part.plan_id != plan.pk for part in (made.task, made.message, made.channel, made.resource)
    ):
        raise Refused(_("It can only change parts of its own plan. Nothing was saved."), "kind")
    _refuse_effect(made)
    return made


def _refuse_effect(made: Effect) -> None:
    if made.kind == K.LASTS:
        least, usual, most = made.dur_min_s or 0, made.dur_mode_s or 0, made.dur_max_s or 0
        if not least <= usual <= most or most == 0:
            raise Refused(_("The times rise from the shortest to the longest. Nothing was saved."), "dur_min_s")
    if made.kind == K.SHARE and not 1 <= (made.percent or 0) <= LARGEST:
        raise Refused(_("Give a share between 1 and 1,000 per cent. Nothing was saved."), "percent")
    if made.kind == K.CHANNEL and (made.channel is None) == (not made.new_channel.strip()):
        raise Refused(_("Choose a channel of the plan, or name a new one. Nothing was saved."), "channel")
    if made.kind == K.RESOURCE and not -LARGEST <= (made.more or 0) <= LARGEST:
        raise Refused(_("Give a number up to 1,000. Nothing was saved."), "more")
    if made.availability > 100:  # noqa: PLR2004  # per cent
        raise Refused(_("A channel works in at most 100 per cent of events. Nothing was saved."), "availability")


@verb(events.WhatIfSet)
def remove_effect(actor: Account, effect: Effect) -> WhatIf:
    """Take back one thing that was said of a measure; the last one stays, or the measure goes."""
    require(actor, Can.PLAN, effect)
    row = WhatIf.objects.select_for_update(of=("self",)).select_related("plan").get(pk=effect.what_if_id)
    if row.effects.count() == 1:
        raise Refused(_("It changes nothing else: take the measure out of the what-if instead. Nothing was changed."))
    effect.delete()
    row.version += 1
    row.save(update_fields=["version"])
    _told(actor, row.plan, row)
    return row


@verb(events.WhatIfSet)
def remove_what_if(actor: Account, row: WhatIf) -> None:
    """Try a measure no longer: the plan is as it was without."""
    require(actor, Can.PLAN, row)
    plan, pk = row.plan, row.pk
    row.delete()
    event = events.WhatIfSet(what_if=pk, effects=0, removed=True)
    _queue(actor, plan, event)


def _told(actor: Account, plan: Plan, row: WhatIf) -> None:
    _queue(actor, plan, events.WhatIfSet(what_if=row.pk, effects=row.effects.count()))


def _queue(actor: Account, plan: Plan, event: events.WhatIfSet) -> None:
    queue_check(actor, Plan.objects.select_for_update().get(pk=plan.pk))
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
