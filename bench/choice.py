"""Rankings under uncertain weights and scores, and sets of measures: Parvis, two peers, and what numpy needs at least.

    script/bench choice [--runs N] [--write]

50 options, 20 criteria, 100,000 draws; 200 measures, 30 vulnerabilities, 10 groups that exclude one another, 20
dependencies. Every run is a process of its own with one thread; the figures are the median of the runs with the least
and the most, and the most memory held. Time is that of the processor, so that other work on the machine counts little.
(a) smaa with exact scores and all weights alike likely; with scores between bounds too.
(b) the physical limit: one product and one sort by numpy over as many totals as the draws have.
(c) the same draws of weights by a loop over pymcdm, and over scikit-criteria, called as they are by default, which sum
    and rank: 200 draws, times 500. pymcdm checks its input at each call; (c2) is the loop without these checks.
(d) 1,000 times TOPSIS by `score` and by both peers, from 100 times.
(e) portfolio: the whole front at 10 budgets and floors of openness in steps of 10, each point proved.
"""

import warnings
from typing import Any

from bench.jobs import Job, Jobs, Seen, main

OPTIONS, CRITERIA, DRAWS = 50, 20, 100_000
MEASURES, VULNERABILITIES, GROUPS, BUDGET = 200, 30, 10, 300
PEER, RUNS = 200, 5
TIMES, FEW = 1000, 100


def table() -> Any:
    import numpy as np

    return np.random.default_rng(1).uniform(0.05, 1, (OPTIONS, CRITERIA))


def weights_alone() -> Job:
    from parvis.engines.choice import smaa

    values = table()
    return lambda: smaa(values, seed=1, draws=DRAWS)


def weights_and_scores() -> Job:
    from parvis.engines.choice import smaa

    values = table()
    return lambda: smaa(values * 0.9, values, seed=1, draws=DRAWS)


def limit() -> Job:
    import numpy as np

    values, part = table(), 500
    weights = np.random.default_rng(1).dirichlet(np.ones(CRITERIA), size=DRAWS)
    return lambda: [np.sort(weights[at : at + part] @ values.T, axis=1) for at in range(0, DRAWS, part)]


def pymcdm_loop() -> Job:
    import numpy as np
    from pymcdm.helpers import rankdata
    from pymcdm.methods.wsm import WSM

    values, senses = table(), np.ones(CRITERIA)
    weights = np.random.default_rng(1).dirichlet(np.ones(CRITERIA), size=PEER)
    method = WSM(lambda column, **_cost: column)
    return lambda: [rankdata(method(values, w, senses), reverse=True) for w in weights]


def pymcdm_unchecked_loop() -> Job:
    import numpy as np
    from pymcdm.helpers import rankdata
    from pymcdm.methods.wsm import WSM

    values, senses = table(), np.ones(CRITERIA)
    weights = np.random.default_rng(1).dirichlet(np.ones(CRITERIA), size=PEER)
    method = WSM(lambda column, **_cost: column)
    return lambda: [rankdata(method(values, w, senses, validation=False), reverse=True) for w in weights]


def scikit_criteria_loop() -> Job:
    import numpy as np

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel

    values, senses = table(), np.ones(CRITERIA)
    weights = np.random.default_rng(1).dirichlet(np.ones(CRITERIA), size=PEER)
    method = WeightedSumModel()
    return lambda: [method.evaluate(skcriteria.mkdm(values, senses, weights=w)).rank_ for w in weights]


def topsis() -> Job:
    from parvis.engines.choice import score

    values, weights = table(), [1 / CRITERIA] * CRITERIA
    return lambda: [score(values, weights, [1] * CRITERIA, "topsis") for _ in range(TIMES)]


def topsis_pymcdm() -> Job:
    import numpy as np
    from pymcdm.methods.topsis import TOPSIS
    from pymcdm.normalizations import vector_normalization

    values, weights, senses = table(), np.full(CRITERIA, 1 / CRITERIA), np.ones(CRITERIA)
    method = TOPSIS(vector_normalization)
    return lambda: [method(values, weights, senses) for _ in range(FEW)]


def topsis_scikit_criteria() -> Job:
    import numpy as np

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import skcriteria
        from skcriteria.agg.topsis import TOPSIS
        from skcriteria.pipelines import mkpipe
        from skcriteria.preprocessing.scalers import VectorScaler

    given = skcriteria.mkdm(table(), np.ones(CRITERIA), weights=np.full(CRITERIA, 1 / CRITERIA))
    pipe = mkpipe(VectorScaler(target="matrix"), TOPSIS())
    return lambda: [pipe.evaluate(given) for _ in range(FEW)]


def front() -> Job:
    import numpy as np

    from parvis.engines.choice import portfolio

    rng = np.random.default_rng(1)
    cost, openness = rng.integers(1, 61, MEASURES), rng.integers(-3, 4, MEASURES)
    helps = rng.random((MEASURES, VULNERABILITIES)) < 0.1
    effect = np.where(helps, rng.choice([0.2, 0.4, 0.6, 0.8], helps.shape), 0.0)
    importance = rng.integers(1, 6, VULNERABILITIES)
    needs = [(int(a), int(b)) for a, b in rng.integers(0, MEASURES, (20, 2)) if a != b]
    groups = rng.permutation(MEASURES)[: 6 * GROUPS].reshape(GROUPS, 6).tolist()
    return lambda: portfolio(
        cost, effect, openness, BUDGET, importance, needs=needs, groups=groups, budgets=10, openness_step=10
    )


JOBS: Jobs = {
    "weights": (weights_alone, "(a) smaa, weights alone", 1),
    "both": (weights_and_scores, "(a) smaa, weights and scores", 1),
    "limit": (limit, "(b) one product and one sort by numpy", 1),
    "pymcdm": (pymcdm_loop, "(c) loop over pymcdm", DRAWS // PEER),
    "unchecked": (pymcdm_unchecked_loop, "(c2) loop over pymcdm, its checks turned off", DRAWS // PEER),
    "skcriteria": (scikit_criteria_loop, "(c) loop over scikit-criteria", DRAWS // PEER),
    "topsis": (topsis, "(d) 1,000 times TOPSIS", 1),
    "topsis_pymcdm": (topsis_pymcdm, "(d) the same by pymcdm", TIMES // FEW),
    "topsis_skcriteria": (topsis_scikit_criteria, "(d) the same by scikit-criteria", TIMES // FEW),
    "front": (front, "(e) portfolio", 1),
}


def told(seen: Seen) -> str:
    ours = seen.seconds("weights")
    return f"""`script/bench choice`, {seen.when()}
What is measured is said at the head of `bench/choice.py`. Goals: weights alone under 1 s, weights and
scores under 4 s, at least 20 times faster than either loop, the front under 30 s.

{seen.table()}

Weights alone: {ours / seen.seconds("limit"):.1f} times the limit, {seen.seconds("pymcdm") / ours:.0f} times faster than the loop over pymcdm,
{seen.seconds("skcriteria") / ours:.0f} times than that over scikit-criteria. The front has {seen.runs["front"][0]["size"]:.0f} points."""


if __name__ == "__main__":
    main(__file__, __doc__, JOBS, RUNS, told)
