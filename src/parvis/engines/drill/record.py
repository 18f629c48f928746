"""What an observer wrote down about one task."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STAMPS = ("event", "detect", "alert", "ack", "decide", "order", "start", "done")
"""From the event (inject delivered) to the task done, in the order in which they should come."""


@dataclass(frozen=True)
class Record:
    """One observer's stamps of one task, in seconds on the exercise clock; None for what was not seen.

    A missing stamp is unknown, and a missing `done` means not done when the exercise ended: neither is ever zero.
    A record without stamps says that the observer watched and saw nothing done.
    """

    task: str
    role: str = ""
    observer: str = ""
    event: float | None = None
    detect: float | None = None
    alert: float | None = None
    ack: float | None = None
    decide: float | None = None
    order: float | None = None
    start: float | None = None
    done: float | None = None

    @property
    def stamps(self) -> NDArray[np.float64]:
        """The eight stamps in order, nan where missing."""
        given = [getattr(self, stamp) for stamp in STAMPS]
        return np.array([np.nan if moment is None else moment for moment in given], dtype=np.float64)

    @property
    def acted(self) -> bool:
        """Whether the role was seen to start or finish the task."""
        return self.start is not None or self.done is not None
