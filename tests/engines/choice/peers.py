"""The same methods by two other libraries, called as their users would call them."""

import warnings
from typing import Any

import numpy as np
from pymcdm.methods import promethee_ii, topsis, vikor, wsm
from pymcdm.normalizations import vector_normalization

with warnings.catch_warnings():  # scikit-criteria warns of modules of its own that will go, while it is imported
    warnings.simplefilter("ignore")
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.agg.vikor import VIKOR
    from skcriteria.pipelines import mkpipe
    from skcriteria.preprocessing.invert_objectives import InvertMinimize
    from skcriteria.preprocessing.scalers import SumScaler, VectorScaler

Table = np.ndarray[Any, Any]


def by_pymcdm(matrix: Table, weights: Table, senses: Table) -> dict[str, Table]:
    found = {
        "weighted_sum": wsm.WSM(),
        "topsis": topsis.TOPSIS(vector_normalization),
        "promethee_ii": promethee_ii.PROMETHEE_II("usual"),
        "vikor": vikor.VIKOR(),
    }
    return {name: method(matrix, weights, senses, validation=False) for name, method in found.items()}


def by_scikit_criteria(matrix: Table, weights: Table, senses: Table) -> dict[str, Table]:
    """It has no PROMETHEE II."""
    given = skcriteria.mkdm(matrix, senses, weights=weights)
    total = mkpipe(InvertMinimize(), SumScaler(target="matrix"), WeightedSumModel())
    with warnings.catch_warnings():  # it advises against TOPSIS with costs, and works all the same
        warnings.simplefilter("ignore")
        closeness = mkpipe(VectorScaler(target="matrix"), TOPSIS()).evaluate(given).e_.similarity
    return {
        "weighted_sum": total.evaluate(given).e_.score,
        "topsis": closeness,
        "vikor": VIKOR().evaluate(given).e_.q_k,
    }
