"""Where a place stands beside like places. Pure functions; no place is ever ranked.

The rule of small numbers: with fewer than three other places nothing is said but that. What the reader may not see
never comes in here, so that no difference between two summaries leads back to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 3


@dataclass(frozen=True)
class Standing:
    """One figure of this place beside those of the others."""

    own: float | None
    others: int
    low: float
    middle: float
    high: float
    fewer: int  # of the others lie below this place
    equal: int
    more: int


def standing(own: float | None, others: Sequence[float | None]) -> Standing | None:
    """The figure beside those of the other places that have one; None where these are fewer than three."""
    known = sorted(figure for figure in others if figure is not None)
    if len(known) < ENOUGH:
        return None
    half = len(known) // 2
    middle = known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
    fewer = sum(figure < own for figure in known) if own is not None else 0
    more = sum(figure > own for figure in known) if own is not None else 0
    equal = len(known) - fewer - more if own is not None else 0
    return Standing(own, len(known), known[0], middle, known[-1], fewer, equal, more)
