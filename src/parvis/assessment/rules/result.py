"""From many people's judgements to a list that still shows every one of them. Pure, and remembered per input.

Each expert's own values go through the method's grids or formula, and the scenario stands by the middle of what comes
out. See `parvis.engines.risk` for the sources.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

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
DRAWS = 2000
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
    aggregate: Literal["median", "mean_of_bounds"] = "median"

    @property
    def wide(self) -> int:
        """From how many bands apart an item goes back to discussion."""
        return max(2, math.ceil(0.5 * (len(self.bands) - 1)))

    def place(self, values: Mapping[str, Floats]) -> Floats:
        """The place of the band, from 1, for each combination of levels; nan where a value is missing."""
        return self.band(self.outcome(values))

    def band(self, figure: Floats) -> Floats:
        """The place of the band for each figure of `score`; between two bands of a grid the nearer one."""
        grids = isinstance(self.outcome, Cascade)
        edges = np.array(self.bands if grids else self.froms) - (0.5 if grids else 0)
        places: Floats = np.searchsorted(edges, np.round(figure, 9), side="right").astype(np.float64)
        return np.where(np.isnan(figure), np.nan, np.maximum(places, 1))

    def score(self, values: Mapping[str, Floats]) -> Floats:
        """A figure for values between levels: the formula's own, or the tables interpolated."""
        return self.outcome.continuous(values) if isinstance(self.outcome, Cascade) else self.outcome(values)


class Value(NamedTuple):
    """One standing judgement: expert and scenario by their place in the lists, then a level for each factor."""

    expert: int
    scenario: int
    levels: tuple[int, ...]
    confidence: int  # counted from 1
    ranges: tuple[tuple[int, int, int] | None, ...] = ()  # lowest, highest, percent; where the expert gave them


@dataclass(frozen=True)
class Spread:
    """One scale of one scenario over all experts; with an even number of them `middle` holds both middle levels."""

    dots: tuple[int, ...]
    median: int
    low: int
    high: int
    middle: tuple[int, int]
    mean: tuple[float, float, float]  # of the experts' rescaled lowest, best and highest values

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
    above_next: float | None  # chance to stand above the next line; None for the last
    colours: tuple[float, ...]  # how often each band comes out in the draws
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
    view: risk.GridView
    judged: tuple[int, ...]  # scenarios in the order of the robustness

    @property
    def reading(self) -> str:
        return risk.agreement(self.alpha)

    def statements(self, names: Sequence[str]) -> tuple[Statement, ...]:
        """Few people, and neighbours whose order could flip; `names` of all scenarios."""
        return self.robustness.statements([names[scenario] for scenario in self.judged])

    def of_colours(self, names: Sequence[str], bands: Sequence[str]) -> tuple[Statement, ...]:
        """Bands that are not sure, and pairs that the bands order against their numbers (Cox, 2008)."""
        return self.view.statements([names[scenario] for scenario in self.judged], bands)


@lru_cache(maxsize=512)
def result(values: tuple[Value, ...], rules: Rules) -> Result | None:
    """The figures of all standing judgements; None when there is none."""
    if not values:
        return None
    judged = tuple(sorted({value.scenario for value in values}))
    experts = sorted({value.expert for value in values})
    panel = {scale.code: _estimates(scale, place, values, experts, judged) for place, scale in enumerate(rules.scales)}
    tables = {code: estimates.best for code, estimates in panel.items()}
    confidence = _table(values, [value.confidence for value in values], experts, judged)
    bands = rules.place(tables)
    sure = LEAST_SURE + (1 - LEAST_SURE) * (confidence - 1) / max(rules.confidence - 1, 1)
    robust = risk.rank_robustness(panel, SEED, DRAWS, sure, score=rules.score)
    places = range(1, len(rules.bands) + 1)
    view = risk.grid_view(panel, rules.score, rules.band, places, seed=SEED, draws=DRAWS)
    return Result(
        tuple(_lines(rules, judged, panel, (robust, view), confidence)),
        risk.krippendorff_alpha(bands),
        risk.alpha_interval(bands, seed=SEED, draws=DRAWS),
        {code: risk.krippendorff_alpha(table) for code, table in tables.items()},
        robust,
        view,
        judged,
    )


