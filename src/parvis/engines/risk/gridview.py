"""A coloured grid is a view of the judgements, not the judgement: how sure each colour is, and where it misleads.

Cox, L. A. Jr. (2008, What's wrong with risk matrices?, Risk Analysis 28(2), 497-512) shows that a grid can put a
quantitatively smaller risk into a graver colour, and calls a grid in which the gravest and the mildest colour never do
so weakly consistent. Factors are taken as he takes them: level k of n is the k-th of n equal parts from 0 to 1, and the
quantity is the product.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engines.risk.draws import Halves, Panel, Score, question, standings
from parvis.engines.risk.elicitation import HALF_A_LEVEL
from parvis.engines.risk.summary import middles
from parvis.engines.risk.wording import state
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]

#: A colour held by less than this share of the draws is shown as open.
SURE = 0.9
NOISE = 1e-9


@dataclass(frozen=True)
class Contradiction:
    """Two scenarios by index: the grid gives `graver` a graver colour, though its quantity is smaller. `share` of the
    draws in which that is so."""

    graver: int
    milder: int
    share: float


@dataclass(frozen=True)
class GridView:
    """`colour` (scenarios,): the band of each scenario's standing. `shares` (scenarios, bands): how often each band of
    `bands` comes out in the draws. `contradictions`: the most frequent first."""

    bands: tuple[int, ...]
    colour: NDArray[np.intp]
    shares: Floats
    contradictions: tuple[Contradiction, ...]

    def statements(self, names: Sequence[str], bands: Sequence[str]) -> tuple[Statement, ...]:
        """What a reader of the grid must be told; `names` of the scenarios and `bands` follow their order."""
        said = []
        for name, colour, shares in zip(names, self.colour.tolist(), self.shares, strict=True):
            place = self.bands.index(colour)
            if shares[place] < SURE:
                said.append(state("open_colour", name=name, band=bands[place], percent=round(100 * shares[place])))
        said += [
            state("grid_misleads", graver=names[c.graver], milder=names[c.milder], percent=round(100 * c.share))
            for c in self.contradictions
        ]
        return tuple(said)


def grid_view(
    panel: Panel,
    score: Score,
    band: Callable[[Floats], Floats],
    bands: Sequence[int],
    *,
    seed: int,
    draws: int = 10_000,
) -> GridView:
    """How sure the colours of a grid (or of a formula with bands) are, and which pairs it orders wrongly.

    `panel`, `score`, `seed` and the draws are those of `rank_robustness`. `band` gives the band of each score: for
    tables `np.rint` with the `continuous` and the `bands` of a `Cascade`, for a formula `band_of`. The colour of a
    scenario is that of the upper median of its scores; quantities are compared by their upper median too. ValueError as
    for `rank_robustness`, and for a band that is not among `bands`.
    """
    asked = [question(panel, score, seed), question(panel, lambda values: _quantity(panel, values), seed)]
    drawn, quantities = standings(asked, seed, draws)
    numbers = np.asarray(bands)
    graded = _bands(band, drawn, numbers)
    shares = np.stack([(graded == number).mean(axis=0) for number in numbers], axis=1)
    colour = _bands(band, middles(asked[0].best)[1], numbers)
    quantity = middles(asked[1].best)[1]
    found = []
    wrong = (colour[:, None] > colour) & (quantity[:, None] < quantity - NOISE)
    for graver, milder in np.argwhere(wrong).tolist():
        often = (graded[:, graver] > graded[:, milder]) & (quantities[:, graver] < quantities[:, milder])
        found.append(Contradiction(graver, milder, float(often.mean())))
    found.sort(key=lambda contradiction: -contradiction.share)
    return GridView(tuple(int(number) for number in numbers), colour, shares, tuple(found))


def inconsistent_cells(table: Sequence[Sequence[int]]) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    """Where a table of two factors is not weakly consistent: pairs of a cell of its gravest and one of its mildest
    colour, of which the first holds a smaller product than some of the second. Cells are (row, column) from 0; an empty
    answer says that the table is weakly consistent. ValueError for a ragged or empty table."""
    cells = np.array(table)
    if cells.ndim != 2 or not cells.size:  # noqa: PLR2004 - rows and columns
        raise ValueError("A table needs rows of one length.")
    if cells.min() == cells.max():
        return ()
    rows, columns = cells.shape
    least = np.outer(np.arange(rows), np.arange(columns))  # of the cell, in parts of rows * columns
    most = np.outer(np.arange(1, rows + 1), np.arange(1, columns + 1))
    return tuple(
        ((i, j), (k, n))
        for i, j in np.argwhere(cells == cells.max()).tolist()
        for k, n in np.argwhere(cells == cells.min()).tolist()
        if least[i, j] < most[k, n]
    )


def _quantity(panel: Panel, values: Mapping[str, Floats]) -> Floats:
    """The product of the factors, each on its own scale cut into as many equal parts from 0 to 1 as it has levels."""
    product = np.ones(())
    for name, factor in panel.items():
        levels = factor.highest - factor.lowest + 1
        product = product * ((values[name] - factor.lowest + HALF_A_LEVEL) / levels)
    return product


def _bands(band: Callable[[Floats], Floats], scores: Halves | Floats, numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    graded = np.asarray(band(np.asarray(scores, dtype=np.float64)), dtype=np.intp)
    if not np.isin(graded, numbers).all():
        raise ValueError("A score falls into a band that is not among the bands given.")
    return graded
