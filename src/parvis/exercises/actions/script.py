"""The messages of a spreadsheet become those of an exercise."""

from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.models import Exercise, Inject
from parvis.exercises.msel import Script, addressees
from parvis.exercises.queries import moves, objectives, role_names
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.queries import tasks


def name_of(upload: UUID, number: int) -> UUID:
    """The id of a message of an upload: the same upload twice would make the same messages."""
    return uuid5(upload, str(number))


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
    named = role_names(actor, current)
    goals = {goal.number: goal for goal in objectives(actor, current)}
    stretches = {move.number: move for move in moves(actor, current)}
    first = max(current.injects.order_by("number").values_list("number", flat=True), default=0)
    for number, row in enumerate(script.rows, 1):
        made = Inject.objects.create(
            pk=name_of(pk, number), place_id=current.place_id, exercise=current, number=first + number,
            offset_s=row.offset_s, kind=row.kind, mode=row.mode, sender=row.sender, to=row.to, message=row.message, note=row.note,
            move=stretches.get(row.move or 0),
        )  # fmt: skip
        made.roles.set(
            dict.fromkeys(named[name] for name in addressees(row.to, named)[0])
        )  # nobody of the plan: everybody
        made.objectives.set([goals[one] for one in row.objectives if one in goals])
        terms = {code: {"deadline_s": within, "rule": rule} for code, within, rule in row.terms}
        for code in row.expected:
            if code in by_code:
                made.actions.create(task=by_code[code], **terms.get(code, {}))
    event = events.ScriptTaken(layout=script.layout, injects=len(script.rows), replaced=replaced)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return len(script.rows)
