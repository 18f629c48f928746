"""A share with its interval: how far it would move if other people had answered."""

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class Share:
    """`share` of successes with its interval, all 0..1; `share` is nan when there are no trials."""

    share: float
    low: float
    high: float


def wilson(successes: float, n: float, confidence: float = 0.95) -> Share:
    """Score interval of a share (Wilson, E. B., 1927, Journal of the American Statistical Association 22, 209-212).

    With z the normal quantile: (p + z²/2n ± z sqrt(p (1 - p)/n + z²/4n²)) / (1 + z²/n). It stays within 0 and 1 and
    is honest for small n. Nothing asked gives the whole range. ValueError when successes do not lie within 0..n or
    confidence within 0..1.
    """
    if not 0 <= successes <= n or not 0 < confidence < 1:
        raise ValueError("Successes must lie between 0 and n, and confidence between 0 and 1.")
    if n == 0:
        return Share(math.nan, 0.0, 1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p = successes / n
    middle = p + z * z / (2 * n)
    reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if successes == 0 else max(0.0, (middle - reach) / scale)
    high = 1.0 if successes == n else min(1.0, (middle + reach) / scale)
    return Share(p, low, high)
