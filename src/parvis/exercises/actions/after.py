"""After the exercise: the evaluator's ratings of tasks, of capability targets and of capabilities as a whole."""

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.models import CapabilityRating, CapabilityTarget, Exercise, Objective, Rating
from parvis.exercises.models.record import RatingLetter
from parvis.exercises.queries import capabilities, result
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.models import Task


@verb(events.Rated)
def rate(
    actor: Account, exercise: Exercise, task: Task, rating: str, *, suggested: str = "", reason: str = ""
) -> Rating:
    """Decide the rating of one task. What was suggested is kept beside it."""
    require(actor, Can.DIRECT, exercise)
    _being_evaluated(exercise)
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


def _being_evaluated(exercise: Exercise) -> None:
    if exercise.state != Exercise.State.FINISHED:
        raise Refused(_("Ratings are given after the exercise and before its evaluation is closed. Nothing was saved."))


@verb(events.CapabilityRated)
def rate_capability(
    actor: Account, objective: Objective, rating: str, *, target: CapabilityTarget | None = None, reason: str = ""
) -> CapabilityRating:
    """Decide the letter of a capability target, or without one of the capability behind an objective as a whole.

    Another letter than the one that is suggested needs a reason; the suggestion of that day is kept beside it.
    """
    exercise = objective.exercise
    require(actor, Can.DIRECT, exercise)
    _being_evaluated(exercise)
    if rating not in RatingLetter.values or (target and target.objective_id != objective.pk):
        raise Refused(_("This target or letter does not exist here. Nothing was saved."), "rating")
    suggested = _suggested(actor, objective, target)
    if suggested and rating != suggested and not reason.strip():
        raise Refused(
            _("%(letter)s was suggested: say why it is another letter. Nothing was saved.") % {"letter": suggested},
            "reason",
        )
    facts = {
        "place_id": exercise.place_id, "exercise": exercise, "by": actor, "rating": rating, "suggested": suggested,
        "reason": reason.strip()[:400], "decided": timezone.now(),
    }  # fmt: skip
    decided, _made = CapabilityRating.objects.update_or_create(objective=objective, target=target, defaults=facts)
    event = events.CapabilityRated(
        objective=objective.pk, target=target.pk if target else None, rating=rating, suggested=suggested
    )
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
    return decided


def _suggested(actor: Account, objective: Objective, target: CapabilityTarget | None) -> str:
    whole = next(one for one in capabilities(actor, result(actor, objective.exercise)) if one.objective == objective)
    advice = next(one.suggestion for one in whole.goals if one.target == target) if target else whole.suggestion
    return advice.rating or ""
