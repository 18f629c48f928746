"""Two releases side by side: nothing about a few people may be had by subtracting one figure from another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from parvis.engines.privacy.suppression import PUBLIC
from parvis.engines.privacy.wording import state
from parvis.engines.statement import Translate

Release = Mapping[frozenset[str], int | None]
"""Counts by group of people, a group being the set of its smallest parts (area, age band, wave ...); None is hidden."""


@dataclass(frozen=True)
class Difference:
    """`whole` less `parts` leaves `people`: fewer than allowed."""

    whole: frozenset[str]
    parts: tuple[frozenset[str], ...]
    people: int

    def sentence(self, translate: Translate = str) -> str:
        """Why this cannot be released."""
        return state("difference", people=self.people).sentence(translate)


class DifferenceError(ValueError):
    """A release that would give figures about a few people away; `differences` says which."""

    def __init__(self, found: tuple[Difference, ...]) -> None:
        """Keep the differences for the caller; the message is the first one's sentence."""
        self.differences = found
        super().__init__(found[0].sentence())


def no_difference(previous: Release, new: Release, k: int = PUBLIC) -> None:
    """Refuse (DifferenceError) a new release that, beside the previous one, gives away a figure about fewer than k."""
    found = differences(previous, new, k)
    if found:
        raise DifferenceError(found)


def differences(previous: Release, new: Release, k: int = PUBLIC) -> tuple[Difference, ...]:
    """Differences of 1 to k - 1 people between a group and one within it, or several apart within it.

    Groups of both releases are compared: the same group counted again, a group within another (overlapping areas),
    and a group less the groups of one release that lie within it side by side. Within the new release alone the same
    is asked. Longer chains of sums are not searched: within one table `suppress` rules them out.
    """
    old, now = ({group: count for group, count in release.items() if count is not None} for release in (previous, new))
    found: dict[Difference, None] = {}
    for whole_in, parts_in in ((now, old), (old, now), (now, now)):
        for (whole, count), (part, less) in product(whole_in.items(), parts_in.items()):
            if part <= whole and not (whole_in is parts_in and part == whole) and 0 < abs(count - less) < k:
                found[Difference(whole, (part,), abs(count - less))] = None
        for whole, count in whole_in.items():
            for parts in _side_by_side(whole, parts_in):
                left = count - sum(parts_in[part] for part in parts)
                if len(parts) > 1 and 0 < abs(left) < k:
                    found[Difference(whole, parts, abs(left))] = None
    return tuple(found)


def _side_by_side(whole: frozenset[str], groups: Mapping[frozenset[str], int]) -> Iterator[tuple[frozenset[str], ...]]:
    """Groups within `whole` that do not overlap: one choice from the largest down, one from the smallest up."""
    within = sorted((g for g in groups if g and g < whole), key=lambda g: (len(g), sorted(g)))
    for order in (within[::-1], within):
        chosen: list[frozenset[str]] = []
        taken: set[str] = set()
        for group in order:
            if taken.isdisjoint(group):
                chosen.append(group)
                taken |= group
        yield tuple(chosen)
