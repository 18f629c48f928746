"""From judged levels to a band, by looking it up in the method's own tables, one step after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.risk.errors import GridError

Floats = NDArray[np.float64]
Rows = tuple[tuple[int, ...], ...]

MOST_LEVELS = 11
#: Values are compared after rounding to this many decimals, so that 0.1 * 3 reaches 0.3.
SAME = 9


@dataclass(frozen=True)
class Step:
    """One table of a method: `table[row][column]`, both counted from the lowest level of what they stand for.

    `rows` and `columns` each name a factor, or an earlier step. GridError: `empty`, `ragged`, `whole` (a cell is not
    a whole number), `too_large` (over 11 levels), `falls` (a worse level gives a better result), `twice` (the same
    name on both sides).
    """

    code: str
    rows: str
    columns: str
    table: Sequence[Sequence[int]]

    def __post_init__(self) -> None:
        """Refuse a table that would give nonsense later."""
        rows: Rows = tuple(tuple(row) for row in self.table)
        object.__setattr__(self, "table", rows)
        if not rows or not rows[0]:
            raise GridError("empty", self.code)
        if len({len(row) for row in rows}) != 1:
            raise GridError("ragged", self.code)
        if max(len(rows), len(rows[0])) > MOST_LEVELS:
            raise GridError("too_large", self.code)
        if any(isinstance(cell, bool) or not isinstance(cell, int) for row in rows for cell in row):
            raise GridError("whole", self.code)
        if (np.diff(rows, axis=0) < 0).any() or (np.diff(rows, axis=1) < 0).any():
            raise GridError("falls", self.code)
        if self.rows == self.columns:
            raise GridError("twice", self.code, self.rows)

    @property
    def sides(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """What rows and columns stand for, and how many levels each has."""
        return (self.rows, len(self.table)), (self.columns, len(self.table[0]))

    @property
    def reach(self) -> tuple[int, int]:
        """The lowest and highest result."""
        return min(map(min, self.table)), max(map(max, self.table))


@dataclass(frozen=True)
class Cascade:
    """Steps in order; the last one gives the band. One step is a plain grid, for example of likelihood and impact.

    `lowest` is the first value of each factor's or step's scale where that is not 1. Whatever the steps name that is
    not an earlier step is a factor. GridError, besides those of `Step`: `none` (no step), `order` (a step uses itself
    or a later one), `repeated` (two steps of one code), `unused` (a step that no later one uses), `size` (a factor
    with a different number of levels in two tables), `outside` (a step gives a level for which a later one has no
    place).
    """

    steps: Sequence[Step]
    lowest: Mapping[str, int] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse steps that do not fit one another."""
        object.__setattr__(self, "steps", tuple(self.steps))
        _check_order(self.steps)
        _check_sizes(self)

    @property
    def names(self) -> tuple[str, ...]:
        """The factors, in the order in which the steps name them."""
        codes = {step.code for step in self.steps}
        return tuple(dict.fromkeys(name for step in self.steps for name, _ in step.sides if name not in codes))

    @property
    def bands(self) -> range:
        """The numbers of the bands, from the lowest to the highest that the last table holds."""
        low, high = self.steps[-1].reach
        return range(low, high + 1)

    def levels(self, name: str) -> range:
        """The levels of a factor, or of a step that another one uses. KeyError for another name."""
        size = dict(side for step in self.steps for side in step.sides)[name]
        first = self.lowest.get(name, 1)
        return range(first, first + size)

    def __call__(self, values: Mapping[str, ArrayLike]) -> Floats:
        """The band for each combination of levels; arrays broadcast, nan where one is nan.

        ValueError for a fraction or a level off its scale, KeyError for a factor that is missing.
        """
        return self.trace(values)[self.steps[-1].code]

    def trace(self, values: Mapping[str, ArrayLike]) -> dict[str, Floats]:
        """As the call, but the result of every step by its code."""
        return self._run(values, whole=True)

    def continuous(self, values: Mapping[str, ArrayLike]) -> Floats:
        """A score for values between levels, by linear interpolation in every table; at whole levels it is the band.

        Rises with every value, as the tables do. ValueError for a value off its scale.
        """
        return self._run(values, whole=False)[self.steps[-1].code]

    def bounds(self, low: Mapping[str, ArrayLike], high: Mapping[str, ArrayLike]) -> tuple[Floats, Floats]:
        """The lowest and highest score when each value lies between its ends: no table ever falls."""
        return self.continuous(low), self.continuous(high)

    def _run(self, values: Mapping[str, ArrayLike], *, whole: bool) -> dict[str, Floats]:
        known = {name: _on_scale(name, values[name], self.levels(name), whole=whole) for name in self.names}
        found: dict[str, Floats] = {}
        for step in self.steps:
            places = [(known | found)[name] - self.lowest.get(name, 1) for name, _ in step.sides]
            found[step.code] = _interpolate(np.array(step.table, dtype=np.float64), *np.broadcast_arrays(*places))
        return found


