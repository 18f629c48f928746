"""Whether several methods, or people, order the options alike."""

from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.wording import state
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

SAME = 9  # decimals to which scores are compared
ALIKE, MOSTLY = 0.9, 0.6


def tau_b(one: ArrayLike, other: ArrayLike) -> float:
    """Kendall's tau-b of two scorings of the same options: 1 same order, -1 reversed; nan if one makes no difference.

    Kendall, M. (1945), The treatment of ties in ranking problems, Biometrika 33(3), 239-251.
    """
    first, second = (_signs(scores) for scores in (one, other))
    both = np.sqrt(float((first**2).sum()) * float((second**2).sum()))
    return float((first * second).sum()) / both if both > 0 else float("nan")


def concordance(scorings: ArrayLike) -> float:
    """Kendall's W of several scorings (methods, options), higher is better in all: 0 none, 1 the same order; ties are
    corrected for. nan when no scoring makes a difference, or with one option.

    Kendall, M. and Babington Smith, B. (1939), The problem of m rankings, Annals of Mathematical Statistics 10(3).
    """
    table = np.round(np.asarray(scorings, dtype=np.float64), SAME)
    methods, options = table.shape
    above = np.sign(table[:, :, None] - table[:, None, :])
    ranks = above.sum(axis=2) / 2  # mean ranks, centred on 0
    spread = float((ranks.sum(axis=0) ** 2).sum())
    tied = sum(float((n**3 - n).sum()) for n in (np.unique(row, return_counts=True)[1] for row in table))
    most = (methods**2 * (options**3 - options) - methods * tied) / 12
    return spread / most if most > 0 else float("nan")


def agreement(scorings: dict[str, ArrayLike]) -> tuple[Statement, ...]:
    """In words how far methods agree: all of them (W), and the two that differ most (tau-b).

    `scorings`: scores (options,) by name of the method, higher is better in all. Nothing for fewer than two.
    """
    named = {name: np.asarray(scores, dtype=np.float64) for name, scores in scorings.items()}
    if len(named) < 2 or len(next(iter(named.values()))) < 2:  # noqa: PLR2004 - nothing to compare
        return ()
    together = concordance(list(named.values()))
    if np.isnan(together):
        return (state("methods_level"),)
    if min(pair for pair in _taus(named).values()) >= 1 - 10.0**-SAME:
        return (state("methods_same", methods=len(named)),)
    code = "methods_alike" if together >= ALIKE else "methods_mostly" if together >= MOSTLY else "methods_differ"
    (one, other), least = min(_taus(named).items(), key=lambda pair: pair[1])
    return (state(code, w=together), state("methods_apart", one=one, other=other, tau=least))


def _taus(named: dict[str, Floats]) -> dict[tuple[str, str], float]:
    """tau-b of each two; where one of them makes no difference between the options, they agree on nothing: 0."""
    return {(a, b): float(np.nan_to_num(tau_b(named[a], named[b]))) for a, b in combinations(named, 2)}


def _signs(scores: ArrayLike) -> Floats:
    given = np.round(np.asarray(scores, dtype=np.float64), SAME)
    order: Floats = np.sign(given[:, None] - given[None, :])
    return order
