"""What happens to the milestones when a role, a person or a channel is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from parvis.engines.drill.draws import Assumptions
from parvis.engines.drill.montecarlo import Runs
from parvis.engines.drill.outcome import quantiles
from parvis.engines.drill.plan import Plan
from parvis.engines.drill.simulation import Progress, simulate
from parvis.engines.drill.variants import without_channel, without_person, without_role

#: Runs for each loss: the same random numbers with and without it.
RUNS = 300
#: A loss that costs a milestone more than this is a single point of failure too, in seconds.
LATE_S = 600.0
#: A milestone is taken away when it is never reached in so many more runs.
OFTEN = 0.5

Kind = Literal["role", "person", "channel"]


@dataclass(frozen=True)
class Loss:
    """`stops`: milestones that at least half of the runs reach with it and never without, or whose P80 becomes never.

    `late`: those that come later, with the seconds by which their P80 grows.
    """

    kind: Kind
    code: str
    stops: tuple[str, ...]
    late: tuple[tuple[str, float], ...]

    @property
    def single_point(self) -> bool:
        """Whether one person or one channel takes a milestone away, or a good part of its time."""
        return self.kind != "role" and (bool(self.stops) or any(added > LATE_S for _, added in self.late))


def losses(
    plan: Plan, seed: int, assumptions: Assumptions | None = None, progress: Progress | None = None, runs: int = RUNS
) -> tuple[Loss, ...]:
    """Each role, person and channel lost in turn, from the trigger on. `progress` hears "losses"."""
    whole = simulate(plan, seed, runs, assumptions)
    found = []
    cases = list(_cases(plan))
    for n, (kind, code, poorer) in enumerate(cases, start=1):
        found.append(_loss(kind, code, whole, simulate(poorer, seed, runs, assumptions), plan.milestones))
        if progress:
            progress("losses", n / len(cases))
    return tuple(found)


def _cases(plan: Plan) -> Iterator[tuple[Kind, str, Plan]]:
    busy = {code for task in plan.tasks for code in task.responsible}
    people: dict[str, None] = {}
    for role in plan.roles:
        if role.code in busy:
            yield "role", role.code, without_role(plan, role.code)
            people.update(dict.fromkeys(role.people(plan.period_codes[0])))
    for who in people:
        yield "person", who, without_person(plan, who)
    used = dict.fromkeys(code for message in plan.messages for code in message.channels)
    for channel in plan.channels:
        if channel.code in used:
            yield "channel", channel.code, without_channel(plan, channel.code)


def _loss(kind: Kind, code: str, whole: Runs, poorer: Runs, milestones: tuple[str, ...]) -> Loss:
    stops, late = [], []
    for milestone in milestones:
        before, after = whole.done(milestone), poorer.done(milestone)
        stopped = np.isfinite(before) & np.isinf(after)
        added = quantiles(after)[1] - quantiles(before)[1] if np.isfinite(quantiles(before)[1]) else 0.0
        if stopped.mean() >= OFTEN or added == np.inf:
            stops.append(milestone)
        elif added > 0:
            late.append((milestone, added))
    return Loss(kind, code, tuple(stops), tuple(late))
