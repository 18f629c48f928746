"""The exercise clock: it stands while the exercise is paused, and the director may set it forward, never back."""

from collections.abc import Sequence
from datetime import datetime

Pauses = Sequence[Sequence[str | None]]
Jumps = Sequence[tuple[str, float]]


def clock_s(t0: datetime | None, pauses: Pauses, ended: datetime | None, now: datetime, jumps: Jumps = ()) -> float:
    """Seconds on the exercise clock: since the start, less every stretch in which it stood still, and what was left out."""
    if t0 is None:
        return 0.0
    until = min(ended, now) if ended else now
    stood = 0.0
    for began, went_on in pauses:
        if began is None:
            continue
        start = min(datetime.fromisoformat(began), until)
        end = min(datetime.fromisoformat(went_on), until) if went_on else until
        stood += max((end - start).total_seconds(), 0.0)
    left_out = sum(seconds for at, seconds in jumps if datetime.fromisoformat(at) <= until)
    return max((until - t0).total_seconds() - stood + left_out, 0.0)


def left_out(
    t0: datetime | None, pauses: Pauses, ended: datetime | None, jumps: Jumps
) -> tuple[tuple[float, float], ...]:
    """Where the clock was set forward, on the clock itself, and by how many seconds."""
    moments = [(datetime.fromisoformat(at), seconds) for at, seconds in jumps]
    return tuple((clock_s(t0, pauses, ended, at, jumps) - seconds, seconds) for at, seconds in moments)
