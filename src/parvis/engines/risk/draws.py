"""Asking the same panel again and again: people drawn anew, and every level drawn from all that it may stand for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engines.risk.elicitation import Estimates

Floats = NDArray[np.float64]
Halves = NDArray[np.float32]
Panel = Mapping[str, Estimates]
Score = Callable[[Mapping[str, Floats]], Floats]

#: Scores that are kept for each person and scenario; a draw picks one of them.
POOL = 256
#: Values that are worked on at one time: they stay in the processor's cache.
CHUNK = 1_000_000
#: Steps of a sequence that fills the square, the cube and so on evenly, whatever its start (Kronecker's).
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)


@dataclass(frozen=True)
class Question:
    """One number per person and scenario: `best` (experts, scenarios), nan where not judged, and the `pool` of scores
    (scenarios, experts, POOL) that the person's values may stand for."""

    best: Floats
    pool: Halves


def question(panel: Panel, score: Score, seed: int, confidence: Floats | None = None) -> Question:
    """Score what each person's values may stand for: values spread evenly between the lower and the upper bound.

    ValueError for a panel without factors or with tables of different shape, or when the score of a judged scenario is
    not finite.
    """
    shapes = {factor.best.shape for factor in panel.values()}
    if len(shapes) != 1 or 0 in (shape := shapes.pop()):
        raise ValueError("Every factor needs a table of the same experts and scenarios.")
    best = np.asarray(score({name: factor.best for name, factor in panel.items()}), dtype=np.float64)
    rng = np.random.default_rng(seed)
    place = np.arange(POOL)
    drawn = {}
    for number, (name, factor) in enumerate(panel.items()):
        even = (rng.random(shape)[..., None] + place * np.sqrt(PRIMES[number % len(PRIMES)])) % 1.0
        values = factor.low[..., None] + even * (factor.high - factor.low)[..., None]
        if confidence is not None:
            moved = rng.random(values.shape) >= confidence[..., None]
            values += moved * rng.choice([-1.0, 1.0], size=values.shape)
        drawn[name] = np.clip(values, factor.lowest, factor.highest)
    pool = np.asarray(score(drawn), dtype=np.float64)
    known = ~np.isnan(best)
    if not known.any(axis=0).all():
        raise ValueError("Every scenario needs at least one judgement.")
    if not np.isfinite(pool[known]).all():
        raise ValueError("The score of a judged scenario is not a finite number.")
    return Question(best, np.ascontiguousarray(np.swapaxes(pool, 0, 1), dtype=np.float32))


def standings(questions: Sequence[Question], seed: int, draws: int) -> list[Halves]:
    """Where each scenario stands in each draw: the upper median of the people drawn, per question (draws, scenarios).

    People are drawn with replacement (the bootstrap: Efron, B., 1979, Annals of Statistics 7(1), 1-26), whole, so that
    one who judges everything gravely does so in all scenarios. All questions see the same draws. Where none of those
    who judged a scenario were drawn, one of them is.
    """
    scenarios, experts, _ = questions[0].pool.shape
    rng = np.random.default_rng(seed)
    found = [np.empty((draws, scenarios), dtype=np.float32) for _ in questions]
    step = max(1, CHUNK // (scenarios * experts))
    for start in range(0, draws, step):
        count = min(step, draws - start)
        who = rng.integers(experts, size=(count, experts))
        pick = rng.integers(POOL, size=(count, scenarios, experts), dtype=np.uint8)
        places = (np.arange(0, scenarios * experts, experts)[:, None] + who[:, None, :]) * POOL + pick
        spare = rng.random((count, scenarios))
        for one, table in zip(questions, found, strict=True):
            table[start : start + count] = _upper_median(one, who, places, spare)
    return found


def _upper_median(one: Question, who: NDArray[np.intp], places: NDArray[np.intp], spare: Floats) -> Halves:
    values = one.pool.ravel().take(places, mode="clip")
    experts = who.shape[1]
    known = ~np.isnan(one.best)
    if known.all():
        middle: Halves = np.partition(values, experts // 2, axis=-1)[..., experts // 2]
        return middle
    times = np.zeros((len(who), experts), dtype=np.float32)
    np.add.at(times, (np.arange(len(who))[:, None], who), 1)
    people = np.rint(times @ known.astype(np.float32)).astype(np.intp)
    values.sort(axis=-1)  # nan goes last
    median: Halves = np.take_along_axis(values, np.minimum(people // 2, experts - 1)[..., None], axis=-1)[..., 0]
    draw, scenario = np.nonzero(people == 0)
    judges = np.argsort(~known, axis=0, kind="stable")  # who judged a scenario comes first
    at = (spare[draw, scenario] * known.sum(axis=0)[scenario]).astype(np.intp)
    inner = (spare[draw, scenario] * known.sum(axis=0)[scenario] % 1.0 * POOL).astype(np.intp)
    median[draw, scenario] = one.pool[scenario, judges[at, scenario], inner]
    return median


def above(standing: Halves) -> Floats:
    """How often the first of two stands above the second, a tie counting half: (scenarios, scenarios), 1/2 on the
    diagonal."""
    draws, scenarios = standing.shape
    more = np.zeros((scenarios, scenarios), dtype=np.int64)
    step = min(255, max(1, CHUNK // scenarios**2))  # counts of a part fit one byte
    for start in range(0, draws, step):
        part = standing[start : start + step]
        graver = part[:, :, None] > part[:, None, :]
        more += np.add.reduce(graver.view(np.uint8), axis=0, dtype=np.uint8)
    shared: Floats = (more + (draws - more.T)) / (2 * draws)
    return shared
