"""Random durations, delays, broken channels and people who cannot be reached: one stream for each thing of the plan.

Every stream is keyed by the code of what it is for, so that two variants of a plan share all that they have in common
(common random numbers: Law, Simulation Modeling and Analysis, chapter on variance reduction): their difference is then
the difference of the variants, not of the luck.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from parvis.engines.drill.messages import Duration
from parvis.engines.drill.network import Delay, Network
from parvis.engines.drill.plan import Plan

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Assumptions:
    """What the simulation takes for granted, in seconds: editable, and printed with every result.

    `search_s`: to notice that somebody cannot be reached and to call the next; `retry_s`: to notice that a channel is
    dead and take the next; `handover_s`: for which the roles that change hands do nothing else. `period`: the duty
    period in which the trigger falls, the plan's first when empty.
    """

    search_s: float = 120.0
    retry_s: float = 60.0
    handover_s: float = 300.0
    period: str = ""


@dataclass(frozen=True)
class Draws:
    """Durations by node and delays by their code, each (runs,) in seconds; infinite where a word never arrives."""

    runs: int
    durations: Mapping[str, Floats]
    delays: Mapping[str, Floats]


def stream(seed: int, key: str) -> np.random.Generator:
    """The generator of one thing: the same for the same seed and key, whatever else is in the plan."""
    return np.random.default_rng([seed, crc32(key.encode())])


def pert(duration: Duration, rng: np.random.Generator, runs: int) -> Floats:
    """Durations (runs,) in seconds from a PERT beta distribution; three equal points are fixed.

    Beta with shapes 1 + 4 (likely - least) / width and 1 + 4 (greatest - likely) / width on the width from least to
    greatest; its mean is (least + 4 likely + greatest) / 6 (Malcolm et al., 1959, Operations Research 7(5), 646-669;
    shape 4 after Vose, Risk Analysis).
    """
    least, likely, greatest = duration
    width = greatest - least
    if width <= 0:
        return np.full(runs, least)
    drawn: Floats = rng.beta(1 + 4 * (likely - least) / width, 1 + 4 * (greatest - likely) / width, size=runs)
    drawn *= width
    drawn += least
    return drawn


def draw(net: Network, plan: Plan, seed: int, runs: int, assumptions: Assumptions) -> Draws:
    """All random numbers of a plan."""
    durations = {code: pert(node.duration, stream(seed, code), runs) for code, node in net.nodes.items()}
    working = {
        channel.code: stream(seed, f"channel {channel.code}").random(runs) < channel.availability
        for channel in plan.channels
    }
    delays = {
        delay.code: _delay(delay, plan, working, seed=seed, runs=runs, retry_s=assumptions.retry_s)
        for delay in net.delays
    }
    return Draws(runs, durations, delays)


def _delay(
    delay: Delay, plan: Plan, working: Mapping[str, NDArray[np.bool_]], *, seed: int, runs: int, retry_s: float
) -> Floats:
    """Seconds (runs,): the wait, and the first of its channels that works, each dead one costing the time to see it."""
    waits = delay.wait + pert(delay.spread, stream(seed, delay.code), runs)
    ways = {channel.code: channel.delay for channel in plan.channels}
    if not delay.channels:
        return waits
    carried = np.full(runs, np.inf)
    for tried, code in enumerate(c for c in delay.channels if c in ways):
        took = tried * retry_s + pert(ways[code], stream(seed, f"{delay.code} {code}"), runs)
        carried = np.where(np.isinf(carried) & working[code], took, carried)
    waits += carried
    return waits


def search(plan: Plan, roles: Iterable[str], seed: int, runs: int, assumptions: Assumptions) -> dict[str, Floats]:
    """For each role the seconds (runs,) that it takes to reach somebody who holds it: infinite where nobody answers.

    Holders first, then deputies. A person is reached in an event or not, in all roles alike.
    """
    period = assumptions.period or plan.period_codes[0]
    found: dict[str, Floats] = {}
    answers: dict[str, NDArray[np.bool_]] = {}
    for role in roles:
        late = np.full(runs, np.inf)
        for tried, who in enumerate(plan.role_by_code[role].people(period)):
            if who not in answers:
                person = plan.person_by_code[who]
                answers[who] = stream(seed, f"person {who}").random(runs) >= person.unreachable
            late = np.where(np.isinf(late) & answers[who], tried * assumptions.search_s, late)
        found[role] = late
    return found
