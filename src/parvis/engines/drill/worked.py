"""How long people had: the clock of an exercise less what the director left out by setting it forward.

A pause needs no rule here, because the clock stands. A jump does: the clock is twenty minutes later, and nobody had those
twenty minutes. So every duration is counted in the time that people had; moments stay on the clock.
"""

from collections.abc import Iterable, Sequence

#: Where the clock was set forward, and by how many seconds: (900, 1200) went from 15:00 to 35:00.
Jumps = Sequence[tuple[float, float]]


def worked(begun: float, ended: float, jumps: Jumps = ()) -> float:
    """Seconds that people had between two moments of the clock; nan where one is not known. Back in time it is negative."""
    return _had(ended, jumps) - _had(begun, jumps) if jumps else ended - begun


def moment_after(begun: float, seconds: float, jumps: Jumps = ()) -> float:
    """The moment of the clock at which people have had so many seconds since `begun`."""
    left, at = seconds, begun
    for start, skipped in _after(begun, jumps):
        if left <= start - at:
            break
        left, at = left - max(start - at, 0.0), start + skipped
    return at + left


def _had(moment: float, jumps: Jumps) -> float:
    """What people had until a moment. One that lies in what was left out counts as its beginning."""
    return moment - sum(min(max(moment - start, 0.0), skipped) for start, skipped in jumps)


def _after(begun: float, jumps: Jumps) -> Iterable[tuple[float, float]]:
    """The jumps that lie ahead; of one in the middle of which it begins, the rest."""
    for start, skipped in sorted(jumps):
        if start >= begun:
            yield start, skipped
        elif start + skipped > begun:
            yield begun, start + skipped - begun
