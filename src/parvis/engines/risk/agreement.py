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
#: Numbers that are worked on at one time.
CHUNK = 4_000_000


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

    def __float__(self) -> float:
        """The value alone, so that alpha can be compared and computed with."""
        return self.value

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

    `ratings` is (coders, units): any finite numbers, nan where missing. ValueError for another shape, for infinity,
    and under the ratio metric for two different values that sum to nothing: their ratio has no meaning.
    """
    values, counts = _counts(ratings, metric)
    if not len(counts):
        return Alpha(math.nan, 0, 0, "no_pairs")
    alpha = float(_alphas(_together(counts, np.ones((1, len(counts)))), values, metric)[0])
    return Alpha(alpha, len(counts), int(counts.sum()), "no_variation" if math.isnan(alpha) else "")


def alpha_interval(ratings: ArrayLike, metric: Metric = "ordinal", *, seed: int, draws: int = 2000) -> AlphaInterval:
    """A 95 % percentile interval of alpha, by drawing the units again with replacement.

    Units are what a further assessment would draw anew; the coders stay the same people. Both ends are nan when
    alpha is undefined. ValueError as for `krippendorff_alpha`.
    """
    values, counts = _counts(ratings, metric)
    units = len(counts)
    if not units:
        return AlphaInterval(math.nan, math.nan, 1.0)
    times = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)
    step = max(1, CHUNK // (len(values) * max(len(values), units)))
    parts = (times[start : start + step] for start in range(0, draws, step))
    alphas = np.concatenate([_alphas(_together(counts, part), values, metric) for part in parts])
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


def _counts(ratings: ArrayLike, metric: Metric) -> tuple[Floats, Floats]:
    """The distinct values, and how often each was given to each unit that was judged at least twice."""
    given = np.asarray(ratings, dtype=np.float64)
    if given.ndim != 2:  # noqa: PLR2004 - two axes: coders and units
        raise ValueError("Ratings must be a table of coders by units.")
    if np.isinf(given).any():
        raise ValueError("Ratings must be finite.")
    paired = given[:, np.sum(~np.isnan(given), axis=0) > 1]
    values = np.unique(paired[~np.isnan(paired)])
    if metric == "ratio" and np.isin(values[values > 0], -values).any():
        raise ValueError("The ratio metric needs values that are not negative.")
    counts = np.zeros((paired.shape[1], len(values)))
    _, unit = rows = np.nonzero(~np.isnan(paired))
    np.add.at(counts, (unit, np.searchsorted(values, paired[rows])), 1.0)
    return values, counts


def _together(counts: Floats, times: Floats) -> Floats:
    """The coincidence matrices (draws, values, values) when each unit is taken so many `times` (draws, units)."""
    weight = times / (counts.sum(axis=1) - 1.0)
    pairs: Floats = (counts.T * weight[:, None, :]) @ counts
    alone = weight @ counts
    pairs -= alone[:, :, None] * np.eye(counts.shape[1])
    return pairs


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
