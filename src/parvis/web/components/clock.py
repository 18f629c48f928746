"""Times on the clock of a plan or an exercise, as people read them."""

import math

from parvis.engines.drill import Bound


def said(seconds: float | None) -> str:
    """A time on the exercise clock as people read it: 04:05, or 1:02:07 beyond the hour; nothing where it is not known."""
    if seconds is None or math.isnan(seconds):
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def at_least(bound: Bound) -> str:
    """The same, with a sign before it where the time is a lower bound."""
    return f"≥ {said(bound.seconds)}" if bound.at_least else said(bound.seconds)
