"""What happens to the order of the others when one option leaves (rank reversal).

Belton, V. and Gear, T. (1983), On a short-coming of Saaty's method of analytic hierarchies, Omega 11(3), 228-230,
described it first. A weighted sum of fixed values cannot do it; methods that measure options against one another can.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.reading import numbers
from parvis.engines.choice.wording import state
from parvis.engines.statement import Statement

Floats = NDArray[np.float64]
#: A table (options, criteria) becomes one score for each option, higher is better.
Scorer = Callable[[Floats], Floats]

SAME = 9


@dataclass(frozen=True)
class Reversal:
    """Without `leaving`, `rises` stands above `falls`, which stood above it before; `first`: it was the first rank
    among the others that changed. Indices follow the table."""

    leaving: int
    rises: int
    falls: int
    first: bool

    def statement(self, method: str, options: Sequence[str]) -> Statement:
        """The same in words; `options` are names in the order of the table."""
        code = "reversal_first" if self.first else "reversal"
        names = {"leaving": options[self.leaving], "rises": options[self.rises], "falls": options[self.falls]}
        return state(code, method=method, **names)


def reversals(matrix: ArrayLike, scorer: Scorer) -> tuple[Reversal, ...]:
    """Every pair of options whose order turns round when a third one leaves. Ties that open or close do not count."""
    table = numbers(matrix)
    before = np.round(scorer(table), SAME)
    found = []
    for leaving in range(len(table)):
        kept = np.delete(np.arange(len(table)), leaving)
        if len(kept) < 2:  # noqa: PLR2004 - no pair is left
            continue
        after = np.round(scorer(table[kept]), SAME)
        was = before[kept]
        top = int(np.argmax(was))
        turned = (was[:, None] < was[None, :]) & (after[:, None] > after[None, :])
        found += [
            Reversal(leaving, int(kept[rises]), int(kept[falls]), bool(falls == top))
            for rises, falls in np.argwhere(turned).tolist()
        ]
    return tuple(sorted(found, key=lambda one: not one.first))
