"""How sure is the order of the risks? Ask the same panel again and again, drawn anew from itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.ranking import rank_interval, rank_shares
from parvis.engines.risk.summary import checked_levels, middle
from parvis.engines.risk.wording import state
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

COULD_FLIP = 0.05
FEW_PEOPLE = 3
BELOW_HALF = 0.49


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
    """`order` (scenarios,): indices, worst first. `probability` (scenarios, ranks): rows follow the input.

    `interval` (scenarios, 2): ranks, 1 is first, that hold 90 % of the draws. `first` (scenarios,): probability of
    the first rank. `pairs`: neighbours in the order. `few`: some scenario was judged by fewer than three people, so
    that drawing the panel again cannot show the whole doubt.
    """

    order: NDArray[np.intp]
    probability: Floats
    interval: NDArray[np.intp]
    first: Floats
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
    levels: ArrayLike, seed: int, draws: int = 2000, confidence: ArrayLike | None = None
) -> RankRobustness:
    """Probability of each rank of each scenario, by a bootstrap over whole people.

    `levels` is (experts, scenarios): each person's risk level, greater is worse, nan where not judged. A scenario
    stands by its (upper) median; among equal medians by the share of people above it less the share below; what is
    still equal shares its ranks. `confidence` (experts, scenarios), from above 0 to 1, is the probability that a
    person would give the same level again: otherwise the level moves one step up or down, within the levels given;
    nan counts as 1. A draw that leaves a scenario without judgement uses its standing in the whole panel.

    The bootstrap is Efron's (1979, Annals of Statistics 7(1), 1-26). ValueError for a level that is not a whole
    number from 1 up, for a scenario that nobody judged, or for a confidence out of range.
    """
    given = checked_levels(levels)
    if not given.shape[1] or np.isnan(given).all(axis=0).any():
        raise ValueError("Every scenario needs at least one judgement.")
    sure = _confidence(confidence, given.shape)
    rng = np.random.default_rng(seed)
    whole = _standing(given[None])[0]
    standings = np.empty((draws, given.shape[1]))
    step = max(1, 2_000_000 // given.size)  # keeps a large panel within memory
    for start in range(0, draws, step):
        again = _draw(given, sure, min(step, draws - start), rng)
        found = _standing(again)
        standings[start : start + len(again)] = np.where(np.isnan(found), whole, found)
    shares = rank_shares(standings)
    order = np.argsort(-whole, kind="stable")
    people = np.sum(~np.isnan(given), axis=0)
    few = bool((people < FEW_PEOPLE).any())
    return RankRobustness(order, shares, rank_interval(shares), shares[:, 0], _pairs(order, standings, given), few)


def _confidence(confidence: ArrayLike | None, shape: tuple[int, ...]) -> Floats:
    sure = np.ones(shape) if confidence is None else np.array(confidence, dtype=np.float64)
    sure[np.isnan(sure)] = 1.0
    if sure.shape != shape or (sure <= 0).any() or (sure > 1).any():
        raise ValueError("Confidence must have the shape of the levels and lie above 0 and up to 1.")
    return sure


def _draw(given: Floats, sure: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Panels of the same size (draws, experts, scenarios), people drawn with replacement."""
    who = rng.integers(len(given), size=(draws, len(given)))
    again = given[who]
    if (sure < 1).any():
        moved = rng.random(again.shape) >= sure[who]
        step = rng.choice([-1.0, 1.0], size=again.shape)
        again = np.clip(again + moved * step, np.nanmin(given), np.nanmax(given))
    return again


def _standing(panels: Floats) -> Floats:
    """Where each scenario stands in each panel: its median, and between equal medians the balance around it."""
    n = np.sum(~np.isnan(panels), axis=1)
    median = middle(np.sort(panels, axis=1), n)
    above = np.sum(panels > median[:, None], axis=1)
    below = np.sum(panels < median[:, None], axis=1)
    standing: Floats = median + BELOW_HALF * (above - below) / np.maximum(n, 1)
    return standing


def _pairs(order: NDArray[np.intp], standings: Floats, given: Floats) -> tuple[Pair, ...]:
    high, low = np.fmax.reduce(given, axis=0), np.fmin.reduce(given, axis=0)
    pairs = []
    for upper, lower in zip(order[:-1].tolist(), order[1:].tolist(), strict=True):
        difference = np.round(standings[:, lower] - standings[:, upper], 9)
        probability = float(np.mean(difference > 0) + np.mean(difference == 0) / 2)
        pairs.append(Pair(upper, lower, probability, bool(high[lower] > low[upper])))
    return tuple(pairs)
