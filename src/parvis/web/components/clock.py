"""Times on the clock of a plan or an exercise, as people read them."""

from parvis.content.language import timed as said
from parvis.engines.drill import Bound

__all__ = ["at_least", "said"]


def at_least(bound: Bound) -> str:
    """The same, with a sign before it where the time is a lower bound."""
    return f"≥ {said(bound.seconds)}" if bound.at_least else said(bound.seconds)