def bands_of(levels: Sequence[Mapping[str, int]], rules: Rules) -> list[int]:
    """The place of the band, from 1, of each judgement; without draws, for many assessments at once."""
    tables = {scale.code: np.array([float(given[scale.code]) for given in levels]) for scale in rules.scales}
    return [int(place) for place in rules.place(tables)]


def _estimates(
    scale: Scale, place: int, values: Sequence[Value], experts: list[int], judged: tuple[int, ...]
) -> risk.Estimates:
    """One factor with the ranges where experts gave them."""
    spans = [value.ranges[place] if value.ranges else None for value in values]
    low, high, sure = (
        _table(values, [span[part] if span else math.nan for span in spans], experts, judged) for part in range(3)
    )
    best = _table(values, [value.levels[place] for value in values], experts, judged)
    return risk.elicit(best, low, high, sure, lowest=scale.lowest, highest=scale.lowest + scale.levels - 1)


def _lines(
    rules: Rules,
    judged: Sequence[int],
    panel: Mapping[str, risk.Estimates],
    drawn: tuple[risk.RankRobustness, risk.GridView],
    confidence: Floats,
) -> list[Line]:
    robust, view = drawn
    tables = {code: estimates.best for code, estimates in panel.items()}
    knowledge = risk.strength_of_knowledge(confidence, rules.confidence)
    found = {scale.code: _spreads(panel[scale.code]) for scale in rules.scales}
    bands = rules.place(tables)
    overall = _spreads(risk.elicit(bands, lowest=1, highest=max(len(rules.bands), 2)))
    cells, figures = _cells(rules, tables), _figures(rules, tables)
    order = _order(rules, panel, robust)
    lines = []
    for number, place in enumerate(order):
        factors = {scale.code: found[scale.code][place] for scale in rules.scales}
        wide = overall[place].width >= rules.wide
        wide |= any(factors[scale.code].width >= scale.wide for scale in rules.scales)
        low, high = robust.interval[place].tolist()
        after = order[number + 1] if number + 1 < len(order) else None
        above = float(robust.above[place, after]) if after is not None else None
        first, colours = float(robust.first[place]), tuple(view.shares[place].tolist())
        parts = (factors, cells[place], figures[place], first, (low, high), above, colours, knowledge[place], wide)
        lines.append(Line(judged[place], overall[place], *parts))
    return lines


def _order(rules: Rules, panel: Mapping[str, risk.Estimates], robust: risk.RankRobustness) -> list[int]:
    """The gravest first, by what the method states: the middle expert's own figure, or the mean of the ranges."""
    if rules.aggregate == "median":
        return [int(place) for place in robust.order]
    joined = {code: risk.aggregate(estimates, "mean_of_bounds").best for code, estimates in panel.items()}
    return [int(place) for place in np.lexsort((robust.expected, -np.round(rules.score(joined), 9)))]


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
        return Rules(scales, Cascade(steps, lowest), bands, (), confidence, method.aggregate)
    froms = tuple(float(band.from_figure or 0) for band in method.bands)
    formula = Formula.parse(method.outcome.expression, [scale.code for scale in scales])
    return Rules(scales, formula, bands, froms, confidence, method.aggregate)


def _table(values: Sequence[Value], given: Sequence[float], experts: list[int], scenarios: tuple[int, ...]) -> Floats:
    row = {expert: place for place, expert in enumerate(experts)}
    column = {scenario: place for place, scenario in enumerate(scenarios)}
    table = np.full((len(experts), len(scenarios)), math.nan)
    table[[row[value.expert] for value in values], [column[value.scenario] for value in values]] = given
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


def _spreads(estimates: risk.Estimates) -> list[Spread]:
    mean = risk.aggregate(estimates, "mean_of_bounds")
    columns = [sorted(int(level) for level in column if not math.isnan(level)) for column in estimates.best.T]
    return [
        Spread(
            tuple(column),
            column[len(column) // 2],
            column[0],
            column[-1],
            (column[(len(column) - 1) // 2], column[len(column) // 2]),
            (float(mean.low[place]), float(mean.best[place]), float(mean.high[place])),
        )
        for place, column in enumerate(columns)
    ]
