"""Times of milestones on one clock: half, four in five, nineteen in twenty of the runs, and the target."""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.web.components.clock import said
from parvis.web.components.record import percent

STEPS = (15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
MARKS = 5
END = 1.06  # a little room behind the last mark


@dataclass(frozen=True)
class Tick:
    x: str
    label: str
    anchor: str


@dataclass(frozen=True)
class Clock:
    """A clock of `length` seconds across the width of a picture."""

    length: float

    def at(self, seconds: float) -> str:
        return percent(min(seconds / (self.length * END), 1.0))

    @property
    def whole(self) -> str:
        """As far as the clock goes; behind it there is a little room for the last label."""
        return self.at(self.length)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        step = next((step for step in STEPS if self.length / step <= MARKS), STEPS[-1])
        return tuple(
            Tick(self.at(at), said(at), "start" if at == 0 else "middle") for at in range(0, int(self.length) + 1, step)
        )


def clock_of(times: Sequence[float | None]) -> Clock | None:
    """The clock on which all these times have room; none without any time."""
    known = [time for time in times if time]
    return Clock(max(known)) if known else None


@dataclass(frozen=True)
class Span:
    """A line from P50 to P95 with a mark at each of the three; empty texts for what is never reached."""

    p50: str
    p80: str
    p95: str
    end: str
    target: str


def span(clock: Clock, done: Sequence[float | None], target: float | None) -> Span:
    """Where the marks of one milestone lie; a line to the edge where P95 is never."""
    p50, p80, p95 = ("" if time is None else clock.at(time) for time in done)
    return Span(p50, p80, p95, p95 or "100%", clock.at(target) if target else "")
