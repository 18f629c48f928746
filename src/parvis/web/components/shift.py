"""One figure then and now on a scale: a hollow dot, a filled one, and the way between them."""

from dataclasses import dataclass

from parvis.web.components.record import coordinate

LEFT, RIGHT = 22.0, 230.0  # ends of the axis in the picture's own units, 260 wide
MOST_TICKS = 20  # a longer scale is marked at its quarters
BASE, FREE = 15.0, 8.0  # height of the axis, and how far the line keeps from the dots


@dataclass(frozen=True)
class Shift:
    """Positions as SVG attributes; an empty one where the figure is not known."""

    axis: str
    line: str
    then: str
    now: str
    same: bool


def shift(before: float | None, after: float | None, low: float = 1, high: float = 5) -> Shift | None:
    """Place both figures on an axis from `low` to `high`; nothing when neither is known."""
    if before is None and after is None:
        return None
    parts = int(high - low) if high - low <= MOST_TICKS else 4
    at = (coordinate(_across(low + (high - low) * part / (parts or 1), low, high)) for part in range(parts + 1))
    ticks = "".join(f"M{x} {BASE - 3:g}v6" for x in at)
    then = "" if before is None else coordinate(_across(before, low, high))
    now = "" if after is None else coordinate(_across(after, low, high))
    line = ""
    if before is not None and after is not None and before != after:
        first, last = _across(before, low, high), _across(after, low, high)
        way = 1 if last > first else -1
        line = f"M{coordinate(first + FREE * way)} {BASE:g}H{coordinate(last - FREE * way)}"
    return Shift(f"M{LEFT:g} {BASE:g}H{RIGHT:g}{ticks}", line, then, now, same=before == after)


def _across(value: float, low: float, high: float) -> float:
    held = min(max(float(value), low), high)
    return LEFT + (RIGHT - LEFT) * (held - low) / ((high - low) or 1)
