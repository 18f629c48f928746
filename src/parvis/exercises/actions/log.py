"""What players write in the run: a message taken note of, something that is done now."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.clock import locked
from parvis.exercises.actions.moment import moment
from parvis.exercises.actions.noting import note
from parvis.exercises.models import Exercise, Inject, LogEntry, Participant
from parvis.exercises.queries import reaches
from parvis.journal.actions import verb
from parvis.people.models import Account
from parvis.plans.models import Task


@verb(events.LogWritten)
def log(
    actor: Account,
    exercise: Exercise,
    *,
    pk: UUID,
    text: str = "",
    task: Task | None = None,
    inject: Inject | None = None,
    said_at: datetime | None = None,
) -> LogEntry:
    """Write into the player's own log: with `inject` the message is taken note of, else this is done now.

    `said_at`: the moment of the day at which it was written, on a phone that could not send it then.
    """
    require(actor, Can.READ, exercise)
    current = locked(actor, exercise)
    person = current.participants.filter(account=actor, part=Participant.Part.PLAYER).first()
    if person is None:
        raise Refused(_("You do not play in this exercise. Nothing was noted: ask the director for a role."))
    if not current.live and said_at is None:
        raise Refused(_("The clock does not run. Nothing was noted."))
    if inject and not (inject.exercise_id == current.pk and reaches(inject, person)):
        raise Refused(_("This message has not come in for you. Nothing was noted."))
    if not inject and not text.strip() and not task:
        raise Refused(_("Say what you do. Nothing was noted."), "text")
    if task and task.plan_id != current.plan_id:
        raise Refused(_("This task or role is not in the plan that is exercised. Nothing was noted."), "task")
    made = LogEntry.objects.create(
        pk=pk, place_id=current.place_id, exercise=current, player=actor, role_id=person.role_played_id, task=task,
        kind=LogEntry.Kind.ACK if inject else LogEntry.Kind.DOING, inject=inject, text=text.strip()[:1000], at_s=moment(current, None, said_at),
    )  # fmt: skip
    event = events.LogWritten(entry=made.pk, kind=made.kind, task=made.task_id, at_s=round(made.at_s, 1))
    note(actor, current, event)
    return made


def log_once(actor: Account, exercise: Exercise, *, pk: UUID, inject: Inject | None = None, **more: Any) -> LogEntry:
    """`log`, for a page that may send the same line twice: the second time finds the first."""
    mine = LogEntry.objects.filter(exercise=exercise, player=actor)
    known = mine.filter(inject=inject, kind=LogEntry.Kind.ACK) if inject else mine.filter(pk=pk)
    found = known.first()
    if found:
        return found
    try:
        with transaction.atomic():
            return log(actor, exercise, pk=pk, inject=inject, **more)
    except IntegrityError:
        found = known.first()
        if found is None:
            raise Refused(_("This could not be kept. Nothing was noted: try again.")) from None
        return found
