"""After the exercise: the evaluator's ratings and the anonymous hot wash."""

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.models import Exercise, HotWashAnswer, Participant, Rating
from parvis.exercises.models.record import RatingLetter
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.models import Task

WORST, BEST = 1, 5


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


@verb(events.HotWashAnswered)
def answer_hot_wash(actor: Account, exercise: Exercise, answers: dict[str, int | str]) -> int:
    """Keep the answers of one participant without a name: numbers from 1 to 5, or words. Returns how many were kept."""
    require(actor, Can.READ, exercise)
    person = Participant.objects.select_for_update().filter(exercise=exercise, account=actor).first()
    if person is None:
        raise Refused(_("Only those who take part answer here. Nothing was kept."))
    if person.hot_washed:
        raise Refused(
            _("You have answered already. Your first answers are kept: as they carry no name, they cannot be changed.")
        )
    if not (exercise.live or exercise.played):
        raise Refused(_("The exercise has not begun. Nothing was kept."))
    kept = [_kept(exercise, question, value) for question, value in answers.items() if value not in ("", None)]
    if not kept:
        raise Refused(_("There is no answer yet. Nothing was kept: answer at least one question."))
    HotWashAnswer.objects.bulk_create(kept)
    person.hot_washed = True
    person.save()
    # Nobody is named in the journal: who answered when would tell whose answers these are.
    record(None, events.HotWashAnswered(), object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
    return len(kept)


def _kept(exercise: Exercise, question: str, value: int | str) -> HotWashAnswer:
    answer = HotWashAnswer(place_id=exercise.place_id, exercise=exercise, question=question)
    if isinstance(value, int):
        answer.score = min(max(value, WORST), BEST)
    else:
        answer.text = value.strip()[:2000]
    return answer
