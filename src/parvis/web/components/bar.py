"""One value between 0 and 1 on a bar, with the range in which it may lie."""

from dataclasses import dataclass

from parvis.web.components.record import percent


@dataclass(frozen=True)
class Bar:
    """Positions as SVG percentages, and the same figures of 100 for the words."""

    mark: str
    x: str
    width: str
    value: int
    low: int
    high: int


def bar(value: float | None, low: float | None = None, high: float | None = None) -> Bar | None:
    """Place a value and its range; nothing when the value is not known, no range when either end is not."""
    if value is None:
        return None
    middle = _held(value)
    if low is None or high is None:
        return Bar(percent(middle), "", "", round(100 * middle), 0, 0)
    first, last = sorted((_held(low), _held(high)))
    width = percent(last - first) if last > first else ""
    return Bar(percent(middle), percent(first), width, round(100 * middle), round(100 * first), round(100 * last))


def _held(share: float) -> float:
    return min(max(float(share), 0.0), 1.0)
