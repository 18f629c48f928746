"""A suggested rating of a task; the evaluator decides.

The letters are HSEEP's: P performed without challenges, S with some challenges, M with major challenges, U unable to
be performed. How they follow from times is Parvis's own aid.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from parvis.engines.drill.conformance import TaskResult
from parvis.engines.drill.wording import state
from parvis.engines.statement import Number, Translate, plain

Rating = Literal["P", "S", "M", "U"]


@dataclass(frozen=True)
class Suggestion:
    """`rating` is None where the records do not allow one; `reason` is a code of this engine's sentences."""

    rating: Rating | None
    reason: str

    def sentence(self, translate: Translate = str, number: Number = plain) -> str:
        """Why this rating is suggested."""
        return state(self.reason).sentence(translate, number)


def suggest_rating(result: TaskResult, *, improvement: bool = False, harm: bool = False) -> Suggestion:
    """Not done: U. Late, or done with harm to another task: M. In time: P, or S if an improvement was noted.

    Without a target, done counts as in time, and the reason says so. No rating for a task that nobody observed, or
    that has a target but no stamp for its event.
    """
    if result.status == "not_observed":
        return Suggestion(None, "rate_unseen")
    if result.status == "never_done":
        return Suggestion("U", "rate_never")
    if harm:
        return Suggestion("M", "rate_harm")
    if result.target_s is not None and math.isnan(result.ratio):
        return Suggestion(None, "rate_unknown")
    if result.ratio > 1:
        return Suggestion("M", "rate_late")
    reason = "rate_met" if result.target_s is not None else "rate_done"
    return Suggestion("S", f"{reason}_but") if improvement else Suggestion("P", reason)


ORDER: tuple[Rating, ...] = ("P", "S", "M", "U")


def suggest_target(letters: Iterable[Rating | None]) -> Suggestion:
    """Of a capability target, from the letters of its critical tasks: the weakest of them, an aid of Parvis's own.

    No letter while one of them has none, except that a task that could not be performed decides at once.
    """
    return _weakest(list(letters), ("rate_no_tasks", "rate_partly", "rate_weakest"))


def suggest_capability(letters: Iterable[Rating | None]) -> Suggestion:
    """Of a capability as a whole, from the letters of its targets, in the same way."""
    return _weakest(list(letters), ("rate_no_targets", "rate_partly_targets", "rate_weakest_target"))


def _weakest(given: list[Rating | None], reasons: tuple[str, str, str]) -> Suggestion:
    none, partly, weakest = reasons
    if not given:
        return Suggestion(None, none)
    if "U" not in given and None in given:
        return Suggestion(None, partly)
    return Suggestion(max((one for one in given if one), key=ORDER.index), weakest)
