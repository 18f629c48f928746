"""Proportionality: which tier follows from the number of people, and which one holds. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.content.schemas.method import Tier

#: What may be said of an expectation; nothing said is its own answer, and no good one.
MET, UNMET, NOT_APPLICABLE = "met", "unmet", "not_applicable"


def by_people(tiers: Sequence[Tier], people: int | None) -> Tier | None:
    """The tier that follows from a number of people: of those whose numbers fit, the highest. None where none does."""
    fitting = [tier for tier in tiers if people is not None and _fits(tier, people)]
    return max(fitting, key=lambda tier: tier.number, default=None)


def _fits(tier: Tier, people: int) -> bool:
    if tier.from_people is None:
        return False
    return tier.from_people <= people and (tier.below_people is None or people < tier.below_people)


@dataclass(frozen=True)
class Holding:
    """The tier that holds, the one that follows from the number of people now, and how the two stand to one another."""

    tier: Tier | None
    follows: Tier | None
    chosen: bool  # a person chose it, with a reason
    outdated: bool  # it was settled when another tier followed from the number of people


def holding(
    tiers: Sequence[Tier], people: int | None, *, settled: str, followed: str, reason: str, closed: bool
) -> Holding:
    """`settled` is the tier that was written down, by a person with a reason or when the assessment was closed.

    `followed` is the tier that followed from the number of people at that moment. As long as nothing is settled, an open
    assessment goes with the number; a closed one never does: what changed since is shown, and changes nothing in it.
    """
    follows = by_people(tiers, people)
    held = next((tier for tier in tiers if tier.code == settled), None)
    if held is None:
        return Holding(None if closed else follows, follows, chosen=False, outdated=False)
    now = follows.code if follows else ""
    return Holding(held, follows, chosen=bool(reason), outdated=bool(now) and now != followed)
