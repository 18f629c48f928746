"""Do the people who judged the same things agree? Krippendorff's alpha, with an interval and a plain reading.

Krippendorff, K. (2011), Computing Krippendorff's alpha-reliability: alpha = 1 - observed / expected disagreement over
the coincidence matrix. The bounds .800 and .667 are his customary ones for content analysis, a convention, not a law.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.risk.wording import state
from parvis.engines.statement import Number, Translate, plain

Floats = NDArray[np.float64]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Reason = Literal["", "no_pairs", "no_variation"]
Reading = Literal["good", "tentative", "discuss", "too_few"]

GOOD = 0.8
TENTATIVE = 0.667


@dataclass(frozen=True)
class Alpha:
    """`value` is at most 1 (perfect), 0 is chance, below 0 is worse than chance; nan when it cannot be had.

    `units` counts the things judged by at least two people, `judgements` their judgements. `reason` says why `value`
    is nan: `no_pairs` (nothing was judged twice) or `no_variation` (everybody gave one level everywhere).
    """

    value: float
    units: int
    judgements: int
    reason: Reason

    def sentence(self, translate: Translate = str, number: Number = plain) -> str:
        """What the figure means, for a person."""
        code = self.reason or agreement(self)
        return state(code, alpha=self.value, units=self.units).sentence(translate, number)


@dataclass(frozen=True)
class AlphaInterval:
    """`low` and `high` enclose alpha in 95 % of resamples; `undefined` is the share of resamples without variation."""

    low: float
    high: float
    undefined: float


def krippendorff_alpha(ratings: ArrayLike, metric: Metric = "ordinal") -> Alpha:
    """Agreement of several coders on several units; missing judgements are allowed.

    `ratings` is (coders, units), nan where missing. ValueError for another shape, or for a negative value under
    the ratio metric.
    """
    values, pairs, judgements = _coincidences(ratings, metric)
    if not len(pairs):
        return Alpha(math.nan, 0, 0, "no_pairs")
    alpha = float(_alphas(pairs.sum(axis=0)[None], values, metric)[0])
    return Alpha(alpha, len(pairs), judgements, "no_variation" if math.isnan(alpha) else "")


def alpha_interval(ratings: ArrayLike, metric: Metric = "ordinal", *, seed: int, draws: int = 2000) -> AlphaInterval:
    """A 95 % percentile interval of alpha, by drawing the units again with replacement.

    Units are what a further assessment would draw anew; the coders stay the same people. Both ends are nan when
    alpha is undefined. ValueError as for `krippendorff_alpha`.
    """
    values, pairs, _ = _coincidences(ratings, metric)
    if not len(pairs):
        return AlphaInterval(math.nan, math.nan, 1.0)
    units = len(pairs)
    times = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=draws)
    together = np.tensordot(times.astype(np.float64), pairs, axes=1)
    alphas = _alphas(together, values, metric)
    known = alphas[~np.isnan(alphas)]
    undefined = 1.0 - len(known) / draws
    if not len(known):
        return AlphaInterval(math.nan, math.nan, undefined)
    return AlphaInterval(float(np.quantile(known, 0.025)), float(np.quantile(known, 0.975)), undefined)


def agreement(alpha: Alpha | float) -> Reading:
    """How to read alpha: `good` from .800, `tentative` from .667, below that `discuss`; `too_few` when it is nan."""
    value = alpha.value if isinstance(alpha, Alpha) else alpha
    if math.isnan(value):
        return "too_few"
    if value >= GOOD:
        return "good"
    return "tentative" if value >= TENTATIVE else "discuss"


def _coincidences(ratings: ArrayLike, metric: Metric) -> tuple[Floats, Floats, int]:
    """The distinct values, and per unit judged at least twice its table of coinciding pairs (units, values, values)."""
    given = np.asarray(ratings, dtype=np.float64)
    if given.ndim != 2:  # noqa: PLR2004 - two axes: coders and units
        raise ValueError("Ratings must be a table of coders by units.")
    paired = given[:, np.sum(~np.isnan(given), axis=0) > 1]
    values = np.unique(paired[~np.isnan(paired)])
    if metric == "ratio" and len(values) and values[0] < 0:
        raise ValueError("The ratio metric needs values that are not negative.")
    counts = (paired[:, :, None] == values).astype(np.float64).sum(axis=0)
    judged = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(len(values))
    return values, pairs / (judged - 1.0)[:, None, None], int(judged.sum())


def _alphas(together: Floats, values: Floats, metric: Metric) -> Floats:
    """Alpha of each coincidence matrix in (draws, values, values); nan where nothing varies."""
    totals = together.sum(axis=2)
    n = totals.sum(axis=1)
    apart = _distance(totals, values, metric)
    observed = np.sum(together * apart, axis=(1, 2))
    expected = np.sum(totals[:, :, None] * totals[:, None, :] * apart, axis=(1, 2))
    varied = expected > 0
    return np.where(varied, 1.0 - (n - 1.0) * observed / np.where(varied, expected, 1.0), np.nan)


def _distance(totals: Floats, values: Floats, metric: Metric) -> Floats:
    """Squared difference between values under the metric; the ordinal one depends on how often each value occurs."""
    if metric == "nominal":
        return (1.0 - np.eye(len(values)))[None]
    if metric == "ordinal":
        place = np.cumsum(totals, axis=1) - totals / 2.0
        ordinal: Floats = (place[:, :, None] - place[:, None, :]) ** 2
        return ordinal
    apart = values[:, None] - values[None, :]
    if metric == "ratio":
        total = values[:, None] + values[None, :]
        apart = apart / np.where(total == 0, 1.0, total)
    squared: Floats = apart[None] ** 2
    return squared
