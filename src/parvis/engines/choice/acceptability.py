"""How often each option takes each rank when weights and panels vary (SMAA).

Lahdelma, R. and Salminen, P. (2001), SMAA-2: Stochastic multicriteria acceptability analysis for group decision
making, Operations Research 49(3), 444-454: rank acceptability indices by Monte Carlo.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import average, normalised
from parvis.engines.ranking import rank_interval, rank_shares

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Acceptability:
    """`probability` (options, ranks), `first` (options,) its first column, `interval` (options, 2): 90 % of draws."""

    probability: Floats
    first: Floats
    interval: NDArray[np.intp]


def acceptability(
    scores: ArrayLike, weights: ArrayLike | None, seed: int, draws: int = 5000, concentration: float = 50.0
) -> Acceptability:
    """Probability of each rank of each option under the weighted sum.

    `scores` is (experts, options, criteria) of values 0..1 where more is better (see `value_scores`), nan where an
    expert gave none. Each draw takes a panel of the same size from the experts, with replacement, and a set of
    weights: uniform over all weights when `weights` is None, otherwise Dirichlet around them, where a weight w has the
    standard deviation sqrt(w (1 - w) / (concentration + 1)). Where the drawn panel gave no score, the whole panel's
    mean stands in. ValueError for a cell that nobody scored, or for weights that do not fit.
    """
    panel = average(scores)
    if not panel.n.all():
        raise ValueError("Every option needs a score on every criterion from at least one expert.")
    experts, _, criteria = panel.each.shape
    rng = np.random.default_rng(seed)
    shares = _weights(weights, criteria, concentration, draws, rng)
    times = rng.multinomial(experts, np.full(experts, 1 / experts), size=draws).astype(np.float64)
    known = ~np.isnan(panel.each)
    total = np.tensordot(times, np.where(known, panel.each, 0.0), axes=1)
    count = np.tensordot(times, known.astype(np.float64), axes=1)
    means = np.where(count > 0, total / np.maximum(count, 1.0), panel.mean)
    ranks = rank_shares(np.einsum("doc,dc->do", means, shares))
    return Acceptability(ranks, ranks[:, 0], rank_interval(ranks))


def _weights(
    weights: ArrayLike | None, criteria: int, concentration: float, draws: int, rng: np.random.Generator
) -> Floats:
    if weights is None:
        return rng.dirichlet(np.ones(criteria), size=draws)
    centre = normalised(weights)
    if len(centre) != criteria or not concentration > 0:
        raise ValueError("Weights must fit the criteria, and the concentration be positive.")
    drawn = np.zeros((draws, criteria))
    drawn[:, centre > 0] = rng.dirichlet(concentration * centre[centre > 0], size=draws)
    return drawn
