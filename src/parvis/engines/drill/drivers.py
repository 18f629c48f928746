"""What drives the delay of a milestone."""

from dataclasses import dataclass

import numpy as np
import scipy  # its parts load when they are first asked for: a start of Parvis needs none of them

from parvis.engines.drill.draws import Floats
from parvis.engines.drill.montecarlo import Runs, criticality

#: Runs that are ranked: more change a correlation by less than anybody reads.
RANKED = 2000
LUCK = 3.0


@dataclass(frozen=True)
class Driver:
    """`correlation`: of the ranks of a task's duration with those of the milestone's time, -1..1.

    Spearman's rank correlation (Iman and Helton, 1988, Risk Analysis 8(1), 71-90, on its use for this). `critical`:
    criticality index, the share of the runs in which the task lies on a critical path to the milestone, without
    queues (Van Slyke, 1963). The first says whose spread matters, the second whose length does.
    """

    task: str
    correlation: float
    critical: float


def drivers(free: Runs, played: Runs, milestone: str) -> tuple[Driver, ...]:
    """Tasks that move a milestone, the strongest first; those that never do are left out.

    A task off every path moves it too, when it keeps busy who is needed there. A correlation within three standard
    errors of 0 (1 / sqrt of the runs) is taken for luck.
    `free` from `monte_carlo`, `played` from `simulate`, under the same seed. Runs that never reach it are left out.
    """
    done = played.done(milestone)
    known = np.flatnonzero(np.isfinite(done))[:RANKED]
    shares = criticality(free, milestone)
    moved = _correlations(played.lasted[:, known], done[known])
    found = [
        Driver(code, correlation, share)
        for code, correlation, share in zip(played.codes, moved.tolist(), shares.tolist(), strict=True)
        if share > 0 or abs(correlation) * len(known) ** 0.5 > LUCK
    ]
    return tuple(sorted(found, key=lambda driver: (-abs(driver.correlation), -driver.critical, driver.task)))


def _correlations(lasted: Floats, done: Floats) -> Floats:
    """Rank correlation (tasks,) with the milestone; 0 for what does not vary."""
    if done.size < 2 or not np.ptp(done):  # noqa: PLR2004  # two points make a line
        return np.zeros(len(lasted))
    ranks = scipy.stats.rankdata(lasted, axis=1) - (done.size + 1) / 2
    order = scipy.stats.rankdata(done) - (done.size + 1) / 2
    size = np.sqrt((ranks**2).sum(axis=1) * (order**2).sum())
    moved: Floats = np.divide(ranks @ order, size, out=np.zeros(len(lasted)), where=size > 0)
    return moved
