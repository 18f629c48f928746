"""Durations of a plan brought together with the times that exercises showed.

The formula is Parvis's own, kept simple so that it can be checked by hand: the guess counts as `WEIGHT` observations, the
most likely duration moves to the mean of guess and observations weighed so, and the range only ever widens. Exercises are
few, and a range that narrows on a handful of them would promise what nobody has seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from parvis.engines.drill.messages import Duration

#: How many observed times one guess is worth.
WEIGHT = 3


@dataclass(frozen=True)
class Pooled:
    """`duration` in seconds: least, most likely, greatest. `n`: on how many observed times it rests."""

    duration: Duration
    n: int


def pool(
    guess: Duration | None, seen: Sequence[float], still: Sequence[float] = (), observed: int = 0
) -> Pooled | None:
    """An estimate with new times in it. None when there is nothing new to learn.

    `guess`: least, most likely and greatest, which already rest on `observed` times. `seen`: seconds that the task took
    in exercises; `still`: for how long it had been under way where the exercise ended first: the greatest is at least
    that. Without a guess the observations stand alone: shortest, median, longest.
    """
    if not seen and (guess is None or not still or max(still) <= guess[2]):
        return None
    if guess is None:
        return Pooled((min(seen), median(seen), max([*seen, *still])), len(seen))
    least, likely, greatest = guess
    weight = WEIGHT + observed
    middle = (weight * likely + sum(seen)) / (weight + len(seen))
    low, high = min([least, *seen]), max([greatest, *seen, *still])
    return Pooled((low, min(max(middle, low), high), high), observed + len(seen))
