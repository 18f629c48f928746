"""Every expert's judgement as a dot on one axis, with the range and the median behind them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_high

from django.utils.formats import number_format

from parvis.web.components.record import coordinate

LEFT, RIGHT = 22.0, 238.0  # ends of the axis in the picture's own units, 260 wide
STEP = 11.0  # equal judgements stand on top of each other, a dot apart


@dataclass(frozen=True)
class Dot:
    """Centre of one dot."""

    x: str
    y: str


@dataclass(frozen=True)
class Dots:
    """What the template needs to draw the dots and to say them in words."""

    count: int
    height: str
    foot: str
    axis: str
    range: str
    middle: str
    dots: tuple[Dot, ...]
    lowest: str
    highest: str
    median: str


def dots(values: Sequence[float], low: float = 1, high: float = 5) -> Dots:
    """Place judgements on an axis from `low` to `high` with a mark at each step; values outside stand at its ends."""
    known = sorted(min(max(float(value), low), high) for value in values)
    if not known:
        return Dots(0, "26", "", "", "", "", (), "", "", "")
    pile: Counter[float] = Counter()
    placed: list[tuple[float, int]] = []
    for value in known:
        placed.append((value, pile[value]))
        pile[value] += 1
    base = 15.0 + STEP * (max(pile.values()) - 1)

    def across(value: float) -> float:
        return LEFT + (RIGHT - LEFT) * (value - low) / (high - low)

    ticks = "".join(f"M{coordinate(across(low + step))} {base - 3:g}v6" for step in range(int(high - low) + 1))
    middle = median_high(known)
    return Dots(
        count=len(known),
        height=coordinate(base + 13),
        foot=coordinate(base + 4),
        axis=f"M{LEFT:g} {base:g}H{RIGHT:g}{ticks}",
        range=f"M{coordinate(across(known[0]))} {base:g}H{coordinate(across(known[-1]))}"
        if known[0] < known[-1]
        else "",
        middle=f"M{coordinate(across(middle))} {base + 4:g}v8",
        dots=tuple(Dot(coordinate(across(value)), coordinate(base - STEP * level)) for value, level in placed),
        lowest=_said(known[0]),
        highest=_said(known[-1]),
        median=_said(middle),
    )


def _said(value: float) -> str:
    return number_format(round(value, 1), use_l10n=True).removesuffix(".0").removesuffix(",0")
