"""Numbers as they come from people: read, or refused in words that say where."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from parvis.engines.choice.errors import ChoiceError

Floats = NDArray[np.float64]

TABLE = 2  # axes: rows and columns


def numbers(given: ArrayLike, *, gaps: bool = False) -> Floats:
    """An array of finite numbers; `gaps` lets nan stand for what is missing. ChoiceError otherwise."""
    try:
        values = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise _text(given) from None
    wrong = np.isinf(values) | (np.isnan(values) & (not gaps))
    if wrong.any():
        if values.ndim != TABLE:
            raise ChoiceError("missing")
        row, column = np.argwhere(wrong)[0].tolist()
        raise ChoiceError("missing_cell", row=row + 1, column=column + 1)
    return values


def _text(given: ArrayLike) -> ChoiceError:
    """What is wrong with a table that numpy cannot read: a text in it, or rows of different length."""
    try:
        cells = np.asarray(given, dtype=object)
    except ValueError:
        return ChoiceError("ragged")
    for place in np.ndindex(cells.shape):
        try:
            float(cells[place])
        except (TypeError, ValueError):
            if isinstance(cells[place], str):
                at = [number + 1 for number in place]
                return ChoiceError("text", text=cells[place], row=at[0], column=at[-1])
    return ChoiceError("ragged")
