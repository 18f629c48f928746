"""The grid of a method with a dot for every expert: where each one's own values lead, instead of one coloured cell."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parvis.web.components.record import coordinate

CELL, GAP, LEFT, TOP = 40.0, 2.0, 30.0, 4.0
#: Places of up to six dots in a cell, as shares of its side; more dots share the last place. A lone dot stands in the middle.
SPOTS = ((0.29, 0.5), (0.69, 0.5), (0.29, 0.8), (0.69, 0.8), (0.29, 0.2), (0.69, 0.2))
MIDDLE = (0.5, 0.55)


@dataclass(frozen=True)
class Cell:
    """One field of the grid with its band."""

    x: str
    y: str
    middle: str
    foot: str
    band: int
    tint: str


@dataclass(frozen=True)
class Mark:
    """One expert."""

    x: str
    y: str


@dataclass(frozen=True)
class Axis:
    """The number of a level beside the grid."""

    x: str
    y: str
    text: int


@dataclass(frozen=True)
class Picture:
    """Everything that the template draws."""

    width: str
    height: str
    cells: tuple[Cell, ...]
    rows: tuple[Axis, ...]
    columns: tuple[Axis, ...]
    marks: tuple[Mark, ...]


def risk_grid(bands: Sequence[Sequence[int]], marks: Sequence[tuple[int, int]]) -> Picture:
    """`bands[likelihood - 1][consequence - 1]` counted from 1; `marks` are pairs of the two, one per expert.

    Likelihood rises upwards, consequence to the right.
    """
    rows, columns = len(bands), len(bands[0])
    top = max(max(row) for row in bands)

    def left(consequence: int) -> float:
        return LEFT + (consequence - 1) * (CELL + GAP)

    def above(likelihood: int) -> float:
        return TOP + (rows - likelihood) * (CELL + GAP)

    cells = tuple(
        Cell(
            coordinate(left(c)),
            coordinate(above(r)),
            coordinate(left(c) + CELL - 5),
            coordinate(above(r) + 12),
            bands[r - 1][c - 1],
            f"{0.06 + 0.5 * (bands[r - 1][c - 1] - 1) / max(top - 1, 1):.2f}",
        )
        for r in range(1, rows + 1)
        for c in range(1, columns + 1)
    )
    bottom = above(1) + CELL
    return Picture(
        coordinate(left(columns) + CELL + 2),
        coordinate(bottom + 20),
        cells,
        tuple(Axis("20", coordinate(above(r) + CELL / 2 + 4), r) for r in range(1, rows + 1)),
        tuple(Axis(coordinate(left(c) + CELL / 2), coordinate(bottom + 15), c) for c in range(1, columns + 1)),
        tuple(_marks(marks, left, above)),
    )


def _marks(marks: Sequence[tuple[int, int]], left: Callable[[int], float], above: Callable[[int], float]) -> list[Mark]:
    together, there = Counter(marks), Counter[tuple[int, int]]()
    found = []
    for likelihood, consequence in sorted(marks):
        alone = together[likelihood, consequence] == 1
        across, down = MIDDLE if alone else SPOTS[min(there[likelihood, consequence], len(SPOTS) - 1)]
        there[likelihood, consequence] += 1
        found.append(Mark(coordinate(left(consequence) + CELL * across), coordinate(above(likelihood) + CELL * down)))
    return found
