"""How sure is the order of the risks? Ask the same panel again and again, drawn anew from itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.ranking import rank_interval, rank_shares
from parvis.engines.risk.draws import Panel, Question, Score, above, question, standings
from parvis.engines.risk.elicitation import HALF_A_LEVEL, elicit
from parvis.engines.risk.summary import middles
from parvis.engines.risk.wording import state
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

COULD_FLIP = 0.05
FEW_PEOPLE = 3
#: Scores that differ in a later decimal are the same.
SAME = 9


@dataclass(frozen=True)
class Pair:
    """Two neighbours in the order, by index. `probability` that `lower` comes out above `upper` (a tie counts half).

    `overlap` says that somebody placed `lower` higher than somebody placed `upper`.
    """

    upper: int
    lower: int
    probability: float
    overlap: bool

    @property
    def could_flip(self) -> bool:
        """Whether the order of the two must be shown as open."""
        return self.probability > COULD_FLIP


@dataclass(frozen=True)
class RankRobustness:
    """`order` (scenarios,): indices, worst first. Everything else follows the input.

    `probability` (scenarios, ranks): how often each takes each rank; `first` (scenarios,) is its first column,
    `expected` (scenarios,) the mean rank, `interval` (scenarios, 2) the ranks, 1 is first, that hold 90 % of the
    draws. `above` (scenarios, scenarios): how often the first stands above the second, a tie counting half, 1/2 on the
    diagonal. `standing` (scenarios,): the upper median of the people's own scores, by which `order` goes. `pairs`:
    neighbours in the order. `few`: some scenario was judged by fewer than three people, so that drawing the panel
    again cannot show the whole doubt.
    """

    order: NDArray[np.intp]
    probability: Floats
    interval: NDArray[np.intp]
    first: Floats
    expected: Floats
    above: Floats
    standing: Floats
    pairs: tuple[Pair, ...]
    few: bool

    def statements(self, names: Sequence[str]) -> tuple[Statement, ...]:
        """What a reader must be told about the order; `names` follow the input."""
        said = [state("few_people", people=FEW_PEOPLE)] if self.few else []
        said += [
            state("could_flip", upper=names[p.upper], lower=names[p.lower], percent=round(100 * p.probability))
            for p in self.pairs
            if p.could_flip
        ]
        return tuple(said)


def rank_robustness(
    judgements: ArrayLike | Panel,
    seed: int,
    draws: int = 10_000,
    confidence: ArrayLike | None = None,
    *,
    score: Score | None = None,
) -> RankRobustness:
    """Probability of each rank of each scenario, given the spread of the experts and the coarseness of the scale.

    `judgements` maps each factor to its `Estimates` (see `elicit`), and `score` turns values of the factors into one
    number, greater is worse: a `Formula`, or the `continuous` of a `Cascade`. A plain table of levels (experts,
    scenarios), nan where not judged, is its own score. Scenarios are ordered by the upper median of the experts' own
    scores, equals by their mean rank.

    Each draw takes whole people with replacement, and for each of them a value between the bounds of every estimate,
    all equally likely: a bare level stands for half a level to either side. The draws agree under a seed. `confidence`
    (experts, scenarios), from above 0 to 1, is the probability that a person would give the same levels again;
    otherwise each moves one step up or down within its scale (an assumption of Parvis); nan counts as 1.

    ValueError for tables that do not fit one another, a scenario that nobody judged, a score that is not finite, or a
    confidence out of range.
    """
    panel, scored = _panel(judgements, score)
    shape = next(iter(panel.values())).best.shape
    asked = question(panel, scored, seed, None if confidence is None else _confidence(confidence, shape))
    (drawn,) = standings([asked], seed, draws)
    shares = rank_shares(drawn)
    expected = shares @ np.arange(1.0, shares.shape[1] + 1)
    standing = np.round(middles(asked.best)[1], SAME)
    order = np.lexsort((np.round(expected, SAME), -standing))
    over = above(drawn)
    few = bool((np.sum(~np.isnan(asked.best), axis=0) < FEW_PEOPLE).any())
    pairs = _pairs(order, over, asked)
    return RankRobustness(order, shares, rank_interval(shares), shares[:, 0], expected, over, standing, pairs, few)


def _panel(judgements: ArrayLike | Panel, score: Score | None) -> tuple[Panel, Score]:
    if isinstance(judgements, Mapping):
        if score is None:
            raise ValueError("Several factors need a score that joins them.")
        return judgements, score
    levels = np.asarray(judgements, dtype=np.float64)
    known = levels[~np.isnan(levels)]
    if levels.ndim != 2 or not known.size:  # noqa: PLR2004 - two axes: experts and scenarios
        raise ValueError("Every scenario needs at least one judgement, in a table of experts by scenarios.")
    lowest, highest = float(known.min()) - HALF_A_LEVEL, float(known.max()) + HALF_A_LEVEL
    return {"level": elicit(levels, lowest=lowest, highest=highest)}, score or (lambda values: values["level"])


def _confidence(confidence: ArrayLike, shape: tuple[int, ...]) -> Floats:
    sure = np.array(confidence, dtype=np.float64)
    sure[np.isnan(sure)] = 1.0
    if sure.shape != shape or (sure <= 0).any() or (sure > 1).any():
        raise ValueError("Confidence must have the shape of the levels and lie above 0 and up to 1.")
    return sure


def _pairs(order: NDArray[np.intp], over: Floats, asked: Question) -> tuple[Pair, ...]:
    high, low = np.fmax.reduce(asked.best, axis=0), np.fmin.reduce(asked.best, axis=0)
    return tuple(
        Pair(upper, lower, float(over[lower, upper]), bool(high[lower] > low[upper]))
        for upper, lower in zip(order[:-1].tolist(), order[1:].tolist(), strict=True)
    )
