"""Ranking under the spread of experts, and agreement: Parvis against a plain loop, a peer, and what numpy needs at least.

    script/bench risk [--runs N] [--write]

200 scenarios, 15 experts, three factors of five levels, 10,000 draws of the panel. Every run is a process of its own
with one thread; the figures are the median of the runs with the least and the most, and the most memory held.
(a) rank_robustness with a product formula, and with a cascade of two tables.
(b) the physical limit: one partition by numpy over as many numbers as the draws hold, already in memory in parts.
(c) the same draws by a plain loop over 100 draws, times 100.
(d) alpha with its bootstrap interval over 2,000 draws of 200 items, beside the krippendorff package in a loop over 20
    draws, times 100 (GPL, so only here and in the tests), and alpha alone by both.
"""

from typing import Any

from bench.jobs import Job, Jobs, Seen, main

SCENARIOS, EXPERTS, DRAWS = 200, 15, 10_000
ALPHA_DRAWS = 2000
PLAIN = 100
PEER = 20
RUNS = 7


def levels() -> dict[str, Any]:
    import numpy as np

    rng = np.random.default_rng(1)
    truth = rng.uniform(1, 5, (3, SCENARIOS))
    spread = rng.normal(0, 0.8, (3, EXPERTS, SCENARIOS))
    tables = np.clip(np.rint(truth[:, None] + spread), 1, 5)
    return dict(zip(("probability", "vulnerability", "consequence"), tables, strict=True))


def panel() -> dict[str, Any]:
    from parvis.engines.risk import elicit

    return {name: elicit(table, lowest=1, highest=5) for name, table in levels().items()}


def formula() -> Job:
    from parvis.engines.risk import Formula, rank_robustness

    judged = panel()
    score = Formula.parse("probability * vulnerability * consequence", list(judged))
    return lambda: rank_robustness(judged, 1, DRAWS, score=score)


def cascade() -> Job:
    from parvis.engines.risk import Cascade, Step, rank_robustness

    table = tuple(tuple((row + column) // 2 for column in range(1, 6)) for row in range(1, 6))
    score = Cascade(
        [Step("likelihood", "probability", "vulnerability", table), Step("risk", "likelihood", "consequence", table)]
    )
    judged = panel()
    return lambda: rank_robustness(judged, 1, DRAWS, score=score.continuous)


def partition() -> Job:
    import numpy as np

    part = np.random.default_rng(1).random((DRAWS // 100, SCENARIOS, EXPERTS), dtype=np.float32)

    def job() -> None:
        for _ in range(100):
            np.partition(part, EXPERTS // 2, axis=-1)

    return job


def plain() -> Job:
    import random

    judged = {name: table.tolist() for name, table in levels().items()}
    draw = random.Random(1)

    def job() -> list[list[float]]:
        above = [[0.0] * SCENARIOS for _ in range(SCENARIOS)]
        for _ in range(PLAIN):
            people = [draw.randrange(EXPERTS) for _ in range(EXPERTS)]
            standing = []
            for scenario in range(SCENARIOS):
                scores = []
                for person in people:
                    product = 1.0
                    for table in judged.values():
                        level = table[person][scenario]
                        product *= draw.uniform(max(level - 0.5, 1), min(level + 0.5, 5))
                    scores.append(product)
                standing.append(sorted(scores)[EXPERTS // 2])
            for i in range(SCENARIOS):
                for j in range(SCENARIOS):
                    above[i][j] += standing[i] > standing[j]
        return above

    return job


def alpha() -> Job:
    from parvis.engines.risk import krippendorff_alpha

    table = levels()["probability"]
    return lambda: krippendorff_alpha(table)


def interval() -> Job:
    from parvis.engines.risk import alpha_interval

    table = levels()["probability"]
    return lambda: alpha_interval(table, seed=1, draws=ALPHA_DRAWS)


def peer_alpha() -> Job:
    import krippendorff

    table = levels()["probability"]
    return lambda: krippendorff.alpha(table, level_of_measurement="ordinal")


def peer_interval() -> Job:
    import krippendorff
    import numpy as np

    table = levels()["probability"]
    rng = np.random.default_rng(1)

    def job() -> None:
        for _ in range(PEER):
            krippendorff.alpha(table[:, rng.integers(SCENARIOS, size=SCENARIOS)], level_of_measurement="ordinal")

    return job


JOBS: Jobs = {
    "formula": (formula, "(a) rank_robustness, formula", 1),
    "cascade": (cascade, "(a) rank_robustness, cascade of two tables", 1),
    "partition": (partition, "(b) one numpy partition over the draws", 1),
    "plain": (plain, "(c) plain loop, from 100 draws", DRAWS // PLAIN),
    "alpha": (alpha, "(d) alpha", 1),
    "peer_alpha": (peer_alpha, "(d) alpha, krippendorff package", 1),
    "interval": (interval, "(d) alpha_interval", 1),
    "peer_interval": (peer_interval, "(d) the same by the krippendorff package, from 20 draws", ALPHA_DRAWS // PEER),
}


def told(seen: Seen) -> str:
    ours = seen.seconds("formula")
    return f"""`script/bench risk`, {seen.when()}
{SCENARIOS} scenarios, {EXPERTS} experts, {DRAWS:,} draws. Goals: (a) under 2 s and 300 MB.

{seen.table()}

Formula: {ours / seen.seconds("partition"):.1f} times the limit, {seen.seconds("plain") / ours:.0f} times faster than the loop."""


if __name__ == "__main__":
    main(__file__, __doc__, JOBS, RUNS, told)
