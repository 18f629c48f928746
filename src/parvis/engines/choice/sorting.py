"""Classes instead of ranks: each option is compared with profiles, never with the other options (ELECTRE TRI-B).

Roy, B. and Bouyssou, D. (1993), Aide multicritere a la decision; Mousseau, V., Slowinski, R. and Zielniewicz, P. (2000),
A user-oriented implementation of the ELECTRE-TRI method, Computers and Operations Research 27(7-8), 757-777.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import checked
from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.reading import numbers

Floats = NDArray[np.float64]

NOTHING = 1e-12


@dataclass(frozen=True)
class Classes:
    """Class of each option (options,), 0 the lowest: `pessimistic` is the highest whose profile the option certainly
    reaches, `optimistic` the highest that no profile above certainly excludes. Where they differ, the option cannot be
    compared with a profile in between: strong on some criteria, weak on others."""

    pessimistic: NDArray[np.intp]
    optimistic: NDArray[np.intp]
    names: tuple[str, ...]


def electre_tri(
    values: ArrayLike,
    weights: ArrayLike,
    profiles: ArrayLike,
    names: Sequence[str],
    *,
    indifference: float = 0.0,
    preference: float = 0.0,
    veto: float | None = None,
    cut: float = 0.75,
) -> Classes:
    """Sort options into named classes, the lowest first.

    `values` is (options, criteria), more is better; `profiles` (classes - 1, criteria) are the lower limits of the
    second class and up, rising. On a criterion an option is as good as a profile when it is behind by no more than
    `indifference`, and not when behind by `preference` or more; in between in proportion. It reaches the profile when
    criteria with at least `cut` of the weight say so and none is behind by `veto` or more.

    ChoiceError for profiles that do not fit or do not rise, or thresholds out of order.
    """
    table, shares = checked(values, weights)
    limits = numbers(profiles)
    if limits.ndim != 2 or limits.shape != (len(names) - 1, table.shape[1]) or (np.diff(limits, axis=0) < 0).any():  # noqa: PLR2004
        raise ChoiceError("profiles")
    most = np.inf if veto is None else veto
    if not (0 <= indifference <= preference <= most and 0.5 <= cut <= 1):  # noqa: PLR2004 - a majority
        raise ChoiceError("thresholds")
    behind = limits[None, :, :] - table[:, None, :]
    steps = (indifference, preference, most)
    reaches = _credible(behind, shares, steps) >= cut - NOTHING
    beaten = (_credible(-behind, shares, steps) >= cut - NOTHING) & ~reaches
    classes = np.arange(1, len(names))
    pessimistic = np.max(np.where(reaches, classes, 0), axis=1, initial=0)
    optimistic = np.min(np.where(beaten, classes, len(names)), axis=1, initial=len(names)) - 1
    return Classes(pessimistic, optimistic, tuple(names))


def _credible(behind: Floats, shares: Floats, steps: tuple[float, float, float]) -> Floats:
    """How far it is true that one is at least as good as the other, which it is `behind` on each criterion."""
    indifference, preference, veto = steps
    agrees = _falling(behind, indifference, preference)
    concordance = agrees @ shares
    if np.isinf(veto):
        return np.asarray(concordance, dtype=np.float64)
    against = 1.0 - _falling(behind, preference, veto, open_end=True)
    stronger = against > concordance[..., None]
    rest = np.where(concordance < 1, 1.0 - concordance, 1.0)[..., None]
    factor = np.where(stronger, (1.0 - against) / rest, 1.0)
    credible: Floats = concordance * factor.prod(axis=-1)
    return credible


def _falling(behind: Floats, full: float, none: float, *, open_end: bool = False) -> Floats:
    """1 up to `full`, 0 from `none` on (or beyond it only, `open_end`), a straight line between them."""
    if none - full <= NOTHING:
        edge = none - NOTHING if open_end else full + NOTHING
        return (behind < edge if open_end else behind <= edge).astype(np.float64)
    line: Floats = np.clip((none - behind) / (none - full), 0.0, 1.0)
    return line
