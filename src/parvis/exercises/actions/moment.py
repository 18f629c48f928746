"""When something was tapped, on the exercise clock."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.exercises.models import Exercise
from parvis.exercises.queries import clock, clock_at

ROUGHLY = timedelta(seconds=5)  # the clocks of phones are known this well: a tap at the start is not from before it


def moment(exercise: Exercise, at_s: float | None, said_at: datetime | None = None) -> float:
    """Now on the running clock, or the time given, which must lie within the exercise.

    `said_at`: the moment of the day at which it was tapped, on a phone that could not send it then.
    """
    if not (exercise.live or exercise.state == Exercise.State.FINISHED):
        raise Refused(_("The exercise has not begun, or its evaluation is closed. Nothing was noted."))
    if said_at is not None:
        if exercise.t0 is None or said_at < exercise.t0 - ROUGHLY:
            raise Refused(_("This time lies outside the exercise. Nothing was noted: look at its clock."), "at_s")
        return clock_at(exercise, min(said_at, timezone.now()))
    if at_s is None and not exercise.live:
        raise Refused(_("The exercise is over: give the time on its clock. Nothing was noted."), "at_s")
    latest = clock(exercise)
    if at_s is not None and not 0 <= at_s <= latest + 1:
        raise Refused(_("This time lies outside the exercise. Nothing was noted: look at its clock."), "at_s")
    return latest if at_s is None else at_s
