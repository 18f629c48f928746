"""Why this option came first, said in words, with what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.criteria import checked
from parvis.engines.choice.flip import flip
from parvis.engines.choice.nearest import Nearest, nearest_weights
from parvis.engines.choice.wording import state
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

STRONGEST = 3
SAME = 1e-9
#: Points of 100 that are worth telling.
SHOWN = 0.05


@dataclass(frozen=True)
class Explanation:
    """`winner` and `runner_up` are indices among all options, None where there is none. `statements` are in order."""

    winner: int | None
    runner_up: int | None
    statements: tuple[Statement, ...]


def explain(
    values: ArrayLike,
    weights: ArrayLike,
    options: Sequence[str],
    criteria: Sequence[str],
    *,
    others: Mapping[str, ArrayLike] | None = None,
    missed: ArrayLike | None = None,
    first: ArrayLike | None = None,
) -> Explanation:
    """Reasons for the ranking by weighted sum.

    `values` is (options, criteria), 0..1, more is better; `options` and `criteria` are names for people. `others`
    gives scores (options,) of further methods by name; `missed` is the table of `knock_outs`: an option that misses
    one cannot win; `first` is the probability of the first rank from `acceptability`. ValueError for tables that do
    not fit.
    """
    table, shares = checked(values, weights)
    if table.shape != (len(options), len(criteria)):
        raise ValueError("Give one name for each option and each criterion.")
    out = np.zeros(table.shape, bool) if missed is None else np.asarray(missed, bool)
    said = [state("knocked_out", option=options[o], criterion=criteria[c]) for o, c in np.argwhere(out).tolist()]
    left = np.flatnonzero(~out.any(axis=1))
    if not len(left):
        return Explanation(None, None, (*said, state("none_left")))
    totals = np.round(table @ shares, 12)
    ranked = left[np.argsort(-totals[left], kind="stable")].tolist()
    winner = int(ranked[0])
    if len(ranked) == 1:
        return Explanation(winner, None, (*said, state("only_one", option=options[winner])))
    runner_up = int(ranked[1])
    said += _comparison((table[winner] - table[runner_up]) * shares, (options[winner], options[runner_up]), criteria)
    said += _disagreement(others or {}, left, winner, options)
    said += _certainty(table[left], shares, [options[o] for o in left.tolist()], criteria)
    if first is not None:
        share = float(np.asarray(first, dtype=np.float64)[winner])
        said.append(state("first_share", option=options[winner], percent=round(100 * share)))
    return Explanation(winner, runner_up, tuple(said))


def _comparison(gain: Floats, pair: tuple[str, str], criteria: Sequence[str]) -> list[Statement]:
    """What puts the winner ahead of the runner-up, criterion by criterion, and where it is behind."""
    margin = float(gain.sum())
    code = "ahead" if margin > SAME else "level"
    said = [state(code, option=pair[0], rival=pair[1], margin=100 * margin)]
    order = np.argsort(-gain, kind="stable")
    strong = [criteria[c] for c in order[:STRONGEST].tolist() if gain[c] > SAME]
    if margin > SAME and strong:
        said.insert(0, state("leads", option=pair[0], rival=pair[1], criteria=", ".join(strong)))
    for code, places in (("stronger", order[:STRONGEST]), ("weaker", order[::-1][:STRONGEST])):
        sign = 1 if code == "stronger" else -1
        said += [
            state(code, option=pair[0], rival=pair[1], criterion=criteria[c], points=100 * sign * float(gain[c]))
            for c in places.tolist()
            if sign * gain[c] > SAME
        ]
    return said


def _disagreement(
    others: Mapping[str, ArrayLike], left: NDArray[np.intp], winner: int, options: Sequence[str]
) -> list[Statement]:
    said = []
    for method, scores in others.items():
        given = np.asarray(scores, dtype=np.float64)
        if given.shape != (len(options),):
            raise ValueError("Another method must score every option.")
        best = int(left[np.argmax(given[left])])
        if given[best] > given[winner] + SAME:
            said.append(state("method_disagrees", method=method, option=options[best]))
    return said


def _certainty(table: Floats, shares: Floats, options: Sequence[str], criteria: Sequence[str]) -> list[Statement]:
    together = nearest_weights(table, shares)
    if together is None:
        return [state("no_weights")]
    moved = _moved(together, shares, options, criteria)
    nearest = flip(table, shares).nearest
    if nearest is None:
        return [state("no_flip"), *moved]
    code = "flip_up" if nearest.needed > nearest.now else "flip_down"
    return [
        state(
            code,
            criterion=criteria[nearest.criterion],
            rival=options[nearest.rival],
            now=100 * nearest.now,
            needed=100 * nearest.needed,
        ),
        *moved,
    ]


def _moved(together: Nearest, shares: Floats, options: Sequence[str], criteria: Sequence[str]) -> list[Statement]:
    """The smallest change of all weights together; nothing where two options are level already."""
    change = 100 * (together.weights - shares)
    if np.abs(change).sum() < SHOWN:
        return []
    order = np.argsort(-change, kind="stable").tolist()
    more = ", ".join(criteria[c] for c in order if change[c] > SHOWN)
    less = ", ".join(criteria[c] for c in reversed(order) if change[c] < -SHOWN)
    points = 50 * together.distance
    return [state("moved", rival=options[together.rival], points=points, more=more, less=less)]
