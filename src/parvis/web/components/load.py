"""The load of a role over time as a strip of cells: how much of its room is wanted, and where it is too little."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parvis.web.components.clock import said
from parvis.web.components.record import percent

LEVELS = (0.02, 0.25, 0.5, 0.75, 1.0)
#: Moments of the table behind the strip.
MOMENTS = 6


@dataclass(frozen=True)
class Cell:
    """A stretch of the clock with one level, 0 to 5; 5 is more than the role has room for."""

    x: str
    width: str
    level: int


@dataclass(frozen=True)
class Strip:
    cells: tuple[Cell, ...]
    peak: float
    peak_at: str
    values: tuple[float, ...]


def strip(wanted: Sequence[float], capacity: int, until: float, share: float) -> Strip:
    """Neighbouring moments of one level become one cell. `wanted`: places at moments spread evenly up to `until`, which
    lies at `share` of the width."""
    levels = [sum(value / capacity > limit for limit in LEVELS) for value in wanted]
    cells, begin = list[Cell](), 0
    for n in range(1, len(levels) + 1):
        if n == len(levels) or levels[n] != levels[begin]:
            if levels[begin]:
                cells.append(
                    Cell(
                        percent(share * begin / len(levels)), percent(share * (n - begin) / len(levels)), levels[begin]
                    )
                )
            begin = n
    top = max(range(len(wanted)), key=wanted.__getitem__)
    at = [until * n / (len(wanted) - 1) for n in range(len(wanted))] if len(wanted) > 1 else [0.0]
    values = tuple(max(part) for part in _parts(wanted))
    return Strip(tuple(cells), wanted[top], said(at[top]), values)


def moments(until: float) -> list[str]:
    """The stretches of the table, as people read them."""
    return [f"{said(until * n / MOMENTS)}\u2013{said(until * (n + 1) / MOMENTS)}" for n in range(MOMENTS)]


def _parts(values: Sequence[float]) -> list[Sequence[float]]:
    edges = [len(values) * n // MOMENTS for n in range(MOMENTS + 1)]
    return [values[begin:end] or [0.0] for begin, end in pairwise(edges)]
