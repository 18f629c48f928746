"""What is kept from those who play: the script, what is expected, and what others saw, until the exercise is over."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import queries
from parvis.exercises.models import Exercise
from parvis.people.models import Account


def spare(account: Account, exercise: object) -> None:
    """Stop a player of this exercise."""
    if queries.plays(account, str(exercise)):
        raise NotAllowed(_("You play in this exercise: this page would tell you what is still to come. Ask the director if you are to observe instead."))  # fmt: skip


def directed(account: Account, exercise: Exercise) -> Exercise:
    """The exercise, for somebody who directs it and does not play in it."""
    require(account, Can.DIRECT, exercise)
    spare(account, exercise.pk)
    return exercise


def unless_playing(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The page of an exercise, closed to its players."""

    @wraps(page)
    def run(request: HttpRequest, pk: str, **more: str) -> HttpResponseBase:
        if isinstance(request.user, Account):
            spare(request.user, pk)
        return page(request, pk=pk, **more)

    return run
