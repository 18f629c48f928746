"""A plan reckoned through: when its milestones are reached, what stops it, what drives it, what would help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parvis.engines.drill.demand import Demand, demands
from parvis.engines.drill.draws import Assumptions
from parvis.engines.drill.drivers import Driver, drivers
from parvis.engines.drill.finding import Finding
from parvis.engines.drill.losses import Loss, losses
from parvis.engines.drill.montecarlo import RUNS, monte_carlo
from parvis.engines.drill.outcome import Outcome, outcomes
from parvis.engines.drill.path import Schedule, schedule
from parvis.engines.drill.plan import Plan
from parvis.engines.drill.reading import refusals
from parvis.engines.drill.rules import RULES, check_plan, in_rank
from parvis.engines.drill.rules.simulation import ABOUT, Played, queues
from parvis.engines.drill.simulation import Progress, simulate
from parvis.engines.drill.trust import Trust, trust
from parvis.engines.drill.variants import Measure
from parvis.engines.drill.whatif import Effect, proposals, what_if


@dataclass(frozen=True)
class Reckoning:
    """All that the engine says of a plan; times in seconds from the trigger.

    `free`: without limits on what roles carry; `outcomes`: with them. `drivers` by milestone. `findings`: of all
    rules, gravest first. The seed, the runs and the assumptions give the same again.
    """

    plan: Plan
    seed: int
    runs: int
    assumptions: Assumptions
    timetable: Schedule
    free: tuple[Outcome, ...]
    outcomes: tuple[Outcome, ...]
    demands: tuple[Demand, ...]
    drivers: Mapping[str, tuple[Driver, ...]]
    losses: tuple[Loss, ...]
    what_if: tuple[Effect, ...]
    trust: Trust
    findings: tuple[Finding, ...]

    @property
    def milestones(self) -> tuple[Outcome, ...]:
        """The outcomes of the milestones."""
        wanted = set(self.plan.milestones)
        return tuple(outcome for outcome in self.outcomes if outcome.task in wanted)


def reckon(
    plan: Plan,
    seed: int,
    runs: int = RUNS,
    *,
    today: date | None = None,
    measures: Sequence[Measure] = (),
    assumptions: Assumptions | None = None,
    progress: Progress | None = None,
) -> Reckoning:
    """Reckon a plan through: some seconds for 200 tasks, so do it in the background.

    `progress` is called with "simulate", "losses" or "what_if" and the share of it that is done; an exception that it
    raises ends the reckoning, and nothing is kept of it. PlanError, the first of `refusals`, for a plan that cannot be
    put on a clock; ValueError for no runs.
    """
    for refused in refusals(plan):
        raise refused
    given = assumptions or Assumptions()
    free, played = monte_carlo(plan, seed, runs, given), simulate(plan, seed, runs, given, progress)
    lost = losses(plan, seed, given, progress)
    moving = {milestone: drivers(free, played, milestone) for milestone in plan.milestones}
    reached = outcomes(plan, played)
    seen = Played(plan, reached, moving, lost, queues(plan, seed, given))
    simulated = [finding for known in RULES.values() if known.about == ABOUT for finding in known.findings(seen)]
    return Reckoning(
        plan=plan,
        seed=seed,
        runs=runs,
        assumptions=given,
        timetable=schedule(plan),
        free=outcomes(plan, free),
        outcomes=reached,
        demands=demands(plan, free, played),
        drivers=moving,
        losses=lost,
        what_if=what_if(plan, proposals(plan, measures), seed, assumptions=given, progress=progress),
        trust=trust(plan, runs),
        findings=in_rank([*check_plan(plan, today), *simulated]),
    )
