"""From many people's judgements to a list that still shows every one of them. Pure, and remembered per input.

No ordinal value is added or multiplied: each expert's triple goes through the grids of the method, and the scenario
stands by the median of what comes out. See `parvis.engines.risk` for the sources.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from parvis.content.schemas import MethodPack
from parvis.content.schemas.method import FactorCode
from parvis.engines import risk
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

SEED = 815356  # the same judgements always give the same figures
DRAWS = 1000
#: Experts differ so much that the item goes back to discussion: two bands, or three levels of one factor.
WIDE_BAND = 2
WIDE_FACTOR = 3
#: A weakness counts as disputed when experts place the vulnerability this many levels apart.
DISPUTED = 2
#: How sure an expert of the lowest confidence is to give the same level again (Parvis's own assumption).
LEAST_SURE = 0.6
FACTORS: tuple[FactorCode, ...] = ("probability", "vulnerability", "consequence")


class Scales(NamedTuple):
    """What the figures need of a method, every scale counted from 1."""

    likelihood: tuple[tuple[int, ...], ...]
    risk: tuple[tuple[int, ...], ...]
    levels: tuple[int, ...]  # top of probability, vulnerability, consequence
    bands: int
    confidence: int


class Value(NamedTuple):
    """One standing judgement: expert and scenario by their place in the lists, then the levels."""

    expert: int
    scenario: int
    probability: int
    vulnerability: int
    consequence: int
    confidence: int


@dataclass(frozen=True)
class Spread:
    """One factor of one scenario over all experts."""

    dots: tuple[int, ...]
    median: int
    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low


@dataclass(frozen=True)
class Line:
    """One scenario: the bands that the experts' own triples give, and the factors behind them."""

    scenario: int
    band: Spread
    factors: dict[str, Spread]
    cells: tuple[tuple[int, int], ...]  # likelihood and consequence of each expert, for a picture of the grid
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
def result(values: tuple[Value, ...], scales: Scales) -> Result | None:
    """The figures of all standing judgements; None when there is none."""
    if not values:
        return None
    judged = tuple(sorted({value.scenario for value in values}))
    experts = sorted({value.expert for value in values})
    tables = {name: _table(values, name, experts, judged) for name in (*FACTORS, "confidence")}
    traced = cascade(scales).trace({name: tables[name] for name in FACTORS})
    bands, likelihood = traced["risk"], traced["likelihood"]
    sure = LEAST_SURE + (1 - LEAST_SURE) * (tables["confidence"] - 1) / max(scales.confidence - 1, 1)
    robust = risk.rank_robustness(bands, SEED, DRAWS, sure)
    knowledge = risk.strength_of_knowledge(tables["confidence"], scales.confidence)
    found = {name: _spreads(tables[name], top) for name, top in zip(FACTORS, scales.levels, strict=True)}
    overall = _spreads(bands, scales.bands)
    lines = []
    for place in robust.order.tolist():
        factors: dict[str, Spread] = {name: found[name][place] for name in FACTORS}
        wide = overall[place].width >= WIDE_BAND or any(f.width >= WIDE_FACTOR for f in factors.values())
        low, high = robust.interval[place].tolist()
        first = float(robust.first[place])
        cells = _cells(likelihood[:, place], tables["consequence"][:, place])
        lines.append(Line(judged[place], overall[place], factors, cells, first, (low, high), knowledge[place], wide))
    return Result(
        tuple(lines),
        risk.krippendorff_alpha(bands),
        risk.alpha_interval(bands, seed=SEED, draws=DRAWS),
        {name: risk.krippendorff_alpha(tables[name]) for name in FACTORS},
        robust,
        judged,
    )


def cascade(scales: Scales) -> risk.Cascade:
    """The two look-ups of the method: probability and vulnerability give likelihood, with the consequence the band."""
    likelihood = risk.Step("likelihood", "probability", "vulnerability", scales.likelihood)
    return risk.Cascade((likelihood, risk.Step("risk", "likelihood", "consequence", scales.risk)))


def scales(method: MethodPack) -> Scales:
    """The scales of a method, counted from 1 whatever their lowest value is."""
    likely, band = method.likelihood[0].value - 1, method.bands[0].value - 1
    return Scales(
        tuple(tuple(value - likely for value in row) for row in method.grids.likelihood.values),
        tuple(tuple(value - band for value in row) for row in method.grids.risk.values),
        tuple(len(method.factor(name).levels) for name in FACTORS),
        len(method.bands),
        len(method.confidence),
    )


def _table(values: tuple[Value, ...], name: str, experts: list[int], scenarios: tuple[int, ...]) -> Floats:
    table = np.full((len(experts), len(scenarios)), math.nan)
    for value in values:
        table[experts.index(value.expert), scenarios.index(value.scenario)] = getattr(value, name)
    return table


def _cells(likelihood: Floats, consequence: Floats) -> tuple[tuple[int, int], ...]:
    known = ~np.isnan(likelihood)
    return tuple((int(row), int(column)) for row, column in zip(likelihood[known], consequence[known], strict=True))


def _spreads(table: Floats, top: int) -> list[Spread]:
    summary = risk.summarise(table, top)
    columns = [sorted(int(level) for level in column if not math.isnan(level)) for column in table.T]
    return [
        Spread(tuple(column), int(summary.median[place]), column[0], column[-1]) for place, column in enumerate(columns)
    ]
