"""The result formula of a method: read from a pack as text, checked against the scales, then used on many values.

Whether a product of levels means anything is for the authors of a method to say: levels of an ordinal scale are ranks
(Cox, L. A. Jr., 2008, What's wrong with risk matrices?, Risk Analysis 28(2), 497-512). What a formula must promise here
is that it can always be computed, and that a worse value never gives a better result.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.risk.errors import FormulaError
from parvis.engines.risk.expression import Node, evaluate, parse, walk

Floats = NDArray[np.float64]
T = TypeVar("T")

MOST_COMBINATIONS = 2_000_000
#: Combinations that are computed at one time.
CHUNK = 200_000
#: Differences below this share of the values are noise of the arithmetic.
NOISE = 1e-9
#: A divisor this near to nothing is zero but for rounding.
TINY = 1e-12


@dataclass(frozen=True)
class Formula:
    """A formula over named values. `names` are those that it uses; make one with `Formula.parse`."""

    text: str
    names: tuple[str, ...]
    root: Node = field(repr=False)

    @classmethod
    def parse(cls, text: str, names: Collection[str]) -> "Formula":
        """Read a formula such as "(threat + 2 * exposure) / 3" over the given names.

        Allowed are decimal numbers, the names, + - * /, unary minus, parentheses, and min and max of two or more.
        FormulaError: `syntax`, `name` (unknown, or called min or max), `forbidden` (anything else), `too_long`
        (over 500 characters, 200 parts, or 30 levels of nesting).
        """
        root = parse(text, names)
        used = {part for part in walk(root) if isinstance(part, str)}
        return cls(text, tuple(name for name in names if name in used), root)

    def __call__(self, values: Mapping[str, ArrayLike]) -> Floats:
        """The result for arrays that broadcast; nan where a value that the formula uses is nan.

        Names that the formula does not use are ignored. FormulaError `name` when one that it uses is missing. A
        division by zero gives infinity or nan: `check` finds it beforehand.
        """
        given = {name: np.asarray(_needed(values, name), dtype=np.float64) for name in self.names}
        with np.errstate(all="ignore"):
            return np.asarray(evaluate(self.root, given), dtype=np.float64)

    def bounds(self, low: Mapping[str, ArrayLike], high: Mapping[str, ArrayLike]) -> tuple[Floats, Floats]:
        """The lowest and highest result when each value lies between its ends: a formula that `check` accepts never
        falls, so the ends give the ends."""
        return self(low), self(high)

    def check(self, scales: Mapping[str, Sequence[float]]) -> tuple[float, float]:
        """The lowest and highest possible result, after a look at every combination of levels.

        `scales` gives the levels of each name. The values half way between neighbouring levels are tried too (as long
        as there are not too many), since estimates may lie there. FormulaError: `name` (no scale for it), `too_many`
        (over 2,000,000 combinations), `divides_by_zero`, `not_finite`, `falls` (a higher value lowers the result);
        `detail` holds the combination. ValueError for a scale without levels.
        """
        levels = {name: np.unique(np.asarray(_needed(scales, name), dtype=np.float64)) for name in self.names}
        if not all(len(values) and np.isfinite(values).all() for values in levels.values()):
            raise ValueError("A scale needs at least one level, and every level must be a finite number.")
        count = math.prod(map(len, levels.values()))
        if count > MOST_COMBINATIONS:
            raise FormulaError("too_many", f"{count}")
        found = self._ends(levels)
        finer = {name: np.unique([*values, *(values[:-1] + values[1:]) / 2]) for name, values in levels.items()}
        if math.prod(map(len, finer.values())) <= MOST_COMBINATIONS:
            self._ends(finer)
        return found

    def _ends(self, levels: Mapping[str, Floats]) -> tuple[float, float]:
        divisors = [part[1][1] for part in walk(self.root) if isinstance(part, tuple) and part[0] == "/"]
        lowest, highest = math.inf, -math.inf
        for part in _parts(levels):
            for divisor in divisors:
                _refuse("divides_by_zero", np.abs(evaluate(divisor, part)) < TINY, part)
            with np.errstate(all="ignore"):
                result = np.asarray(evaluate(self.root, part), dtype=np.float64)
            _refuse("not_finite", ~np.isfinite(result), part)
            _refuse_falls(result, part)
            lowest, highest = min(lowest, float(result.min())), max(highest, float(result.max()))
        return lowest, highest


def _needed(given: Mapping[str, T], name: str) -> T:
    if name not in given:
        raise FormulaError("name", name)
    return given[name]


def _parts(levels: Mapping[str, Floats]) -> Iterator[dict[str, Floats]]:
    """All combinations as open meshes, cut along the first name; cuts share a level, so that no step is missed."""
    if not levels:
        yield {}
        return
    first, *others = levels
    step = max(1, CHUNK // math.prod(len(levels[name]) for name in others))
    for start in range(0, max(1, len(levels[first]) - 1), step):
        axes = [levels[first][start : start + step + 1], *(levels[name] for name in others)]
        yield dict(zip(levels, np.ix_(*axes), strict=True))


def _refuse(code: str, wrong: NDArray[np.bool_], part: Mapping[str, Floats]) -> None:
    if wrong.any():
        where = np.argwhere(wrong)[0].tolist() or [0] * len(part)
        raise FormulaError(code, _combination(part, where))


def _refuse_falls(result: Floats, part: Mapping[str, Floats]) -> None:
    for axis, name in enumerate(part if result.ndim else ()):
        step = np.diff(result, axis=axis)
        noise = NOISE * np.maximum(1.0, np.abs(result.take(range(step.shape[axis]), axis=axis)))
        if (step < -noise).any():
            where = np.argwhere(step < -noise)[0].tolist()
            before, after = part[name].ravel()[where[axis] : where[axis] + 2]
            others = _combination({n: v for n, v in part.items() if n != name}, where[:axis] + where[axis + 1 :])
            raise FormulaError("falls", f"{name} {before:g} → {after:g}" + (f" ({others})" if others else ""))


def _combination(part: Mapping[str, Floats], where: Sequence[int]) -> str:
    return ", ".join(f"{name} = {values.ravel()[i]:g}" for (name, values), i in zip(part.items(), where, strict=True))
