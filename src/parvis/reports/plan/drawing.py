"""P50, P80 and P95 of each milestone on one clock, with the targets, as a vector drawing."""

from collections.abc import Callable
from textwrap import shorten

from parvis.content.language import timed
from parvis.plans.rules.result import KEPT, Json, Result
from parvis.reports.drawing import INK, MARK, SOFT, WIDTH, label, whole

BAD = "#ad3442"
LABEL, EDGE, LINE, TOP = 230.0, 24.0, 30.0, 26.0
LONGEST = 38
STEPS = (15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
MARKS = 6


def spans(of: Result) -> str:
    """A bar from P50 to P80, a line to P95, a tick for the target; red where it is kept too seldom."""
    rows = of.shown
    longest = max([value for row in rows for value in (*row["done"], row["target"]) if value], default=1.0)
    step = next((step for step in STEPS if longest / step <= MARKS), STEPS[-1])
    height = TOP + LINE * len(rows) + 8

    def across(seconds: float) -> float:
        return LABEL + (WIDTH - LABEL - EDGE) * min(seconds / longest, 1.0)

    pieces = []
    for n in range(int(longest // step) + 1):
        x = across(n * step)
        pieces.append(
            f'<line x1="{x:.1f}" y1="{TOP - 4}" x2="{x:.1f}" y2="{height - 8:.1f}" stroke="#cfcbc0" stroke-width="0.7"/>'
        )
        pieces.append(label(x, 14, timed(n * step), "middle", SOFT, 11))
    for n, row in enumerate(rows):
        pieces += _row(of.name(row["code"]), row, TOP + LINE * n + LINE / 2, across)
    return whole(WIDTH, height, pieces)


def _row(name: str, row: Json, y: float, across: Callable[[float], float]) -> list[str]:
    found = [label(0, y + 4, shorten(name, LONGEST, placeholder="…"), "start", INK, 12)]
    p50, p80, p95 = row["done"]
    missed = row["met"] is not None and row["met"][0] < KEPT
    colour = BAD if missed else MARK
    if p50 is not None and p80 is not None:
        left, right = across(p50), across(p80)
        found.append(
            f'<rect x="{left:.1f}" y="{y - 5:.1f}" width="{max(right - left, 2.0):.1f}" height="10" fill="{colour}"/>'
        )
    if p80 is not None and p95 is not None:
        found.append(
            f'<line x1="{across(p80):.1f}" y1="{y:.1f}" x2="{across(p95):.1f}" y2="{y:.1f}" stroke="{colour}" stroke-width="2"/>'
        )
    if row["target"]:
        x = across(row["target"])
        found.append(
            f'<line x1="{x:.1f}" y1="{y - 10:.1f}" x2="{x:.1f}" y2="{y + 10:.1f}" stroke="{INK}" stroke-width="1.6"/>'
        )
    return found
