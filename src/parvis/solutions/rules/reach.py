"""Which risks the measures of an option bear on, and what they do to the life of the place. Pure functions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from parvis.content.schemas import Measure


@dataclass(frozen=True)
class Spot:
    """Where a scenario happens or a measure stands: the id of a drawn zone, or only its kind; both may be empty."""

    zone: str = ""
    kind: str = ""

    def meets(self, other: "Spot") -> bool:
        """Whether both can be the same spot: two drawn zones must be one, else their kinds must not differ."""
        if self.zone and other.zone:
            return self.zone == other.zone
        return not (self.kind and other.kind) or self.kind == other.kind


def bears_on(measure: Measure, spots: Collection[Spot], threat: str, phase: str, where: Spot) -> bool:
    """Whether a measure is for this threat and phase, and does not stand in other zones only.

    A scenario without a phase runs through all of them. A measure that is not placed is taken to reach everywhere.
    """
    if threat not in measure.threats or (phase and phase not in measure.phases):
        return False
    return not spots or any(spot.meets(where) for spot in spots)


@dataclass(frozen=True)
class SideSum:
    """One side effect over all measures of an option: its ends and its sum, so that a bad one hides behind no good one."""

    code: str
    worst: int
    best: int
    total: int
    worse: tuple[Measure, ...]
    better: tuple[Measure, ...]
    silent: int  # measures of which the catalogue says nothing here


def side_sums(measures: Sequence[Measure], codes: Iterable[str]) -> list[SideSum]:
    """What the measures do to each side of the life of the place."""
    found = []
    for code in codes:
        known = [(row, effect.value) for row in measures for name, effect in row.side_effects.items() if name == code]
        values = [value for _row, value in known] or [0]
        worse, better = (tuple(row for row, value in known if sign * value > 0) for sign in (-1, 1))
        found.append(SideSum(code, min(values), max(values), sum(values), worse, better, len(measures) - len(known)))
    return found
