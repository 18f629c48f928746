"""The same script played without and with a measure: task by task, what differs and by how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from parvis.engines.drill.wording import state
from parvis.engines.statement import Statement

Times = Mapping[str, Sequence[float | None]]
"""By code of a task, the seconds that it took in each run; None where it was not seen done."""


@dataclass(frozen=True)
class Pair:
    """One task: the median of the runs in which it was seen done, None where it never was. `difference`: with less without."""

    task: str
    without: float | None
    with_it: float | None

    @property
    def difference(self) -> float | None:
        """Seconds, negative where it went faster with the measure."""
        return None if self.without is None or self.with_it is None else self.with_it - self.without


@dataclass(frozen=True)
class Paired:
    """`pairs` in the order of the tasks; `runs`: how many without, how many with."""

    pairs: tuple[Pair, ...]
    runs: tuple[int, int]

    @property
    def differences(self) -> tuple[float, ...]:
        """Of the tasks that were done both ways."""
        return tuple(pair.difference for pair in self.pairs if pair.difference is not None)

    @property
    def middle(self) -> float | None:
        """The median difference in seconds, None without a pair."""
        return median(self.differences) if self.differences else None

    @property
    def gained(self) -> tuple[str, ...]:
        """Tasks that were done with the measure only."""
        return tuple(pair.task for pair in self.pairs if pair.without is None and pair.with_it is not None)

    @property
    def lost(self) -> tuple[str, ...]:
        """Tasks that were done without it only."""
        return tuple(pair.task for pair in self.pairs if pair.without is not None and pair.with_it is None)

    def statements(self) -> tuple[Statement, ...]:
        """What differs, and how far one may trust it."""
        found = self.differences
        said = []
        if found:
            faster, slower = sum(one < 0 for one in found), sum(one > 0 for one in found)
            said.append(state("pair_counts", n=len(found), faster=faster, slower=slower))
            said.append(state("pair_middle", seconds=self.middle))
        if self.gained:
            said.append(state("pair_gained", tasks=", ".join(self.gained)))
        if self.lost:
            said.append(state("pair_lost", tasks=", ".join(self.lost)))
        said.append(state("pair_once") if max(self.runs) <= 1 else state("pair_runs", a=self.runs[0], b=self.runs[1]))
        return tuple(said)


def paired(without: Times, with_it: Times) -> Paired:
    """Pair the tasks of both sides; those that neither saw done are left out."""
    codes = sorted({*without, *with_it})
    pairs = [Pair(code, _middle(without.get(code, ())), _middle(with_it.get(code, ()))) for code in codes]
    kept = tuple(pair for pair in pairs if pair.without is not None or pair.with_it is not None)
    return Paired(kept, (_runs(without), _runs(with_it)))


def _middle(times: Sequence[float | None]) -> float | None:
    seen = [time for time in times if time is not None]
    return median(seen) if seen else None


def _runs(times: Times) -> int:
    return max((len(row) for row in times.values()), default=0)
