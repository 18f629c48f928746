"""After the exercise: the evaluator's ratings."""

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.models import Exercise, Rating
from parvis.exercises.models.record import RatingLetter
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.models import Task


@verb(events.Rated)
def rate(
    actor: Account, exercise: Exercise, task: Task, rating: str, *, suggested: str = "", reason: str = ""
) -> Rating:
    """Decide the rating of one task. What was suggested is kept beside it."""
    require(actor, Can.DIRECT, exercise)
    if exercise.state != Exercise.State.FINISHED:
        raise Refused(_("Ratings are given after the exercise and before its evaluation is closed. Nothing was saved."))
    if task.plan_id != exercise.plan_id or rating not in RatingLetter.values:
        raise Refused(_("This task or rating does not exist here. Nothing was saved."), "rating")
    facts = {
        "place_id": exercise.place_id, "by": actor, "rating": rating, "suggested": suggested, "reason": reason.strip(),
        "decided": timezone.now(),
    }  # fmt: skip
    decided, _made = Rating.objects.update_or_create(exercise=exercise, task=task, defaults=facts)
    event = events.Rated(task=task.pk, rating=rating, suggested=suggested)
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
    return decided
