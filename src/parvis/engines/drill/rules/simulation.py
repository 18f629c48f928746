"""Rules that need the plan to be played on the clock, many times."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from parvis.engines.drill.draws import Assumptions
from parvis.engines.drill.drivers import Driver
from parvis.engines.drill.losses import LATE_S, Loss
from parvis.engines.drill.montecarlo import Runs
from parvis.engines.drill.outcome import Outcome, quantiles
from parvis.engines.drill.plan import Plan
from parvis.engines.drill.rules.registry import Found, rule
from parvis.engines.drill.simulation import simulate
from parvis.engines.drill.variants import with_role

ABOUT = "simulation"
#: A target met less often than this is no plan to rely on (one run in five fails).
MET = 0.8
#: A queue that takes more than this share of the time until a milestone is worth a second person.
QUEUE = 0.2
#: A task that lies on the critical path more often than this decides.
CRITICAL = 0.5
RUNS = 1000


@dataclass(frozen=True)
class Played:
    """What the rules of this file read. `queues`: by (role, milestone), the share of P80 that waiting for it takes."""

    plan: Plan
    outcomes: tuple[Outcome, ...]
    drivers: Mapping[str, tuple[Driver, ...]]
    losses: tuple[Loss, ...]
    queues: Mapping[tuple[str, str], float]


def queues(plan: Plan, seed: int, assumptions: Assumptions, runs: int = RUNS) -> dict[tuple[str, str], float]:
    """How much of each milestone's P80 would be gone if a role had room for everything at once."""
    base = simulate(plan, seed, runs, assumptions)
    found = {}
    for role in plan.roles:
        if not _waits(role.code, base):
            continue
        roomy = simulate(with_role(plan, replace(role, capacity=len(base.net.nodes))), seed, runs, assumptions)
        for milestone in plan.milestones:
            now, then = quantiles(base.done(milestone))[1], quantiles(roomy.done(milestone))[1]
            found[role.code, milestone] = (now - then) / now if 0 < now < float("inf") else 0.0
    return found


def _waits(role: str, runs: Runs) -> bool:
    """Whether more is at work in a role than one thing, so that something may wait."""
    return sum(role in dict(node.holds) for node in runs.net.nodes.values()) > 1


@rule("S01", "warning", ABOUT)
def seldom_met(played: Played) -> Found:
    """A target that is met in fewer than four runs out of five"""
    for outcome in played.outcomes:
        if outcome.met and outcome.met.share < MET:
            shares = {name: 100 * getattr(outcome.met, name) for name in ("share", "low", "high")}
            yield outcome.task, {"target": outcome.target_s, **shares}


@rule("S03", "warning", ABOUT)
def long_queue(played: Played) -> Found:
    """A role for which work waits so long that a fifth of the time until a milestone is queueing"""
    for (role, milestone), share in played.queues.items():
        if share > QUEUE:
            yield role, {"milestone": milestone, "share": 100 * share}


@rule("S04", "error", ABOUT)
def single_person(played: Played) -> Found:
    """One person without whom a milestone is never reached, or more than ten minutes later"""
    for loss in played.losses:
        if loss.kind == "person" and loss.single_point:
            late = tuple(milestone for milestone, added in loss.late if added > LATE_S)
            most = max((added for _, added in loss.late), default=0.0)
            for role in _roles(played.plan, loss.code):
                yield role, {"milestones": loss.stops} if loss.stops else {"milestones": late, "added": most}


@rule("S06", "error", ABOUT)
def single_channel(played: Played) -> Found:
    """A channel without which a milestone is never reached"""
    for loss in played.losses:
        if loss.kind == "channel" and loss.stops:
            yield loss.code, {"milestones": loss.stops}


@rule("S07", "note", ABOUT)
def decides_without_margin(played: Played) -> Found:
    """A task that lies on the critical path to a milestone in most runs, whose target leaves no margin"""
    tight = {o.task for o in played.outcomes if o.target_s is not None and o.p80 > o.target_s}
    for milestone, found in played.drivers.items():
        for driver in found:
            if milestone in tight and driver.critical > CRITICAL and driver.task != milestone:
                yield driver.task, {"milestone": milestone, "share": 100 * driver.critical}


def _roles(plan: Plan, person: str) -> tuple[str, ...]:
    """The roles that stand empty without somebody."""
    return tuple(role.code for role in plan.roles if set(role.people(plan.period_codes[0])) == {person})
