"""The messages of a spreadsheet become those of an exercise."""

import re
from collections.abc import Mapping
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.models import Exercise, Inject
from parvis.exercises.msel import Script
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.models import PlanRole
from parvis.plans.queries import roles, tasks


def name_of(upload: UUID, number: int) -> UUID:
    """The id of a message of an upload: the same upload twice would make the same messages."""
    return uuid5(upload, str(number))


def named_in(text: str, roles: Mapping[str, PlanRole]) -> list[PlanRole]:
    """The roles of the plan that a list of addressees names; none, when it names nobody of the plan: then everybody reads."""
    parts = [part.strip().casefold() for part in re.split(r"[,;\n]", text)]
    return [roles[part] for part in dict.fromkeys(parts) if part in roles]


@verb(events.ScriptTaken)
def take_script(actor: Account, exercise: Exercise, script: Script, *, pk: UUID, replacing: bool = False) -> int:
    """Add the messages of a script, or put them in place of those that stand there; how many were taken.

    `pk` names the upload, and so its messages. Refused when the clock was started.
    """
    require(actor, Can.DIRECT, exercise)
    current = visible_to(actor, Exercise, Can.DIRECT).select_for_update().get(pk=exercise.pk)
    if current.t0:
        raise Refused(
            _("The clock of this exercise was started: its script stays as it was played. Nothing was taken."), "file"
        )
    replaced = current.injects.order_by().delete()[1].get("exercises.Inject", 0) if replacing else 0
    by_code = {task.code: task for task in tasks(actor, current.plan)}
    named = {role.name.casefold(): role for role in roles(actor, current.plan)}
    first = max(current.injects.order_by("number").values_list("number", flat=True), default=0)
    for number, row in enumerate(script.rows, 1):
        made = Inject.objects.create(
            pk=name_of(pk, number), place_id=current.place_id, exercise=current, number=first + number,
            offset_s=row.offset_s, kind=row.kind, mode=row.mode, sender=row.sender, to=row.to, message=row.message, note=row.note,
        )  # fmt: skip
        made.roles.set(named_in(row.to, named))
        made.expected.set([by_code[code] for code in row.expected if code in by_code])
    event = events.ScriptTaken(layout=script.layout, injects=len(script.rows), replaced=replaced)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return len(script.rows)
