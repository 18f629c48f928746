"""The hot wash: short answers right after the exercise, without a name unless everybody was told so before."""

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.models import Exercise, HotWashAnswer, Participant
from parvis.exercises.queries import hot_wash_over
from parvis.journal.actions import record, verb
from parvis.people.models import Account

WORST, BEST = 1, 5


@verb(events.HotWashNamed)
def name_hot_wash(actor: Account, exercise: Exercise, *, named: bool) -> Exercise:
    """Say, before the first answer, whether answers carry the name of who gives them."""
    require(actor, Can.DIRECT, exercise)
    current = visible_to(actor, Exercise, Can.DIRECT).select_for_update().get(pk=exercise.pk)
    if current.participants.filter(hot_washed=True).exists():
        raise Refused(_("Somebody has answered already, and was told otherwise. Nothing was changed."), "named")
    current.hot_wash_named = named
    current.version += 1
    current.save()
    event = events.HotWashNamed(named=named)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current


@verb(events.HotWashAnswered)
def answer_hot_wash(actor: Account, exercise: Exercise, answers: dict[str, int | str]) -> int:
    """Keep the answers of one participant: numbers from 1 to 5, or words. Returns how many were kept."""
    require(actor, Can.READ, exercise)
    person = Participant.objects.select_for_update().filter(exercise=exercise, account=actor).first()
    if person is None:
        raise Refused(_("Only those who take part answer here. Nothing was kept."))
    if person.hot_washed:
        raise Refused(
            _("You have answered already. Your first answers are kept: as they carry no name, they cannot be changed.")
        )
    exercise.refresh_from_db()
    if not (exercise.live or exercise.played):
        raise Refused(_("The exercise has not begun. Nothing was kept."))
    if hot_wash_over(exercise):
        raise Refused(_("The hot wash is closed: its answers have been read. Nothing was kept."))
    kept = [_kept(exercise, question, value) for question, value in answers.items() if value not in ("", None)]
    if not kept:
        raise Refused(_("There is no answer yet. Nothing was kept: answer at least one question."))
    if exercise.hot_wash_named:
        for answer in kept:
            answer.by = actor
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


@verb(events.HotWashClosed)
def close_hot_wash(actor: Account, exercise: Exercise) -> Exercise:
    """Take no more answers, so that they can be read."""
    require(actor, Can.DIRECT, exercise)
    current = visible_to(actor, Exercise, Can.DIRECT).select_for_update().get(pk=exercise.pk)
    if not current.played:
        raise Refused(_("The hot wash is closed after the exercise. Nothing was changed."))
    if hot_wash_over(current):
        raise Refused(_("The hot wash is closed already. Nothing was changed."))
    current.hot_wash_closed = timezone.now()
    current.version += 1
    current.save()
    event = events.HotWashClosed(answered=current.participants.filter(hot_washed=True).count())
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current
