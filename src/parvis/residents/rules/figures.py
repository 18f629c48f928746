"""From answers to figures that may be shown.

A figure is about the people who answered its question: fewer than `k`, and there is none. Counts of single answers
go through the suppression of engines.privacy. Two releases never differ by a few people (see `steps`), and a question
that fewer people answered than the survey as a whole keeps its earlier figure until enough have come.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

import numpy as np

from parvis.content.schemas import IndicatorsPack
from parvis.content.schemas.indicators import Indicator, Item
from parvis.engines.privacy import suppress, wilson

Answers = Sequence[Mapping[str, Any]]


class Measured(TypedDict):
    """One indicator: `value`, `low` and `high` in 0..1, `n` people; `mean` on the scale of the question, if it has one."""

    n: int
    value: float
    low: float
    high: float
    mean: float | None


class Counted(TypedDict):
    """How often each answer was chosen; None is hidden."""

    n: int
    counts: dict[str, int | None]


class Figures(TypedDict):
    indicators: dict[str, Measured]
    tables: dict[str, Counted]


def figures(pack: IndicatorsPack, answers: Answers, k: int) -> Figures:
    """Every figure about at least `k` people."""
    items = {item.code: item for item in pack.items}
    measured = {i.code: _measured(i, items[i.item], answers, k) for i in pack.indicators if i.statistic != "count"}
    # A question with an indicator is shown as that indicator only: beside it, its single counts would tell the rest.
    covered = {indicator.item for indicator in pack.indicators if indicator.statistic != "count"}
    tables = {
        item.code: _counted(item, answers, k)
        for item in pack.items
        if item.code not in covered and item.type in {"single", "multiple"}
    }
    return {
        "indicators": {code: found for code, found in measured.items() if found},
        "tables": {code: found for code, found in tables.items() if found},
    }


def _measured(indicator: Indicator, item: Item, answers: Answers, k: int) -> Measured | None:
    given = [answer[item.code] for answer in answers if item.code in answer]
    if indicator.statistic == "share":
        base = [value for value in given if not indicator.base or value in indicator.base]
        reached = float(sum(value in indicator.counts for value in base))
        mean = None
    else:
        base = given
        lowest, highest = item.lowest or 0, item.highest or 1
        mean = float(np.mean(base)) if base else None
        reached = sum((value - lowest) / (highest - lowest) for value in base)
    if len(base) < k:
        return None
    # For a mean the interval of a share is on the safe side: no spread between two ends is wider than all-or-nothing.
    share = wilson(reached, len(base))
    return {"n": len(base), "value": share.share, "low": share.low, "high": share.high, "mean": mean}


def _counted(item: Item, answers: Answers, k: int) -> Counted | None:
    given = [answer[item.code] for answer in answers if item.code in answer]
    if len(given) < k:
        return None
    codes = [option.code for option in item.options]
    if item.type == "single":
        counts = Counter(given)
        shown = suppress([counts[code] for code in codes], k).cells
        return {"n": len(given), "counts": {code: _whole(cell) for code, cell in zip(codes, shown, strict=True)}}
    # Several answers may be chosen: each is a question of its own, and tells nothing about the others.
    chosen = Counter(code for answer in given for code in answer)
    return {"n": len(given), "counts": {c: None if 0 < chosen[c] < k else chosen[c] for c in codes}}


def _whole(cell: float) -> int | None:
    return None if np.isnan(cell) else int(cell)


def steady(new: Figures, earlier: Iterable[tuple[Figures, int]]) -> Figures:
    """`new`, with every figure left as it was that would differ from an earlier one by fewer people than its k.

    `earlier` holds pairs of figures that some reader already has, and the number of people by which a figure must
    have grown to be shown anew; the first pair is the one to fall back on.
    """
    known = list(earlier)
    return {
        "indicators": {c: f for c, m in new["indicators"].items() if (f := _kept("indicators", c, m, known))},
        "tables": {c: f for c, t in new["tables"].items() if (f := _kept("tables", c, t, known))},
    }


def _kept(part: str, code: str, figure: Any, known: list[tuple[Figures, int]]) -> Any:
    for before, k in known:
        old = before[part].get(code)  # type: ignore[literal-required]  # one of the two parts of Figures
        if old and 0 < figure["n"] - old["n"] < k:
            return known[0][0][part].get(code)  # type: ignore[literal-required]
    return figure
