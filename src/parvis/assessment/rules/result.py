"""From many people's judgements to a list that still shows every one of them. Pure, and remembered per input.

Each expert's own values go through the method's grids or formula, and the scenario stands by the middle of what comes
out. See `parvis.engines.risk` for the sources.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parvis.content.schemas import MethodPack
from parvis.content.schemas.outcome import Grids
from parvis.engines import risk
from parvis.engines.risk.formula import Formula
from parvis.engines.risk.level import Cascade, Step
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

SEED = 815356  # the same judgements always give the same figures
DRAWS = 1000
#: A weakness counts as disputed when experts place the vulnerability this many levels apart.
DISPUTED = 2
#: How sure an expert of the lowest confidence is to give the same level again (Parvis's own assumption).
LEAST_SURE = 0.6


class Scale(NamedTuple):
    """One factor: its code, lowest level, and how many levels it has."""

    code: str
    lowest: int
    levels: int

    @property
    def wide(self) -> int:
        """From how many levels apart an item goes back to discussion: three quarters of the scale."""
        return math.ceil(0.75 * (self.levels - 1))


@dataclass(frozen=True)
class Rules:
    """What the figures need of a method."""

    scales: tuple[Scale, ...]
    outcome: Cascade | Formula
    bands: tuple[int, ...]
    froms: tuple[float, ...]  # with a formula: the lowest figure of each band
    confidence: int

    @property
    def wide(self) -> int:
        """From how many bands apart an item goes back to discussion."""
        return max(2, math.ceil(0.5 * (len(self.bands) - 1)))

    def place(self, values: Mapping[str, Floats]) -> Floats:
        """The place of the band, from 1, for each combination of levels; nan where a value is missing."""
        found = self.outcome(values)
        edges = self.froms if isinstance(self.outcome, Formula) else self.bands
        places: Floats = np.searchsorted(edges, np.round(found, 9), side="right").astype(np.float64)
        return np.where(np.isnan(found), np.nan, places)


class Value(NamedTuple):
    """One standing judgement: expert and scenario by their place in the lists, then a level for each factor."""

    expert: int
    scenario: int
    levels: tuple[int, ...]
    confidence: int  # counted from 1


@dataclass(frozen=True)
class Spread:
    """One scale of one scenario over all experts; with an even number of them `middle` holds both middle levels."""

    dots: tuple[int, ...]
    median: int
    low: int
    high: int
    middle: tuple[int, int]

    @property
    def width(self) -> int:
        return self.high - self.low


@dataclass(frozen=True)
class Line:
    """One scenario: the bands that the experts' own values give (counted from 1), and the factors behind them."""

    scenario: int
    band: Spread
    factors: dict[str, Spread]
    cells: tuple[tuple[int, int], ...]  # row and column of each expert in the last grid, counted from 1
    figures: tuple[float, ...]  # what the formula gives, where there is one
    first: float  # chance to rank first when the panel is drawn anew
    ranks: tuple[int, int]  # ranks that hold 90 % of the draws
    knowledge: str  # unknown, weak, moderate, strong
    wide: bool


@dataclass(frozen=True)
class Result:
    """Lines from the gravest down, agreement, and what must be said of the order."""

    lines: tuple[Line, ...]
    alpha: risk.Alpha
    interval: risk.AlphaInterval
    factors: dict[str, risk.Alpha]
    robustness: risk.RankRobustness
    judged: tuple[int, ...]  # scenarios in the order of the robustness

    @property
    def reading(self) -> str:
        return risk.agreement(self.alpha)

    def statements(self, names: Sequence[str]) -> tuple[Statement, ...]:
        """Few people, and neighbours whose order could flip; `names` of all scenarios."""
        return self.robustness.statements([names[scenario] for scenario in self.judged])


@lru_cache(maxsize=512)
def result(values: tuple[Value, ...], rules: Rules) -> Result | None:
    """The figures of all standing judgements; None when there is none."""
    if not values:
        return None
    judged = tuple(sorted({value.scenario for value in values}))
    experts = sorted({value.expert for value in values})
    tables = {
        scale.code: _table(values, [value.levels[place] for value in values], experts, judged)
        for place, scale in enumerate(rules.scales)
    }
    confidence = _table(values, [value.confidence for value in values], experts, judged)
    bands = rules.place(tables)
    sure = LEAST_SURE + (1 - LEAST_SURE) * (confidence - 1) / max(rules.confidence - 1, 1)
    robust = risk.rank_robustness(bands, SEED, DRAWS, sure)
    return Result(
        tuple(_lines(rules, judged, tables, robust, confidence)),
        risk.krippendorff_alpha(bands),
        risk.alpha_interval(bands, seed=SEED, draws=DRAWS),
        {code: risk.krippendorff_alpha(table) for code, table in tables.items()},
        robust,
        judged,
    )