def band_of(value: ArrayLike, froms: Sequence[float]) -> Floats:
    """The band of a formula's result: 1 from `froms[0]`, 2 from `froms[1]` and so on; nan stays nan.

    `froms` rise. ValueError when they do not, or when a value lies below the first: it must be at most the lowest
    possible result, which `Formula.check` returns.
    """
    edges = np.round(np.asarray(froms, dtype=np.float64), SAME)
    given = np.round(np.asarray(value, dtype=np.float64), SAME)
    if edges.ndim != 1 or not len(edges) or not np.isfinite(edges).all() or (np.diff(edges) <= 0).any():
        raise ValueError("Bands must begin at rising numbers.")
    if (given < edges[0]).any():
        raise ValueError("A result lies below the first band.")
    return np.where(np.isnan(given), np.nan, np.searchsorted(edges, given, side="right"))


def _check_order(steps: Sequence[Step]) -> None:
    if not steps:
        raise GridError("none", "")
    codes = [step.code for step in steps]
    if repeated := [code for code in codes if codes.count(code) > 1]:
        raise GridError("repeated", repeated[0])
    for place, step in enumerate(steps):
        for name, _ in step.sides:
            if name in codes[place:]:
                raise GridError("order", step.code, name)
        if place < len(steps) - 1 and not any(step.code in dict(later.sides) for later in steps[place:]):
            raise GridError("unused", step.code)


def _check_sizes(cascade: Cascade) -> None:
    seen: dict[str, int] = {}
    reach = {step.code: step.reach for step in cascade.steps}
    for step in cascade.steps:
        for name, size in step.sides:
            if seen.setdefault(name, size) != size:
                raise GridError("size", step.code, name)
            first = cascade.lowest.get(name, 1)
            low, high = reach.get(name, (first, first))
            if low < first or high > first + size - 1:
                raise GridError("outside", step.code, name)


def _on_scale(name: str, values: ArrayLike, levels: range, *, whole: bool) -> Floats:
    given = np.asarray(values, dtype=np.float64)
    known = given[~np.isnan(given)]
    if (known < levels[0]).any() or (known > levels[-1]).any():
        raise ValueError(f"A value of {name} lies outside the levels {levels[0]} to {levels[-1]}.")
    if whole and (known != np.floor(known)).any():
        raise ValueError(f"A level of {name} is not a whole number.")
    return given


def _interpolate(table: Floats, row: Floats, column: Floats) -> Floats:
    """Between the four cells around each place (counted from 0); at whole places the cell itself."""
    missing = np.isnan(row) | np.isnan(column)
    top, left = (np.nan_to_num(np.floor(place)).astype(np.intp) for place in (row, column))
    bottom, right = np.minimum(top + 1, table.shape[0] - 1), np.minimum(left + 1, table.shape[1] - 1)
    down, across = row - top, column - left
    upper = table[top, left] + across * (table[top, right] - table[top, left])
    lower = table[bottom, left] + across * (table[bottom, right] - table[bottom, left])
    found: Floats = np.where(missing, np.nan, upper + down * (lower - upper))
    return found
