"""How much is known behind a judgement: kept apart from the judgement itself.

The idea that a risk figure needs a statement of the strength of the knowledge behind it is Flage and Aven's (2009,
Reliability: Theory and Applications 2(13), 9-18). The rule below is Parvis's own, and is stated in full.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from parvis.engines.risk.summary import checked_levels, middles

Strength = Literal["unknown", "weak", "moderate", "strong"]

ENOUGH_PEOPLE = 3
LOWER_THIRD = 1 / 3
UPPER_THIRD = 2 / 3


def strength_of_knowledge(confidence: ArrayLike, top: int, lowest: int = 1) -> tuple[Strength, ...]:
    """Strength of knowledge per item from each person's confidence (experts, items), nan where not given.

    Confidence is a whole number from `lowest` to `top`: a level of a scale, or percent from 50 to 100.

    Take the lower of the middle confidences and place it on the scale from 0 (lowest) to 1 (highest). `weak` when it
    lies at or below one third; `strong` when it lies above two thirds and at least three people gave one; otherwise
    `moderate`. `unknown` when nobody gave any. ValueError for a confidence off the scale or a scale under two steps.
    """
    if top <= lowest:
        raise ValueError("A scale of confidence needs at least two steps.")
    given = checked_levels(confidence, lowest, top)
    people = np.sum(~np.isnan(given), axis=0)
    lower, _ = middles(given)
    return tuple(_strength(float((c - lowest) / (top - lowest)), int(n)) for c, n in zip(lower, people, strict=True))


def _strength(place: float, people: int) -> Strength:
    if not people:
        return "unknown"
    if place <= LOWER_THIRD:
        return "weak"
    return "strong" if place > UPPER_THIRD and people >= ENOUGH_PEOPLE else "moderate"