def _lines(
    rules: Rules, judged: Sequence[int], tables: Mapping[str, Floats], robust: risk.RankRobustness, confidence: Floats
) -> list[Line]:
    bands = rules.place(tables)
    knowledge = risk.strength_of_knowledge(confidence, rules.confidence)
    found = {scale.code: _spreads(tables[scale.code], scale.levels, scale.lowest) for scale in rules.scales}
    overall = _spreads(bands, len(rules.bands))
    cells, figures = _cells(rules, tables), _figures(rules, tables)
    lines = []
    for place in robust.order.tolist():
        factors = {scale.code: found[scale.code][place] for scale in rules.scales}
        wide = overall[place].width >= rules.wide
        wide |= any(factors[scale.code].width >= scale.wide for scale in rules.scales)
        low, high = robust.interval[place].tolist()
        first = float(robust.first[place])
        parts = (factors, cells[place], figures[place], first, (low, high), knowledge[place], wide)
        lines.append(Line(judged[place], overall[place], *parts))
    return lines


def rules_of(method: MethodPack) -> Rules:
    """What the figures need of a method; AssertionError for one that judges nothing."""
    assert method.outcome is not None
    scales = tuple(Scale(factor.code, factor.values[0], len(factor.values)) for factor in method.factors)
    bands = tuple(band.value for band in method.bands)
    confidence = len(method.confidence or [])
    if isinstance(method.outcome, Grids):
        lowest = {scale.code: scale.lowest for scale in scales}
        lowest |= {grid.code: grid.levels[0].value for grid in method.outcome.grids if grid.levels}
        steps = [Step(grid.code, grid.rows, grid.columns, grid.values) for grid in method.outcome.grids]
        return Rules(scales, Cascade(steps, lowest), bands, (), confidence)
    froms = tuple(float(band.from_figure or 0) for band in method.bands)
    formula = Formula.parse(method.outcome.expression, [scale.code for scale in scales])
    return Rules(scales, formula, bands, froms, confidence)


def _table(values: Sequence[Value], given: Sequence[float], experts: list[int], scenarios: tuple[int, ...]) -> Floats:
    table = np.full((len(experts), len(scenarios)), math.nan)
    for value, level in zip(values, given, strict=True):
        table[experts.index(value.expert), scenarios.index(value.scenario)] = level
    return table


def _cells(rules: Rules, tables: Mapping[str, Floats]) -> list[tuple[tuple[int, int], ...]]:
    """Where each expert stands in the last grid; nothing under a formula."""
    items = next(iter(tables.values())).shape[1]
    if not isinstance(rules.outcome, Cascade):
        return [()] * items
    last = rules.outcome.steps[-1]
    known = {**tables, **rules.outcome.trace(tables)}
    rows = known[last.rows] - rules.outcome.levels(last.rows)[0] + 1
    columns = known[last.columns] - rules.outcome.levels(last.columns)[0] + 1
    return [
        tuple((int(r), int(c)) for r, c in zip(rows[:, item], columns[:, item], strict=True) if not math.isnan(r + c))
        for item in range(items)
    ]


def _figures(rules: Rules, tables: Mapping[str, Floats]) -> list[tuple[float, ...]]:
    items = next(iter(tables.values())).shape[1]
    if not isinstance(rules.outcome, Formula):
        return [()] * items
    found = rules.outcome(tables)
    return [
        tuple(sorted(figure for figure in found[:, item].tolist() if not math.isnan(figure))) for item in range(items)
    ]


def _spreads(table: Floats, levels: int, lowest: int = 1) -> list[Spread]:
    summary = risk.summarise(table - lowest + 1, levels)
    columns = [sorted(int(level) for level in column if not math.isnan(level)) for column in table.T]
    return [
        Spread(
            tuple(column),
            int(summary.median[place]) + lowest - 1,
            column[0],
            column[-1],
            (column[(len(column) - 1) // 2], column[len(column) // 2]),
        )
        for place, column in enumerate(columns)
    ]
