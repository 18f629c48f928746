"""How a screen keeps up: it asks with the pulse that it has seen, and gets nothing while that still beats."""

from math import inf

from django.http import HttpRequest, HttpResponse

from parvis.access.errors import NotVisible
from parvis.access.queries import visible_to
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Participant
from parvis.people.models import Account


def unchanged() -> HttpResponse:
    """The browser then leaves the page as it is: no button moves under a finger."""
    return HttpResponse(status=204)


def beats(exercise: Exercise, part: str) -> str:
    """The numbers that concern a screen: the direction sees everything, observers no log of players, players no stamps."""
    shown = [exercise.beat]
    if part != Participant.Part.PLAYER:
        shown.append(exercise.stamps_beat)
    if part == Participant.Part.DIRECTOR:
        shown.append(exercise.log_beat)
    return "-".join(str(number) for number in shown)


def pulse(exercise: Exercise, part: str = Participant.Part.PLAYER, until_s: float = inf, stretch: str = "") -> str:
    """What a screen has seen: the beats of the run, until which second of the clock it stays true, in which stretch."""
    return f"{beats(exercise, part)}_{until_s}_{stretch}"


def still(request: HttpRequest, exercise: Exercise, part: str) -> bool:
    """Has nothing happened since the screen was drawn, and has no time come that changes it? Asks no further table."""
    seen, _, rest = request.GET.get("seen", "").partition("_")
    try:
        until = float(rest.partition("_")[0])
    except ValueError:
        return False
    return seen == beats(exercise, part) and queries.clock(exercise) < until


def looked_at(account: Account, pk: str) -> Exercise:
    """The exercise for a screen that asks again and again: reading is noted when something is shown, not each time."""
    found = visible_to(account, Exercise).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def kept_up(account: Account, exercise: Exercise) -> Exercise:
    """Let the clock have its way; the exercise as it is then."""
    return looked_at(account, str(exercise.pk)) if actions.settle(account, exercise) else exercise
