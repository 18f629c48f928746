"""Who takes part. Whoever lacks access to the place is let in for the exercise, by a grant with its purpose and end."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.actions import grant
from parvis.access.errors import NotAllowed, Refused
from parvis.access.models import Marking
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.models import Exercise, Participant
from parvis.journal.actions import record, verb
from parvis.people.models import Account, Role
from parvis.plans.models import PlanRole

STAYS = timedelta(days=30)
NEEDS = {
    Participant.Part.DIRECTOR: (Can.DIRECT, Role.DIRECTOR),
    Participant.Part.OBSERVER: (Can.OBSERVE, Role.OBSERVER),
    Participant.Part.PLAYER: (Can.READ, Role.OBSERVER),
}


@verb(events.ParticipantSet)
def invite(
    actor: Account,
    exercise: Exercise,
    account: Account,
    part: str = Participant.Part.OBSERVER,
    role_played: PlanRole | None = None,
) -> Participant:
    """Let an account take part. Without access to the place, it gets a grant for thirty days beyond the exercise."""
    require(actor, Can.DIRECT, exercise)
    if role_played and role_played.plan_id != exercise.plan_id:
        raise Refused(_("Choose a role of the plan that is exercised. Nothing was saved."), "role_played")
    let_in = _let_in(actor, exercise, account, Participant.Part(part))
    taken, _made = Participant.objects.update_or_create(
        exercise=exercise, account=account, defaults={"part": part, "role_played": role_played}
    )
    event = events.ParticipantSet(account_key=account.key, part=part, let_in=let_in)
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
    return taken


def _let_in(actor: Account, exercise: Exercise, account: Account, part: Participant.Part) -> bool:
    can, role = NEEDS[part]
    if may(account, can, exercise):
        return False
    planned = exercise.planned_for
    until = timezone.now() + STAYS
    if planned and planned > timezone.localdate():
        until += planned - timezone.localdate()
    ceiling = max(Marking.AMBER_STRICT, exercise.marking, exercise.place.marking)
    try:
        grant(actor, exercise.place, account=account, role=role, ceiling=ceiling, until=until, purpose=exercise.title)
    except NotAllowed:
        sentence = _(
            "This person has no access to the place, and you may not grant it. Nobody was invited: ask the safety coordinator to let them in first."
        )
        raise Refused(sentence, "account") from None
    account.__dict__.pop("_reach", None)
    if not may(account, can, exercise):
        raise Refused(_("This person is kept out of this place by a denial. Nobody was invited."), "account")
    return True


@verb(events.ParticipantSet)
def join(actor: Account, exercise: Exercise) -> Participant:
    """Take part as an observer: whoever may observe at the place needs no invitation."""
    require(actor, Can.OBSERVE, exercise)
    if exercise.participants.filter(account=actor).exists():
        raise Refused(_("You take part already. Nothing was changed."))
    taken = Participant.objects.create(exercise=exercise, account=actor, part=Participant.Part.OBSERVER)
    event = events.ParticipantSet(account_key=actor.key, part=taken.part, let_in=False)
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
    return taken


@verb(events.ParticipantRemoved)
def leave_out(actor: Account, participant: Participant) -> None:
    """Take somebody off the list. What the person observed stays."""
    exercise = participant.exercise
    require(actor, Can.DIRECT, exercise)
    event = events.ParticipantRemoved(account_key=participant.account.key)
    participant.delete()
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
