"""One call for every method, on a table of raw figures, as other libraries take it."""

from collections.abc import Callable, Mapping
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import checked
from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.methods import promethee_ii, signs_of, topsis, vikor

Floats = NDArray[np.float64]
Method = Literal["weighted_sum", "topsis", "promethee_ii", "vikor"]

METHODS: tuple[Method, ...] = get_args(Method)
#: 1 where a higher score is better, -1 where a lower one is.
BETTER: Mapping[Method, int] = {"weighted_sum": 1, "topsis": 1, "promethee_ii": 1, "vikor": -1}


def score(matrix: ArrayLike, weights: ArrayLike, senses: ArrayLike, method: Method = "weighted_sum") -> Floats:
    """One score for each option, (options,).

    `matrix` is (options, criteria) in raw units, `senses` holds 1 where more is better and -1 where less is. Weights
    are taken in proportion.

    - `weighted_sum`, higher is better: columns in proportion to their sum, a cost c as 1/c: sum of w x / sum(x)
      (Fishburn, 1967, Operations Research 15(3), 537-542). This is what pymcdm's WSM does by itself, and
      scikit-criteria's WeightedSumModel after InvertMinimize and SumScaler. It depends on the options at hand: the
      default of Parvis is another, `weighted_sum(value_scores(...))` on scales that were declared beforehand.
    - `topsis`, higher is better: closeness with vector normalisation (Hwang and Yoon, 1981), see `topsis`.
    - `promethee_ii`, higher is better: net flow with the usual preference (Brans and Vincke, 1985), see `promethee_ii`.
    - `vikor`, lower is better: Q with v = 0.5 (Opricovic and Tzeng, 2004), see `vikor`.

    ChoiceError for a table that does not fit, a text or a gap in it, weights that are negative or all 0, another
    method; and for figures that a weighted sum cannot take: below 0, all 0 in one column, or a cost of 0.
    """
    scorers: dict[str, Callable[[ArrayLike, ArrayLike, ArrayLike], Floats]] = {
        "weighted_sum": _weighted_sum,
        "topsis": topsis,
        "promethee_ii": promethee_ii,
        "vikor": vikor,
    }
    if method not in scorers:
        raise ChoiceError("method", method=method)
    return scorers[method](matrix, weights, senses)


def ranks(scores: ArrayLike, better: int = 1) -> NDArray[np.intp]:
    """Rank of each option, 1 first; equals (to nine decimals) share the better rank. `better` is -1 for less."""
    given = np.round(better * np.asarray(scores, dtype=np.float64), 9)
    above: NDArray[np.intp] = 1 + np.sum(given[None, :] > given[:, None], axis=1)
    return above


def _weighted_sum(matrix: ArrayLike, weights: ArrayLike, senses: ArrayLike) -> Floats:
    table, shares = checked(matrix, weights)
    costs = signs_of(senses, table.shape[1]) < 0
    wrong = (table < 0).any(axis=0) | (table.sum(axis=0) <= 0) | (costs & (table <= 0).any(axis=0))
    if wrong.any():
        raise ChoiceError("negative", column=int(np.argmax(wrong)) + 1)
    good = np.where(costs, 1.0 / np.where(costs, table, 1.0), table)
    total: Floats = (good / good.sum(axis=0)) @ shares
    return total
