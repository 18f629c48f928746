"""How often each option takes each rank when weights and scores vary (SMAA).

Lahdelma, R. and Salminen, P. (2001), SMAA-2: Stochastic multicriteria acceptability analysis for group decision
making, Operations Research 49(3), 444-454: rank acceptability indices, central weights and confidence factors by Monte
Carlo, here under the weighted sum.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import average, normalised
from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.reading import numbers
from parvis.engines.ranking import rank_interval, rank_shares

Floats = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], NDArray[Any]]

#: Totals that are worked on at one time: they stay in the processor's cache.
CHUNK = 25_000
#: Totals that differ by less are level.
TIED = 1e-12


@dataclass(frozen=True)
class Acceptability:
    """`probability` (options, ranks), `first` (options,) its first column, `interval` (options, 2): 90 % of draws.

    `central` (options, criteria): the mean of the weights under which an option comes first, nan where it never does.
    `confidence` (options,): how often it comes first when the weights are its central ones, and only scores vary.
    """

    probability: Floats
    first: Floats
    interval: NDArray[np.intp]
    central: Floats
    confidence: Floats


def acceptability(
    scores: ArrayLike, weights: ArrayLike | None, seed: int, draws: int = 5000, concentration: float = 50.0
) -> Acceptability:
    """Probability of each rank of each option, with the panel drawn anew from itself.

    `scores` is (experts, options, criteria) of values 0..1 where more is better (see `value_scores`), nan where an
    expert gave none. Each draw takes a panel of the same size from the experts, with replacement, and a set of
    weights: uniform over all weights when `weights` is None, otherwise Dirichlet around them, where a weight w has the
    standard deviation sqrt(w (1 - w) / (concentration + 1)). Where the drawn panel gave no score, the whole panel's
    mean stands in. ChoiceError for a cell that nobody scored, or for weights that do not fit.
    """
    panel = average(numbers(scores, gaps=True))
    if not panel.n.all():
        raise ChoiceError("unscored")
    experts, options, criteria = panel.each.shape
    known = ~np.isnan(panel.each)
    given = np.where(known, panel.each, 0.0).reshape(experts, -1)
    counted = known.astype(np.float64).reshape(experts, -1)

    def values(rng: np.random.Generator, count: int) -> Floats:
        times = rng.multinomial(experts, np.full(experts, 1 / experts), size=count).astype(np.float64)
        n = times @ counted
        drawn: Floats = np.where(n > 0, (times @ given) / np.maximum(n, 1.0), panel.mean.ravel())
        return drawn.reshape(count, options, criteria)

    exact = None if experts > 1 else panel.mean
    model = _Model(_weights(weights, criteria, concentration), values, exact, (options, criteria))
    return _run(model, seed, draws)


def smaa(
    low: ArrayLike,
    high: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    *,
    seed: int,
    draws: int = 100_000,
    concentration: float = 50.0,
) -> Acceptability:
    """Probability of each rank of each option, with scores anywhere between two bounds.

    `low` and `high` are (options, criteria) of values, more is better; every value between them is equally likely, and
    independent of the others. Without `high` the scores are exact, and only weights vary, as in `acceptability`.
    ChoiceError for bounds that do not fit or are out of order, or for weights that do not fit.
    """
    floor = numbers(low)
    top = floor if high is None else numbers(high)
    if floor.ndim != 2 or 0 in floor.shape or top.shape != floor.shape or (top < floor).any():  # noqa: PLR2004
        raise ChoiceError("bounds")
    base, reach = floor.astype(np.float32), (top - floor).astype(np.float32)

    def values(rng: np.random.Generator, count: int) -> NDArray[np.float32]:
        drawn = rng.random((count, *base.shape), dtype=np.float32)
        drawn *= reach
        drawn += base
        return drawn

    exact = floor if not (top > floor).any() else None
    shape = (floor.shape[0], floor.shape[1])
    return _run(_Model(_weights(weights, shape[1], concentration), values, exact, shape), seed, draws)


@dataclass(frozen=True)
class _Model:
    """Where weights (count, criteria) and values (count, options, criteria) come from; `exact` values vary in nothing."""

    weights: Draw
    values: Draw
    exact: Floats | None
    shape: tuple[int, int]

    def chunks(self, draws: int) -> list[tuple[int, int]]:
        """Parts of the draws with their size. Each has generators of its own, so that a part can be drawn again."""
        step = max(1, CHUNK // self.shape[0])
        return [(number, min(step, draws - start)) for number, start in enumerate(range(0, draws, step))]


def _run(model: _Model, seed: int, draws: int) -> Acceptability:
    options, criteria = model.shape
    ranked, central, share = np.zeros((options, options)), np.zeros((options, criteria)), np.zeros(options)
    for number, count in model.chunks(draws):
        drawn = model.weights(np.random.default_rng([seed, number, 0]), count)
        if model.exact is None:
            values = model.values(np.random.default_rng([seed, number, 1]), count)
            totals = np.matmul(values, drawn.astype(values.dtype)[:, :, None])[..., 0].astype(np.float64)
        else:
            totals = drawn @ model.exact.T
        ranked += rank_shares(totals) * count
        firsts = _firsts(totals)
        central += firsts.T @ drawn
        share += firsts.sum(axis=0)
    central = np.where(share[:, None] > 0, central / np.maximum(share, 1e-300)[:, None], np.nan)
    probability = ranked / draws
    confidence = _confidence(model, central, seed, draws)
    return Acceptability(probability, probability[:, 0], rank_interval(probability), central, confidence)


def _confidence(model: _Model, central: Floats, seed: int, draws: int) -> Floats:
    """How often each option comes first under its own central weights; nan where it has none."""
    mine = np.flatnonzero(~np.isnan(central[:, 0]))
    sure = np.full(len(central), np.nan)
    if model.exact is not None:
        sure[mine] = _first_under(model.exact[None], central[mine], mine)
        return sure
    counted = np.zeros(len(mine))
    for number, count in model.chunks(draws):
        values = model.values(np.random.default_rng([seed, number, 1]), count)
        counted += _first_under(values, central[mine], mine)
    sure[mine] = counted / draws
    return sure


def _first_under(values: Floats, central: Floats, mine: NDArray[np.intp]) -> Floats:
    """In how many tables of `values` each option of `mine` comes first under its own row of `central`."""
    count, options, criteria = values.shape
    totals = values.reshape(-1, criteria) @ central.T.astype(values.dtype)
    totals = totals.reshape(count, options, len(mine))
    own = totals[:, mine, np.arange(len(mine))]
    first: Floats = (own >= totals.max(axis=1) - TIED).sum(axis=0).astype(np.float64)
    return first


def _firsts(totals: Floats) -> Floats:
    """1 for the option that comes first in each draw; those that tie share it: (draws, options)."""
    best = totals >= totals.max(axis=1, keepdims=True) - TIED
    first: Floats = best.astype(np.float64)
    many = np.count_nonzero(best, axis=1)
    if (many > 1).any():
        first /= many[:, None]
    return first


def _weights(weights: ArrayLike | None, criteria: int, concentration: float) -> Draw:
    if weights is None:
        return lambda rng, count: rng.dirichlet(np.ones(criteria), size=count)
    centre = normalised(weights)
    if len(centre) != criteria or not concentration > 0:
        raise ChoiceError("table")
    counts = centre > 0

    def drawn(rng: np.random.Generator, count: int) -> Floats:
        table = np.zeros((count, criteria))
        table[:, counts] = rng.dirichlet(concentration * centre[counts], size=count)
        return table

    return drawn
