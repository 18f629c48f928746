"""The contact check before an exercise: is everybody reached by the way that the exercise will use?"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.clock import locked
from parvis.exercises.actions.noting import note
from parvis.exercises.actions.practice import tell_plan
from parvis.exercises.models import Exercise, Participant
from parvis.journal.actions import verb
from parvis.people.models import Account


@verb(events.ContactSent)
def ask_contact(actor: Account, exercise: Exercise, *, due: datetime) -> Exercise:
    """Begin a contact check, or begin it anew: everybody is asked to answer by `due`, and nobody has yet."""
    require(actor, Can.DIRECT, exercise)
    current = locked(actor, exercise)
    if current.live or current.played:
        raise Refused(_("The clock was started: the contact check belongs before it. Nothing was sent."))
    if due <= timezone.now():
        raise Refused(_("The deadline lies in the past. Nothing was sent."), "due")
    people = current.participants.exclude(part=Participant.Part.DIRECTOR).update(reached=None)
    if not people:
        raise Refused(_("Nobody but the direction takes part yet. Nothing was sent: invite somebody first."))
    current.contact_sent, current.contact_due = timezone.now(), due
    current.version += 1
    current.save()
    note(actor, current, events.ContactSent(people=people, due=due))
    return current


@verb(events.ContactAnswered)
def answer_contact(actor: Account, participant: Participant) -> Participant:
    """One tap: I was reached. Whoever directs may note it for somebody who answered by telephone."""
    exercise = participant.exercise
    require(actor, Can.READ, exercise)
    own = participant.account_id == actor.pk
    if not own and not may(actor, Can.DIRECT, exercise):
        raise Refused(_("Only the person asked, or the direction, answers here. Nothing was noted."))
    current = Participant.objects.select_for_update().get(pk=participant.pk)
    if current.exercise.contact_sent is None:
        raise Refused(_("No contact check was sent. Nothing was noted."))
    if current.reached:
        raise Refused(_("This was answered already. Nothing was changed."))
    current.reached = timezone.now()
    current.save()
    tell_plan(actor, exercise, check=False)  # the check of the plan waits for the end of the exercise
    note(actor, exercise, events.ContactAnswered(account_key=current.account.key, by_other=not own))
    return current
