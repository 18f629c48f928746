"""Combinations under a budget: cost to the right, remaining risk upwards, openness as the shape of the mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from parvis.solutions.queries.portfolio import Row
from parvis.web.components.record import coordinate

WIDTH, HEIGHT = 380.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 364.0, 16.0, 222.0
PARTS = 4
APART = 11.0  # labels nearer than this would cover one another
#: Marks around their middle: up for more openness, down for less, a round one for the same.
UP, DOWN = "M{x} {top}L{right} {low}L{left} {low}Z", "M{x} {low}L{right} {top}L{left} {top}Z"


@dataclass(frozen=True)
class Mark:
    """One combination. `path` is empty for a round mark; `number` where there is room for it."""

    x: str
    y: str
    path: str
    number: str
    outline: bool
    chosen: bool


@dataclass(frozen=True)
class Tick:
    at: str
    text: str


@dataclass(frozen=True)
class Picture:
    """Everything that the template draws."""

    marks: tuple[Mark, ...]
    stairs: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


def front_picture(rows: Sequence[Row], budget: int) -> Picture:
    """Place every combination; the stairs lead along those that leave the least risk for their cost."""
    marks = list[Mark]()
    taken: list[tuple[float, float]] = []
    for row in sorted(rows, key=lambda one: (not one.outline, one.number)):
        x, y = _across(row.point.cost, budget), _up(row.point.remaining)
        free = all(abs(x - a) > APART or abs(y - b) > APART for a, b in taken)
        taken.append((x, y))
        number = str(row.number) if free else ""
        marks.append(
            Mark(coordinate(x), coordinate(y), _shape(x, y, row.point.openness), number, row.outline, row.chosen)
        )
    ticks = [budget * part / PARTS for part in range(PARTS + 1)]
    return Picture(
        tuple(reversed(marks)),
        _stairs([row for row in rows if row.outline], budget),
        tuple(Tick(coordinate(_across(at, budget)), _thousands(at)) for at in ticks),
        tuple(Tick(coordinate(_up(part / PARTS)), str(100 * part // PARTS)) for part in range(PARTS + 1)),
    )


def _thousands(euros: float) -> str:
    return number_format(euros / 1000, 0 if euros % 1000 == 0 else 1)


def _across(cost: float, budget: int) -> float:
    return LEFT + (RIGHT - LEFT) * cost / budget


def _up(remaining: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * remaining


def _shape(x: float, y: float, openness: int, size: float = 6.0) -> str:
    if openness == 0:
        return ""
    names = {"x": x, "left": x - size, "right": x + size, "top": y - size, "low": y + size}
    return (UP if openness > 0 else DOWN).format(**{name: coordinate(value) for name, value in names.items()})


def _stairs(rows: Sequence[Row], budget: int) -> str:
    parts: list[str] = []
    for row in rows:
        x, y = coordinate(_across(row.point.cost, budget)), coordinate(_up(row.point.remaining))
        parts.append(f"H{x}V{y}" if parts else f"M{x} {y}")
    return "".join(parts) + f"H{coordinate(RIGHT)}" if parts else ""
