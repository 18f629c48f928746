"""A table of values looked at from every side: other methods, other weights, other panels, one option fewer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from parvis.engines import choice
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

SEED = 20_181_101  # one seed for all: the same scores always give the same picture
OTHERS = ("TOPSIS", "PROMETHEE II", "VIKOR")
CUT = 0.75  # so much of the weight has to agree before an option counts as having reached a level of the scale
VETO = 3  # so many levels behind on one criterion, and nothing else makes up for it
WEIGHTS = 20_000
NOTICED = 0.01  # a share of the weight above an even one
SHOWN = 3  # criteria named as those that speak for an option


@dataclass(frozen=True)
class Grade:
    """The level of the scale that an option reaches by the outranking sort. `high` differs from `low` when it cannot be
    compared with what lies between: strong here, weak there."""

    low: str
    high: str


@dataclass(frozen=True)
class Favour:
    """Of all weights there are, in which share an option comes first, and what these weights stress more than even ones
    do."""

    option: str
    share: float
    stressed: tuple[str, ...]

    @property
    def percent(self) -> str:
        """The share for people: what is rare is not called never."""
        return "< 1" if 0 < self.share < 0.005 else str(round(100 * self.share))  # noqa: PLR2004 - rounds to nothing


@dataclass(frozen=True)
class Look:
    """What was seen. Lists follow the options; `ranks` are by method."""

    options: Sequence[str]
    criteria: Sequence[str]
    total: Floats
    ranks: Mapping[str, list[int]]
    grades: tuple[Grade, ...]
    drawn: choice.Acceptability
    told: tuple[Statement, ...]
    flips: choice.Flips
    agreement: tuple[Statement, ...]
    leaving: tuple[Statement, ...]
    favour: tuple[Favour, ...]

    @property
    def agreed(self) -> tuple[Statement, ...]:
        """How far the methods agree, and which of them would put another option first."""
        return (*self.agreement, *(one for one in self.told if one.code == "method_disagrees"))


def look(
    values: Floats,
    scales: Sequence[choice.Criterion],
    options: Sequence[str],
    criteria: Sequence[str],
    levels: Sequence[str],
) -> Look:
    """Look at values 0..1 (experts, options, criteria); `levels` are the names of the scale, the worst first."""
    weights, table = [one.weight for one in scales], choice.average(values).mean
    total = choice.weighted_sum(table, weights)
    scored = {name: _scored(name, weights, table) for name in OTHERS}
    drawn = choice.acceptability(values, weights, SEED)
    return Look(
        options=options,
        criteria=criteria,
        total=total,
        ranks={name: choice.ranks(scores).tolist() for name, scores in scored.items()},
        grades=_grades(table, weights, levels),
        drawn=drawn,
        told=choice.explain(table, weights, options, criteria, others=scored, first=drawn.first).statements,
        flips=choice.flip(table, weights),
        agreement=_agreement(total, scored),
        leaving=tuple(
            turned.statement(name, options)
            for name in OTHERS
            for turned in choice.reversals(table, partial(_scored, name, weights))
        ),
        favour=_favour(table, options, criteria),
    )


def _scored(method: str, weights: Sequence[float], table: Floats) -> Floats:
    """Scores by one of the other methods, higher is better in all."""
    ahead = np.ones(table.shape[1])
    if method == "TOPSIS":
        return choice.topsis(table, weights, ahead)
    if method == "VIKOR":
        return -choice.vikor(table, weights, ahead)
    # One step of five on a scale from 0 to 4 counts whole; a smaller difference in proportion.
    return choice.promethee_ii(table, weights, ahead, "linear", np.full(len(ahead), 0.25))


def _agreement(total: Floats, scored: Mapping[str, Floats]) -> tuple[Statement, ...]:
    return choice.agreement({_("Weighted sum"): total, **scored})


def _grades(table: Floats, weights: Sequence[float], levels: Sequence[str]) -> tuple[Grade, ...]:
    """The outranking sort with one class for each level of the scale; a class begins half-way to the level below."""
    step = 1 / (len(levels) - 1)
    limits = (np.arange(1, len(levels)) - 0.5) * step
    profiles = np.repeat(limits[:, None], table.shape[1], axis=1)
    found = choice.electre_tri(table, weights, profiles, levels, preference=step, veto=VETO * step, cut=CUT)
    ends = zip(found.pessimistic.tolist(), found.optimistic.tolist(), strict=True)
    return tuple(Grade(levels[low], levels[high]) for low, high in ends)


def _favour(table: Floats, options: Sequence[str], criteria: Sequence[str]) -> tuple[Favour, ...]:
    """By everybody's mean: what the experts differ on would hide what the weights do."""
    drawn = choice.smaa(table, seed=SEED, draws=WEIGHTS)
    rows = []
    for at, option in enumerate(options):
        more = np.nan_to_num(drawn.central[at] - 1 / len(criteria))
        order = np.argsort(-more, kind="stable")[:SHOWN].tolist()
        stressed = tuple(criteria[c] for c in order if more[c] > NOTICED)
        rows.append(Favour(option, float(drawn.first[at]), stressed))
    return tuple(sorted(rows, key=lambda row: -row.share))
