"""How a screen keeps up: it asks with the pulse that it has seen, and gets nothing while that still beats."""

from math import inf

from django.http import HttpRequest, HttpResponse

from parvis.access.errors import NotVisible
from parvis.access.queries import visible_to
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise
from parvis.people.models import Account


def unchanged() -> HttpResponse:
    """The browser then leaves the page as it is: no button moves under a finger."""
    return HttpResponse(status=204)


def pulse(exercise: Exercise, until_s: float = inf, stretch: str = "") -> str:
    """What a screen has seen: the beat of the run, until which second of the clock it stays true, in which stretch."""
    return f"{exercise.beat}_{until_s}_{stretch}"


def still(request: HttpRequest, exercise: Exercise) -> bool:
    """Has nothing happened since the screen was drawn, and has no time come that changes it? Asks no further table."""
    parts = request.GET.get("seen", "").split("_")
    try:
        beat, until = int(parts[0]), float(parts[1])
    except (ValueError, IndexError):
        return False
    return beat == exercise.beat and queries.clock(exercise) < until


def looked_at(account: Account, pk: str) -> Exercise:
    """The exercise for a screen that asks again and again: reading is noted when something is shown, not each time."""
    found = visible_to(account, Exercise).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def kept_up(account: Account, exercise: Exercise) -> Exercise:
    """Let the clock have its way, for a screen that asks again and again."""
    return looked_at(account, str(exercise.pk)) if actions.settle(account, exercise) else exercise


def settled(account: Account, exercise: Exercise) -> Exercise:
    """Let the clock have its way, and read the exercise anew, for a page that shows it."""
    actions.settle(account, exercise)
    return queries.exercise(account, exercise.pk)
